"""Every error that a user can meet, as one tree.

Each says in one sentence what happened, to which file, and what to do next;
each class carries the exit status of the command that it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ChithiError(Exception):
    """Base of all; `exit_code` 3 means that the command failed.

    `reason` is what happened, `hint` what to do next, `path` the file concerned.
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
        """Survive the way back from a worker process."""
        return (_rebuild, (type(self), self.reason, self.hint, self.path))


def _rebuild(kind: type[ChithiError], reason: str, hint: str, path: str | None) -> ChithiError:
    return kind(reason, hint=hint, path=path)


class UsageError(ChithiError):
    """The words of the command are off: a missing path, an unreadable date."""

    exit_code = 2


class UnreadableFile(ChithiError):
    """A file that no reader can make pages of: broken, encrypted, another format."""


class NeedsOcr(UnreadableFile):
    """A file whose pages carry no text, on a machine that cannot read pictures."""


class LibraryError(ChithiError):
    """The library file is not a library, is too new, or cannot be opened."""


class NotHeld(ChithiError):
    """No document of the library answers to the id or number given."""


class SecretDocument(ChithiError):
    """A document marked as secret, where none may go."""


class NotGrounded(ChithiError):
    """A quotation does not stand on the page that it names; nothing was written."""


class UnwritableFile(ChithiError):
    """What was made cannot be written where it was asked for."""


class WorkerError(ChithiError):
    """The processes that read files cannot be started."""


class MissingPart(ChithiError):
    """A package or library of the system that a command needs is not installed."""
