"""Text without a layout (Word, HTML) → pages.

Such files store no positions: every paragraph and every table cell becomes one line with an invented box, placed so
that the layout rules for PDF apply: the right column of a letterhead is right of the middle, and paragraphs are apart
from each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..model import Line, Page, Place, TextSource
from ..vietnamese.text import squeeze
from .encodings import Run, repair
from .layout import page_of_lines

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 85.0  # points: A4, the left margin of Hướng dẫn 05-HD/VPTW
TEXT_WIDTH = WIDTH - 2 * MARGIN
LONGEST_PAGE = 100_000  # characters; a longer text is split, because search takes pages as its unit
_LINE_HEIGHT = 14.0
_LETTER_WIDTH = 6.0  # an average letter of 14-point type, for the width of centred lines
_PARAGRAPH_PITCH = 28.0  # twice the line height, so that every paragraph is apart from the next
_TITLE_PITCH = 20.0  # consecutive centred lines are one title
_LETTERHEAD_ROWS = 15  # at the start of a file, where tabs and spaces separate columns
_NOTE_HEIGHT = 10.0
NOTE_MARK = "\ue000"  # set before the mark of a note, which the line keeps as raised figures
_SOFT_HYPHEN = "\u00ad"  # a place where a word may break; a letter in TCVN3
_GAP = re.compile(r"\s*\t\s*|\s{4,}")


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line of text before it has a position.

    Attributes:
        row: the row, which cells side by side share.
        runs: the text with its fonts, for the repair of legacy encodings.
        column: the index of its column among `columns`.
        starts_page: whether a page begins with it.
        note: whether it belongs to a footnote or an endnote.
        place: its place in a table, where that is known.
        opens: whether a paragraph of the file begins with it.
    """

    text: str
    row: int
    runs: tuple[Run, ...] = ()
    column: int = 0
    columns: int = 1
    bold: bool = False
    italic: bool = False
    centred: bool = False
    starts_page: bool = False
    note: bool = False
    place: Place | None = None
    opens: bool = False


def repair_lines(lines: Sequence[FlowLine]) -> tuple[list[FlowLine], TextSource]:
    """Return the lines with legacy encodings decoded and white space squeezed, and whether any was decoded.

    A line of a letterhead is split where white space separates its two columns.
    """
    repaired = repair([line.runs for line in lines])
    split: list[FlowLine] = []
    for line, text in zip(lines, repaired.texts, strict=True):
        split += _split_columns(replace(line, text=text.replace(_SOFT_HYPHEN, "")))
    return split, "repaired" if repaired.changed else "text"


def pages_of(lines: Iterable[FlowLine], source: TextSource) -> Iterator[Page]:
    """Yield the pages of the lines, a new one where a line starts one; at least one, which may be empty."""
    number, placed, top, previous = 1, list[Line](), MARGIN, None
    for line in lines:
        if line.starts_page and placed:
            yield page_of_lines(number, WIDTH, HEIGHT, placed, source=source)
            number, placed, top, previous = number + 1, [], MARGIN, None
        if previous and line.row != previous.row:
            top += _TITLE_PITCH if previous.centred and line.centred else _PARAGRAPH_PITCH
        placed.append(_placed(line, top))
        previous = line
    yield page_of_lines(number, WIDTH, HEIGHT, placed, source=source)


def _split_columns(line: FlowLine) -> Iterator[FlowLine]:
    """Yield the line, or its two columns where it belongs to a letterhead set with tabs or spaces."""
    parts = _GAP.split(line.text.strip())
    if len(parts) == 2 and line.row < _LETTERHEAD_ROWS and line.columns == 1 and all(" " in part for part in parts):
        for column, part in enumerate(parts):
            yield replace(line, text=squeeze(part), column=column, columns=2, centred=False,
                          starts_page=line.starts_page and not column)  # fmt: skip
    else:
        yield replace(line, text=squeeze(line.text))


def _placed(line: FlowLine, top: float) -> Line:
    parts = line.text.split(NOTE_MARK)
    text = "".join(parts)
    left = MARGIN + TEXT_WIDTH * line.column / line.columns
    width = min(len(text) * _LETTER_WIDTH, TEXT_WIDTH / line.columns)
    if line.centred:
        left = (WIDTH - width) / 2
    return Line(
        text=text, x0=left, x1=left + width, top=top, bottom=top + _LINE_HEIGHT,
        size=_NOTE_HEIGHT if line.note else _LINE_HEIGHT, bold=line.bold, italic=line.italic, row=line.row,
        raised=tuple(accumulate(map(len, parts[:-1]))), place=line.place, opens=line.opens,
    )  # fmt: skip
