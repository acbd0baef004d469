"""Pages of positioned lines, as a reader returns them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TextSource = Literal["text", "repaired", "ocr"]
OcrMode = Literal["auto", "never", "always"]


@dataclass(frozen=True, slots=True)
class Line:
    """A run of words on one baseline with no wide gap in it.

    The two columns of a letterhead on one baseline are two `Line`s with the same
    `row`, and so are the cells of a table's row (`cell`), whatever lines their text takes.
    `start` is the offset of the line in `Page.text`; `doubtful` are the words that OCR is not sure of; `raised` are the
    offsets in `text` of small raised figures, the marks of footnotes.
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
