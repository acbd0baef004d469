"""Pages of positioned lines, as a reader returns them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

TextSource = Literal["text", "repaired", "ocr"]
OcrMode = Literal["auto", "never", "always"]


class Place(NamedTuple):
    """The place of a line in a table of `columns` columns.

    `row` is unique on the page; `merged` are the columns of the row whose cell continues the one above.
    """

    row: int
    column: int
    columns: int
    merged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A run of words on one baseline with no wide gap in it.

    The two columns of a letterhead on one baseline are two `Line`s with the same
    `row`, and so are the cells of a table's row (`cell`), whatever lines their text takes.
    `start` is the offset of the line in `Page.text`; `doubtful` are the words that OCR is not sure of; `raised` are the
    offsets in `text` of small raised figures, the marks of footnotes. `place` is known where the file or its rules show
    the table; `opens` is true where the file itself says that a paragraph begins with the line.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    row: int = 0
    start: int = 0
    cell: bool = False
    doubtful: tuple[str, ...] = ()
    raised: tuple[int, ...] = ()
    place: Place | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines in reading order and their text.

    `source` is the origin of the text: the unchanged file, the file
    after a proven repair of its encoding, or OCR.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    text: str
    source: TextSource = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of a file, warnings about doubtful ones, and the pages read by OCR.

    `waiting` are the numbers of the pages that only OCR can read and that have not been read yet.
    """

    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()
    ocr_pages: tuple[Page, ...] = ()
    waiting: tuple[int, ...] = ()
