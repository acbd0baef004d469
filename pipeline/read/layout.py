"""Layout analysis: words with bounding boxes → the lines and the text of a page, the same for every reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

from ..model import Line, Page, Place, TextSource
from ..vietnamese.text import nfc

# Justification stretches a space to about one em; the columns of a letterhead are further apart. Splitting a row too
# often does no harm, because the page's text joins the lines of a row again.
_COLUMN_GAP = 1.0  # em
_JUSTIFIED_SPACE = 0.8  # of the type size, the widest space between words of justified text
_CELL_PADDING = 7.0  # points, the least that a table's cell leaves around its text, both sides together


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its bounding box in points from the page's top left corner.

    Attributes:
        row: number of its baseline, counted from the top.
        doubtful: whether OCR is unsure of it.
        raised: offset in `text` of a footnote mark; 0 for none.
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


@dataclass(frozen=True, slots=True)
class Cell:
    """The bounding box of a table's cell, points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float
    column: int = 0

    def contains(self, word: Word) -> bool:
        """Return whether the middle of a word is in the cell."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a table's row from the left, the table's number of columns, and those that continue a cell above."""

    cells: tuple[Cell, ...]
    columns: int
    merged: tuple[int, ...] = ()


Row = list[Line]  # the lines that share a baseline, or the cells of a table's row


def page_of_words(
    number: int, width: float, height: float, words: Iterable[Word], source: TextSource = "text",
    tables: Sequence[TableRow] = (),
) -> Page:  # fmt: skip
    """Return the page that words form, which come ordered by row and then from left to right.

    Words inside a row of `tables` (ordered from the top) form the cells of that row instead of lines.
    """
    outside, cells = _split_cells(words, tables)
    rows = [_lines(list(row)) for _row, row in groupby(outside, key=lambda word: word.row)] + cells
    if cells:
        rows.sort(key=lambda row: row[0].top)
    rows = in_reading_order(rows, width)
    lines = [replace(line, row=index) for index, row in enumerate(rows) for line in row]
    return page_of_lines(number, width, height, lines, source=source)


def page_of_lines(number: int, width: float, height: float, lines: Sequence[Line], source: TextSource = "text") -> Page:
    """Return the page of `lines` with `start` filled in: lines of a row joined by a space, rows by a line break."""
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
    return Page(number, width, height, tuple(placed), text="".join(parts), source=source)


def with_row(page: Page, place: int, row: Sequence[Line]) -> Page:
    """Return the page with one more row, before the row that is now at `place`."""
    rows = [list(lines) for _row, lines in groupby(page.lines, key=lambda each: each.row)]
    rows.insert(place, list(row))
    lines = [replace(each, row=index) for index, row in enumerate(rows) for each in row]
    return page_of_lines(page.number, page.width, page.height, lines, source=page.source)


def with_lines(page: Page, lines: Iterable[Line]) -> Page:
    """Return the page with more lines, their rows in the order of the rows' upper edges."""
    for _row, members in groupby(lines, key=lambda each: each.row):
        row = list(members)
        tops = [next(others).top for _row, others in groupby(page.lines, key=lambda each: each.row)]
        page = with_row(page, sum(top <= row[0].top for top in tops), row)
    return page


def _split_cells(words: Iterable[Word], tables: Sequence[TableRow]) -> tuple[list[Word], list[Row]]:
    """Return the words outside of tables, and the rows of the tables with a line for each cell that has text."""
    if not tables:
        return list(words), []
    placed = [(word, _cell_of(word, tables)) for word in words]
    inside: dict[tuple[int, int], list[Word]] = {}
    for word, cell in placed:
        if cell:
            inside.setdefault(cell, []).append(word)
    shaded = {row for row in {row for row, _column in inside} if _is_shading(row, inside, tables[row].cells)}
    outside = [word for word, cell in placed if cell is None or cell[0] in shaded]
    rows: dict[int, Row] = {}
    for (row, column), content in sorted(inside.items(), key=itemgetter(0)):
        if row not in shaded:
            top = min(word.top for word in content)
            place = Place(row, tables[row].cells[column].column, tables[row].columns, tables[row].merged)
            rows.setdefault(row, []).append(replace(_line(content), top=top, cell=True, place=place))
    return outside, list(rows.values())


