"""Stamps of secrecy on pictures of pages: red ink, which is taken from a page before its text is read, read by itself.

Only what is a degree of secrecy is added to the page's lines; other stamps stay out of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ..model import Line, Page
from ..vietnamese.secrecy import degree_of
from .layout import page_of_lines

if TYPE_CHECKING:
    from PIL.Image import Image

    from .box import Box
    from .picture import Picture

PAGES = 2  # the first ones of a file, on which it is stamped
_UPPER = 0.6  # of a page's height, where a letterhead and its stamps stand
_SLANTS = (0, 6, -6, 12, -12)  # degrees: a hand does not press a stamp level

SparseReader = Callable[["Image"], "list[Box]"]  # a picture with a few words here and there → its words


def with_stamps(page: Page, picture: Picture, read: SparseReader) -> Page:
    """The page with the degrees of secrecy that are stamped on it in red, each as a row of its own."""
    stamps = list(_stamps(picture, read)) if picture.red and page.number <= PAGES else []
    if not stamps:
        return page
    rows = [list(lines) for _row, lines in groupby(page.lines, key=lambda line: line.row)]
    rows = sorted([*rows, *([stamp] for stamp in stamps)], key=lambda row: row[0].top)
    lines = [replace(line, row=index) for index, row in enumerate(rows) for line in row]
    return page_of_lines(page.number, page.width, page.height, lines, page.source)


def _stamps(picture: Picture, read: SparseReader) -> Iterator[Line]:
    """The stamps in the red ink of a page's upper part, at the first slant that shows any."""
    assert picture.red is not None
    scale = picture.width / picture.red.width
    ink = picture.red.crop((0, 0, picture.red.width, round(_UPPER * picture.red.height)))
    for slant in _SLANTS:
        found = [
            Line(text, x0 * scale, x1 * scale, top * scale, bottom * scale, (bottom - top) * scale, bold=True)
            for text, x0, x1, top, bottom in _texts(read(ink.rotate(slant, fillcolor=255) if slant else ink))
            if degree_of(text)
        ]
        if found:
            yield from found
            return


def _texts(boxes: list[Box]) -> Iterator[tuple[str, float, float, float, float]]:
    """The lines of boxes, each with its left, right, upper and lower edge."""
    for _line, members in groupby(boxes, key=lambda box: box.line):
        line = list(members)
        yield (
            " ".join(box.text for box in line),
            min(box.x0 for box in line),
            max(box.x1 for box in line),
            min(box.top for box in line),
            max(box.bottom for box in line),
        )
