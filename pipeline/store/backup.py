"""A copy of a library that is complete whatever other programs write meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ..errors import LibraryError, UnwritableFile
from ..i18n import _
from ..system.files import output_file

_PAGES = 4096  # copied before other writers get their turn


def back_up(connection: sqlite3.Connection, target: Path, *, force: bool = False) -> int:
    """Copy the library to `target` (SQLite's online backup), check the copy, and return its size in bytes.

    The copy is readable by its owner only and gets its name when it is complete. `-` is standard output.

    Raises:
        UnwritableFile: The file exists and `force` is off, it is the library itself, or it cannot be written.
        LibraryError: The copy is damaged.
    """
    library = connection.execute("pragma database_list").fetchone()[2]
    if target.exists() and target.samefile(library):
        raise UnwritableFile(
            _("A library cannot be replaced by its own copy."), hint=_("Name another file."), path=target
        )
    with output_file(target, force=force, replace_own=False) as temporary:
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy, pages=_PAGES)
            copy.execute("pragma journal_mode = delete")  # one file, without a companion
            problem = copy.execute("pragma quick_check").fetchone()[0]
        if problem != "ok":
            raise LibraryError(_("The copy is damaged ({problem}).").format(problem=problem), path=target)
        return temporary.stat().st_size
