"""Files that are being read for the library while pages are answered: one run at a time, in a thread of its own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..api import Library
from ..errors import ChithiError

if TYPE_CHECKING:
    from ..ingest import Tally


class _Stopped(Exception):
    """The user has asked to stop after a file."""


@dataclass(slots=True)
class Run:
    """One run over files: how far it is, and what came of it.

    Attributes:
        what: Name of the folder or files, for the page.
        total: Number of files to read; None until they are listed.
        done: How many are read.
        last: Name of the last one.
        stopping: Whether the user has asked to stop.
        problem: What ended the run, if it failed.
    """

    what: str
    total: int | None = None
    done: int = 0
    last: str = ""
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    stopping: bool = False
    tally: Tally | None = None
    problem: ChithiError | None = None

    @property
    def is_running(self) -> bool:
        """Whether files are still being read."""
        return self.ended is None

    @property
    def rate(self) -> float:
        """Files read in a second."""
        return self.done / max((self.ended or time.monotonic()) - self.began, 0.001)

    @property
    def seconds_left(self) -> int | None:
        """The time that the other files will take; None while that is not known."""
        if not (self.total and self.done):
            return None
        return round((self.total - self.done) / self.rate)


class Reader:
    """Starts runs and remembers the last one."""

    def __init__(self, path: str) -> None:
        """Read into the library at `path`."""
        self._path = path
        self._lock = threading.Lock()
        self.run: Run | None = None

    def start(self, paths: Sequence[str], what: str, *, retry: bool = False) -> bool:
        """Begin to read files and folders; return False where others are being read."""
        with self._lock:
            if self.run and self.run.is_running:
                return False
            run = self.run = Run(what)
        threading.Thread(target=self._read, args=(run, list(paths), retry), name="reading", daemon=True).start()
        return True

    def _read(self, run: Run, paths: list[str], retry: bool) -> None:
        def begin(count: int) -> None:
            run.total = count

        def advance(path: str) -> None:
            run.done += 1
            run.last = os.path.basename(path)
            if run.stopping:
                raise _Stopped

        try:
            with Library.open(self._path) as library:
                run.tally = library.ingest(paths, retry=retry, on_start=begin, on_file=advance)
        except _Stopped:
            pass
        except ChithiError as problem:
            run.problem = problem
        except Exception as error:  # the page says what happened; the server goes on
            run.problem = ChithiError(f"{type(error).__name__}: {error}")
        finally:
            run.ended = time.monotonic()
