"""Bodies set in two columns: their rows, read across the sheet, are put one column after the other.

Only prose is: both sides of the gap must be filled from edge to edge, row after row. A letterhead, a list of
recipients beside a signature and a table without rules have ragged or short sides, and stay rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from ..model import Line

_FEWEST = 10  # rows that make a block of two columns
_MIDDLE = (0.35, 0.65)  # of the page's width, where the gap between the columns lies
_FULL = 0.85  # of a column's width, that most of its rows fill
_NARROWEST = 0.25  # of the page's width, a column
_MOST = 0.7  # of the rows

Rows = list[list[Line]]


def in_reading_order(rows: Rows, width: float) -> Rows:
    """The rows of a page `width` points wide, those of a block of two columns set one column after the other."""
    ordered: Rows = []
    for beside, group in groupby(rows, key=lambda row: _is_beside(row, width)):
        block = list(group)
        ordered += _one_after_the_other(block, width) if beside and _is_prose(block, width) else block
    return ordered


def _is_beside(row: Sequence[Line], width: float) -> bool:
    """Whether nothing of a row lies across the middle of the page where the gap is sought."""
    return not any(line.x0 < 0.45 * width and line.x1 > 0.55 * width for line in row)


def _is_prose(rows: Rows, width: float) -> bool:
    both = [row for row in rows if len(row) == 2]
    if len(both) < _FEWEST or len(both) < _MOST * len(rows) or any(line.cell for row in rows for line in row):
        return False
    lefts, rights = [row[0] for row in both], [row[1] for row in both]
    gap = max(line.x1 for line in lefts), min(line.x0 for line in rights)
    if not _MIDDLE[0] * width < gap[0] < gap[1] < _MIDDLE[1] * width:
        return False
    return _is_filled(lefts, width) and _is_filled(rights, width)


def _is_filled(lines: Sequence[Line], width: float) -> bool:
    edges = median(line.x0 for line in lines), max(line.x1 for line in lines)
    column = edges[1] - edges[0]
    full = sum(line.x1 - line.x0 > _FULL * column for line in lines)
    return column > _NARROWEST * width and full > _MOST * len(lines)


def _one_after_the_other(rows: Rows, width: float) -> Rows:
    left = [[line for line in row if line.x0 < width / 2] for row in rows]
    right = [[line for line in row if line.x0 >= width / 2] for row in rows]
    return [row for row in [*left, *right] if row]
