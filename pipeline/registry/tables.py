"""The TSV files as rows, those of an office's own folder behind those that come along."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

Row = dict[str, str]
Rows = list[Row]
_DAYS = frozenset({"date", "since", "until", "start", "end", "ended"})


class Tables:
    """The tables of a folder, and of the office's own where there is one."""

    def __init__(self, folder: Path, extra: Path | None = None) -> None:
        """`folder` has every table; `extra` may have some, with the same columns."""
        self._folder = folder
        self._extra = extra

    def rows(self, table: str) -> Rows:
        """The rows of one table (`relations`), column → cell; those of the office's own folder last."""
        rows = read(self._folder / f"{table}.tsv")
        if self._extra and (more := self._extra / f"{table}.tsv").exists():
            rows += _usable(more, tuple(rows[0]))
        return rows


def _usable(path: Path, columns: tuple[str, ...]) -> Rows:
    """The rows of an office's own file that can be used; a slip of the hand in one line stops nothing."""
    try:
        rows = read(path)
    except UnicodeDecodeError:
        return []
    return [{name: (row.get(name) or "").strip() for name in columns} for row in rows if not faulty(row)]


def read(path: Path) -> Rows:
    """The rows of a TSV file without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def faulty(row: Row) -> bool:
    """Whether a row, which people may have typed, cannot be used: cells too many, a date that is none."""
    return any(
        name is None
        or (name in _DAYS and not _is_day(cell or ""))
        or (name == "plenum" and not f"{cell or 0}".isdigit())
        for name, cell in row.items()
    )


def _is_day(cell: str) -> bool:
    try:
        day(cell.strip())
    except ValueError:
        return False
    return True


def split(cell: str) -> tuple[str, ...]:
    """The parts of a list in a cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def day(cell: str) -> date | None:
    """The date in a cell, None for a blank one."""
    return date.fromisoformat(cell) if cell else None
