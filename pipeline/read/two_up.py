"""Two pages on one sheet: the right one is set below the left one, so that their lines never mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from .layout import Word

_LANDSCAPE = 1.2  # width of a sheet by its height
_GUTTER = 0.012  # of the sheet's width, free of text on both sides of its middle
_MIN_ROWS = 5  # of each page
_FULL_ROW, _MIN_FULL_ROWS = 0.45, 3  # of a page's width; rows of prose, which a letterhead or a signature has not


def divide_sheet(words: Sequence[Word], width: float, height: float) -> tuple[list[Word], float, float] | None:
    """Return the words, width and height of a sheet with its right page set below the left one, else None.

    Words are ordered by row. Lengths are in points from the top left corner.
    """
    if not words or width < _LANDSCAPE * height:
        return None
    middle = width / 2
    if any(word.x0 < middle + _GUTTER * width and word.x1 > middle - _GUTTER * width for word in words):
        return None
    left = [word for word in words if word.x0 < middle]
    right = [
        replace(word, x0=word.x0 - middle, x1=word.x1 - middle, top=word.top + height, bottom=word.bottom + height,
                row=word.row + words[-1].row + 1)
        for word in words if word.x0 >= middle
    ]  # fmt: skip
    if not (_is_page(left, middle) and _is_page(right, middle)):
        return None
    return left + right, middle, 2 * height


def _is_page(words: Sequence[Word], width: float) -> bool:
    rows = [list(row) for _row, row in groupby(words, key=attrgetter("row"))]
    full = sum(row[-1].x1 - row[0].x0 > _FULL_ROW * width for row in rows)
    return len(rows) >= _MIN_ROWS and full >= _MIN_FULL_ROWS
