"""The errors that users can meet, as one tree.

Each says in one sentence what happened, to which file, and what to do next; its class has the exit status of the
command that it ends.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ChithiError(Exception):
    """The base of all errors.

    Attributes:
        exit_code: Exit status of the command: 2 for wrong usage, 3 for a failure.
        reason: What happened.
        hint: What to do next, or an empty string.
        path: The file concerned.
    """

    exit_code = 3

    def __init__(self, reason: str, *, hint: str = "", path: str | Path | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.path = None if path is None else str(path)

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.reason}" + (f" {self.hint}" if self.hint else "")

    def __reduce__(self) -> tuple[object, ...]:
        """Support pickling, for the way back from a worker process."""
        return (_rebuild, (type(self), self.reason, self.hint, self.path))


def _rebuild(kind: type[ChithiError], reason: str, hint: str, path: str | None) -> ChithiError:
    return kind(reason, hint=hint, path=path)


class UsageError(ChithiError):
    """A command or call with wrong arguments: a missing path, an unreadable date."""

    exit_code = 2


class UnreadableFile(ChithiError):
    """A file without readable pages: damaged, encrypted, of another format."""


class NeedsProgram(UnreadableFile):
    """A file that only a program or package can read which this machine lacks."""


class NeedsOcr(NeedsProgram):
    """A file whose pages are images, on a machine without OCR."""


class ReaderFailed(UnreadableFile):
    """A file on which chithi itself failed."""


def fault(error: BaseException) -> str:
    """Return an unexpected error with its place, for a report: `KeyError in docx.py:120`."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" in {os.path.basename(frame.filename)}:{frame.lineno}" for frame in last)
    return f"{type(error).__name__}{place}"


def is_own_fault(error: BaseException) -> bool:
    """Return whether an unexpected error was raised in a module of chithi, not in a library that reads the file."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1:]
    return any(frame.filename.startswith(os.path.dirname(os.path.abspath(__file__))) for frame in last)


class LimitReached(UnreadableFile):
    """A file whose reading took more time or memory than it may."""


class ProgramKilled(UnreadableFile):
    """A file whose reading ended since a program that reads it was killed or crashed."""


class LibraryError(ChithiError):
    """A file that is not a library, is of a newer version, or cannot be opened."""


class NotHeld(ChithiError):
    """An id, number or name that means no document of the library, or several."""


class SeveralFiles(NotHeld):
    """The name of a file that several documents have."""


class SecretDocument(ChithiError):
    """A document marked as secret, where none is allowed."""


class NotGrounded(ChithiError):
    """A quotation that is not on the page that it names; nothing was written."""


class UnwritableFile(ChithiError):
    """A file that cannot be written, or must not be replaced."""


class WorkerError(ChithiError):
    """Worker processes that cannot be started."""


class MissingPart(ChithiError):
    """A package or system library that a command needs and that is not installed."""
