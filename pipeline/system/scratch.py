"""Private folders for copies of documents, which a killed program does not leave lying for long.

Each folder is locked as long as its program lives. Whoever makes one deletes those that nobody holds.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

_PREFIX = "chithi-"
_LOCK = ".lock"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a new folder that only its owner can read; it is deleted with all that it holds."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=_PREFIX))
    new = made / ".new"  # it gets its name when it is locked, so that nobody takes the folder for abandoned
    lock = os.open(new, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(lock)
        with suppress(OSError):  # Windows renames no open file, but deletes none either
            new.rename(made / _LOCK)
        yield made
    finally:
        os.close(lock)
        shutil.rmtree(made, ignore_errors=True)


@cache
def lasting_folder() -> Path:
    """Return a folder of the same kind that lasts as long as this process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(scratch_folder())


def sweep() -> None:
    """Delete the folders of programs that were killed, and end what these have started there."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR)
            try:
                _lock(lock)
            finally:
                os.close(lock)
            _end_programs_in(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _end_programs_in(folder: Path) -> None:
    """End programs that were started in a folder and are still at work, LibreOffice for instance."""
    import psutil

    for program in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if Path(program.cwd()).is_relative_to(folder):
                program.kill()


def _lock(file: int) -> None:
    """Lock an open file until it is closed. Raises OSError when another program holds it."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
