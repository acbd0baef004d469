"""Tables that a page draws with rules, through pdfplumber's table finder.

The finder needs every object of the page as a rich dict, which takes longer than reading the
page's text; so it is asked only where the page has enough rules for a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTContainer, LTCurve
from pdfplumber.page import Page as PdfPage

_THIN = 3.0  # points: a thicker box is a picture or a frame, no rule
_LONG = 12.0  # points: a shorter one underlines or decorates
_FEWEST = 2  # rules in each direction, rows and columns of what counts as a table


@dataclass(frozen=True, slots=True)
class Cell:
    """The box of a table's cell, points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


TableRow = tuple[Cell, ...]


def table_rows(page: PdfPage) -> list[TableRow]:
    """The rows of the page's ruled tables from the top, each with its cells from the left; [] where it has none."""
    if not _is_ruled(page):
        return []
    rows: list[TableRow] = []
    for table in page.find_tables():
        found = [tuple(Cell(*cell) for cell in row.cells if cell) for row in table.rows]
        if len(found) >= _FEWEST and max(map(len, found)) >= _FEWEST:
            rows += [row for row in found if row]
    return sorted(rows, key=lambda row: row[0].top)


def _is_ruled(page: PdfPage) -> bool:
    """Whether the page has rules in both directions: lines, or boxes as thin as lines, or boxes as large as cells."""
    across = down = 0
    for item in _curves(page.layout):
        width, height = abs(item.x1 - item.x0), abs(item.y1 - item.y0)
        across += width >= _LONG and (height <= _THIN or height >= _LONG)
        down += height >= _LONG and (width <= _THIN or width >= _LONG)
        if across >= _FEWEST and down >= _FEWEST:
            return True
    return False


def _curves(items: Iterable[object]) -> Iterator[LTCurve]:
    """Lines, boxes and curves (pdfminer makes the first two kinds of the last), those inside of figures too."""
    for item in items:
        if isinstance(item, LTCurve):
            yield item
        elif isinstance(item, LTContainer):
            yield from _curves(item)
