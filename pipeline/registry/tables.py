"""The TSV files as rows, those of an office's own folder behind those that come along."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

Rows = list[dict[str, str]]


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
            rows += read(more)
        return rows


def read(path: Path) -> Rows:
    """The rows of a TSV file without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def split(cell: str) -> tuple[str, ...]:
    """The parts of a list in a cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def day(cell: str) -> date | None:
    """The date in a cell, None for a blank one."""
    return date.fromisoformat(cell) if cell else None
