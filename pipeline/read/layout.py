"""Words with boxes → the lines and the text of a page, alike for every reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from ..model import Line, Page, TextSource
from ..vietnamese.text import nfc
from .columns import in_reading_order

if TYPE_CHECKING:
    from .ruled import TableRow

# Justified text stretches a space to about one em at most; a letterhead's
# columns stand further apart. Splitting a row too often does no harm: rows
# are joined again in the page's text.
COLUMN_GAP_EM = 1.0
_AIR = 7.0  # points that a table's cell has around its text at the least, both sides together


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box in points from the page's top left corner; `row` counts baselines from the top.

    A word is `doubtful` where OCR is not sure of it; `raised` is where in it the mark of a footnote begins, 0 for none.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    row: int
    doubtful: bool = False
    raised: int = 0


def page_of(
    number: int,
    width: float,
    height: float,
    words: Iterable[Word],
    source: TextSource = "text",
    tables: Sequence[TableRow] = (),
) -> Page:
    """The page that words, ordered by row and then from left to right, make up.

    Words inside a row of `tables` (in order from the top) leave their lines for their cells.
    """
    outside, cells = _in_cells(words, tables)
    rows = [_row_lines(list(row)) for _row, row in groupby(outside, key=lambda word: word.row)] + cells
    if cells:
        rows.sort(key=lambda row: row[0].top)
    rows = in_reading_order(rows, width)
    lines = [replace(line, row=index) for index, row in enumerate(rows) for line in row]
    return page_of_lines(number, width, height, lines, source)


def _in_cells(words: Iterable[Word], tables: Sequence[TableRow]) -> tuple[list[Word], list[list[Line]]]:
    """The words outside of the tables, and the rows of the tables with a line for each cell that has text."""
    if not tables:
        return list(words), []
    placed = [(word, _cell_of(word, tables)) for word in words]
    inside: dict[tuple[int, int], list[Word]] = {}
    for word, place in placed:
        if place:
            inside.setdefault(place, []).append(word)
    shades = {row for row in {row for row, _cell in inside} if _is_shading(row, inside, tables[row])}
    outside = [word for word, place in placed if place is None or place[0] in shades]
    rows: dict[int, list[Line]] = {}
    for (row, _cell), held in sorted(inside.items(), key=itemgetter(0)):
        if row not in shades:
            rows.setdefault(row, []).append(replace(_line(held), top=min(word.top for word in held), cell=True))
    return outside, list(rows.values())


def _cell_of(word: Word, tables: Sequence[TableRow]) -> tuple[int, int] | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for row, cells in enumerate(tables):
        for place, cell in enumerate(cells):
            if cell.holds(x, y):
                return row, place
    return None


def _is_shading(row: int, inside: dict[tuple[int, int], list[Word]], cells: TableRow) -> bool:
    """Whether a row's boxes lie tight around single words: marking of text, as Word exports it, and no table."""
    held = [(cells[place], words) for (at, place), words in inside.items() if at == row]
    tight = sum(len(words) == 1 and cell.x1 - cell.x0 < words[0].x1 - words[0].x0 + _AIR for cell, words in held)
    return 2 * tight > len(held)


def page_of_lines(number: int, width: float, height: float, lines: Sequence[Line], source: TextSource = "text") -> Page:
    """The page with `lines`: those of one row joined by a space, rows by a line break, `start` filled in."""
    placed: list[Line] = []
    parts: list[str] = []
    offset = 0
    for line in lines:
        if placed:
            parts.append(" " if placed[-1].row == line.row else "\n")
            offset += 1
        text = nfc(line.text)
        placed.append(replace(line, text=text, start=offset))
        parts.append(text)
        offset += len(text)
    return Page(number, width, height, tuple(placed), "".join(parts), source)


def _row_lines(row: Sequence[Word]) -> list[Line]:
    runs: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > COLUMN_GAP_EM * max(before.size, word.size, 1.0):
            runs.append([])
        runs[-1].append(word)
    return [_line(run) for run in runs]


def _line(run: Sequence[Word]) -> Line:
    letters = sum(len(word.text) for word in run)
    return Line(
        text=" ".join(word.text for word in run),
        x0=run[0].x0,
        x1=run[-1].x1,
        top=min(word.top for word in run),
        bottom=max(word.bottom for word in run),
        size=max(word.size for word in run),
        bold=2 * sum(len(word.text) for word in run if word.bold) > letters,
        italic=2 * sum(len(word.text) for word in run if word.italic) > letters,
        row=run[0].row,
        doubtful=tuple(word.text for word in run if word.doubtful),
        raised=tuple(_raised(run)) if any(word.raised for word in run) else (),
    )


def _raised(run: Sequence[Word]) -> Iterable[int]:
    """Where in the line that words make up the marks of footnotes begin."""
    start = 0
    for word in run:
        if word.raised:
            yield start + word.raised
        start += len(word.text) + 1
