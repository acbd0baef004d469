"""What a reader brings: pages of positioned lines."""

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
    `start` is where the line begins in `Page.text`; `doubtful` are the words that OCR is not sure of; `raised` says
    where in `text` small raised figures begin, the marks of footnotes.
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
    """One page: its lines in reading order and the text that they spell.

    `source` says where the text came from: the file as it stands, the file
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
    """What a reader brings from one file: its pages, what it was unsure of, and all pages that OCR read.

    `waiting` are the numbers of the pages that only OCR can read, and that it did not for now.
    """

    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()
    ocr_pages: tuple[Page, ...] = ()
    waiting: tuple[int, ...] = ()