def _cell_of(word: Word, tables: Sequence[TableRow]) -> tuple[int, int] | None:
    """Return the row and column of the cell that a word is in."""
    places = ((row, column) for row, each in enumerate(tables) for column, cell in enumerate(each.cells)
              if cell.contains(word))  # fmt: skip
    return next(places, None)


def _is_shading(row: int, inside: dict[tuple[int, int], list[Word]], cells: Sequence[Cell]) -> bool:
    """Return whether boxes fit tightly around single words: shading of text as Word exports it, not a table."""
    filled = [(cells[column], words) for (of_row, column), words in inside.items() if of_row == row]
    tight = [_fits_tightly(cell, words) for cell, words in filled]
    return 2 * sum(tight) > len(filled)


def _fits_tightly(cell: Cell, words: Sequence[Word]) -> bool:
    """Return whether a box is around words of one line, with the space of justified text after them at most."""
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    padding = max(_CELL_PADDING, _JUSTIFIED_SPACE * max(word.size for word in words))
    return len({word.row for word in words}) == 1 and cell.x1 - cell.x0 < right - left + padding


def _lines(row: Sequence[Word]) -> Row:
    """Return the words of one baseline as lines, split at wide gaps."""
    runs: list[list[Word]] = [[row[0]]]
    for previous, word in pairwise(row):
        if word.x0 - previous.x1 > _COLUMN_GAP * max(previous.size, word.size, 1.0):
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


def _raised(run: Sequence[Word]) -> Iterator[int]:
    """Yield the offsets of footnote marks in the text of a line."""
    start = 0
    for word in run:
        if word.raised:
            yield start + word.raised
        start += len(word.text) + 1


# A body in two columns of prose: both sides of the gap are filled from edge to edge, row after row. A letterhead, a
# list of recipients beside a signature and a table without rules have ragged or short sides, and stay rows.
_MIN_COLUMN_ROWS = 10
_GAP_RANGE = (0.35, 0.65)  # of the page's width, where the gap between the columns must be
_FULL_LINE = 0.85  # of a column's width
_MIN_COLUMN_WIDTH = 0.25  # of the page's width
_MIN_SHARE = 0.7  # of the rows


def in_reading_order(rows: list[Row], width: float) -> list[Row]:
    """Return the rows of a page `width` points wide; where its body has two columns, the left one comes first."""
    ordered: list[Row] = []
    for two_columns, group in groupby(rows, key=lambda row: _leaves_middle_free(row, width)):
        block = list(group)
        ordered += _column_by_column(block, width) if two_columns and _is_two_column_prose(block, width) else block
    return ordered


def _leaves_middle_free(row: Row, width: float) -> bool:
    return not any(line.x0 < 0.45 * width and line.x1 > 0.55 * width for line in row)


def _is_two_column_prose(rows: list[Row], width: float) -> bool:
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < _MIN_COLUMN_ROWS or len(pairs) < _MIN_SHARE * len(rows):
        return False
    if any(line.cell for row in rows for line in row):
        return False
    left, right = [row[0] for row in pairs], [row[1] for row in pairs]
    gap = max(line.x1 for line in left), min(line.x0 for line in right)
    if not _GAP_RANGE[0] * width < gap[0] < gap[1] < _GAP_RANGE[1] * width:
        return False
    return _is_filled(left, width) and _is_filled(right, width)


def _is_filled(lines: Row, width: float) -> bool:
    column = max(line.x1 for line in lines) - median(line.x0 for line in lines)
    full = sum(line.x1 - line.x0 > _FULL_LINE * column for line in lines)
    return column > _MIN_COLUMN_WIDTH * width and full > _MIN_SHARE * len(lines)


def _column_by_column(rows: list[Row], width: float) -> list[Row]:
    left = [[line for line in row if line.x0 < width / 2] for row in rows]
    right = [[line for line in row if line.x0 >= width / 2] for row in rows]
    return [row for row in [*left, *right] if row]
