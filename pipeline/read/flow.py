"""Text that carries no layout (Word, HTML) → pages.

Such files store no lines: every paragraph and every table row's cell becomes one
line with a made-up box, set so that the same layout rules read it as a PDF's: the
second column of a two-cell letterhead stands right of the middle, paragraphs
stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Line, Page, TextSource
from ..vietnamese.text import squeeze
from .encodings import Run, repaired
from .layout import page_of_lines

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 85.0  # A4 in points, the left margin of Hướng dẫn 36-HD/VPTW
INNER = WIDTH - 2 * MARGIN
_EM = 6.0  # an average letter of 14-point type: centred lines need a width
_STEP = 28.0  # twice a line's height, so that every paragraph stands apart from the next
_STEP_OF_TITLES = 20.0  # centred lines below one another are one title
_LETTERHEAD_ROWS = 15  # at the head of a file, where tabs and spaces stand for columns
_SOFT_HYPHEN = "\u00ad"  # says where a word may break; in TCVN3 it was a letter
_GAP = re.compile(r"\s*\t\s*|\s{4,}")


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text before it has a place: `row` is shared by cells side by side, `column` of `columns`.

    `runs` is the text with its fonts, as the repair of old encodings wants it.
    """

    text: str
    row: int
    runs: tuple[Run, ...] = ()
    column: int = 0
    columns: int = 1
    bold: bool = False
    italic: bool = False
    centred: bool = False
    opens_page: bool = False


def legible(texts: Sequence[Text]) -> tuple[list[Text], TextSource]:
    """The lines with old encodings repaired, and whether any was.

    White space is folded here; in a letterhead that which parts two columns parts the line.
    """
    mended = repaired([text.runs for text in texts])
    lines: list[Text] = []
    for text, plain in zip(texts, mended.texts, strict=True):
        lines += _parted(replace(text, text=plain.replace(_SOFT_HYPHEN, "")))
    return lines, "repaired" if mended.changed else "text"


def pages_of(texts: Iterable[Text], source: TextSource) -> Iterator[Page]:
    """The pages that legible lines make up, a new one where a line opens one; at least one, be it empty."""
    number, lines, top, above = 1, list[Line](), MARGIN, None
    for text in texts:
        if text.opens_page and lines:
            yield page_of_lines(number, WIDTH, HEIGHT, lines, source)
            number, lines, top, above = number + 1, [], MARGIN, None
        if above and text.row != above.row:
            top += _STEP_OF_TITLES if above.centred and text.centred else _STEP
        lines.append(_placed(text, top))
        above = text
    yield page_of_lines(number, WIDTH, HEIGHT, lines, source)


def _parted(text: Text) -> Iterator[Text]:
    """The line, or its two columns where it belongs to a letterhead made with tabs or spaces."""
    parts = _GAP.split(text.text.strip())
    if len(parts) == 2 and text.row < _LETTERHEAD_ROWS and text.columns == 1 and all(" " in part for part in parts):
        for column, part in enumerate(parts):
            yield replace(text, text=squeeze(part), column=column, columns=2, centred=False,
                          opens_page=text.opens_page and not column)  # fmt: skip
    else:
        yield replace(text, text=squeeze(text.text))


def _placed(text: Text, top: float) -> Line:
    left = MARGIN + INNER * text.column / text.columns
    width = min(len(text.text) * _EM, INNER / text.columns)
    if text.centred:
        left = (WIDTH - width) / 2
    return Line(text.text, left, left + width, top, top + 14.0, 14.0, text.bold, text.italic, text.row)
