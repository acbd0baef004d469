"""A copy of a library that is whole whatever happens meanwhile."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from ..errors import LibraryError, UnwritableFile
from ..i18n import _
from ..system.os_errors import describe

_PAGES = 4096  # copied between two looks at other writers


def back_up(connection: sqlite3.Connection, target: Path) -> int:
    """Copy the library to `target` (SQLite's online backup), compare the copy with itself, and say its size in bytes.

    The copy is readable by its owner only and appears under its name when it is whole. Raises UnwritableFile
    when there is a file of that name, or none may be written; LibraryError when the copy is not sound.
    """
    if target.exists():
        raise UnwritableFile(
            _("There is a file of that name; nothing was written."), hint=_("Name a new file."), path=target
        )
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}")  # 0600
    except OSError as error:
        raise UnwritableFile(
            _("The backup cannot be written ({error}).").format(error=describe(error)),
            hint=_("Name a folder that is there and that you may write to."),
            path=target,
        ) from error
    os.close(handle)
    try:
        copy = sqlite3.connect(name)
        try:
            connection.backup(copy, pages=_PAGES)
            copy.execute("pragma journal_mode = delete")  # one file, without a companion
            sound = copy.execute("pragma quick_check").fetchone()[0]
        finally:
            copy.close()
        if sound != "ok":
            raise LibraryError(_("The copy is not sound ({problem}).").format(problem=sound), path=target)
        _name(name, target)
    except FileExistsError as error:
        raise UnwritableFile(
            _("There is a file of that name; nothing was written."), hint=_("Name a new file."), path=target
        ) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
    return target.stat().st_size


def _name(made: str, target: Path) -> None:
    """Give a file its name, never over one that came meanwhile; some file systems know no links."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target) from None
        os.rename(made, target)
