"""A page of a PDF or image file as people see it: a picture, and where words are on it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import accumulate, groupby
from math import sqrt
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from ..errors import UnreadableFile
from ..vietnamese.text import fold
from . import formats
from .formats import Box
from .page_image import open_pages, pdfium_lock

if TYPE_CHECKING:
    from ..model import Line

_FAILURES = (pypdfium2.PdfiumError, UnreadableFile, OSError, IndexError, ValueError)
_MAX_PIXELS = 6_000_000
_MAX_CHARACTERS = 60_000  # of a page that is searched for words
_MARGIN = 0.8  # points around a word
_COLOURED = 24  # levels between the channels of what is not grey


def has_pictures(path: str) -> bool:
    """Return whether the pages of a file can be shown as pictures."""
    return Path(path).suffix.lower() == ".pdf" or formats.is_image(Path(path))


def picture(path: str, number: int, width: int) -> bytes | None:
    """Return a page as PNG, None where it cannot be shown.

    Args:
        path: The PDF or image file.
        number: The page, from 1.
        width: Width in pixels; less for a very long page.
    """
    with pdfium_lock:
        try:
            with closing(open_pages(Path(path))) as document:
                document.init_forms()
                page = document[number - 1]
                across, down = page.get_size()
                if min(across, down) <= 0:
                    return None
                scale = min(width / across, sqrt(_MAX_PIXELS / (across * down)))
                image = page.render(scale=scale).to_pil()
        except _FAILURES:
            return None
    if not _has_colour(image):
        image = image.convert("L")
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=2)
    return out.getvalue()


def _has_colour(image: Image.Image) -> bool:
    small = image.convert("RGB").resize((max(image.width // 4, 1), max(image.height // 4, 1)))
    red, green, blue = small.split()
    spread = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return any(spread.histogram()[_COLOURED:])


def word_boxes(path: str, number: int, phrases: Iterable[str]) -> tuple[float, float, Sequence[Box]]:
    """Return the size of a page, and the boxes of phrases on it, one for each line that a phrase is on.

    Letters are compared without marks and blanks: a PDF may place them anywhere. Sizes are in points; where the page
    cannot be read there are no boxes.

    Args:
        path: The PDF.
        number: The page, from 1.
        phrases: The words as the page's text has them.
    """
    wanted = {_letters(phrase) for phrase in phrases} - {""}
    with pdfium_lock:
        try:
            with closing(open_pages(Path(path))) as document:
                page = document[number - 1]
                across, down = page.get_size()
                text = page.get_textpage()
                return across, down, list(_boxes(text, down, wanted)) if wanted else []
        except _FAILURES:
            return 0.0, 0.0, []


def read_boxes(
    path: str, number: int, phrases: Iterable[str], *, again: bool
) -> tuple[float, float, Sequence[Box]] | None:
    """Return what `word_boxes` does for a page that was read by OCR, from where its lines are.

    The place of a word in its line follows from the usual widths of letters. None where the lines are not known.

    Args:
        path: The PDF or image file.
        number: The page, from 1.
        phrases: The words as the page's text has them.
        again: Read the page by OCR again where its lines are not in the cache, which takes seconds.
    """
    from . import ocr

    page = ocr.page_with_lines(Path(path), number, again=again)
    if page is None:
        return None
    wanted = {_letters(phrase) for phrase in phrases} - {""}
    places = [(line, at) for line in page.lines for at in range(len(line.text) + 1)]
    letters = ((line.text[at : at + 1], place) for place, (line, at) in enumerate(places))
    boxes = [box for first, last in _find(letters, wanted) for box in _in_lines(places[first : last + 1])]
    return page.width, page.height, boxes


def _in_lines(places: Sequence[tuple[Line, int]]) -> Iterator[Box]:
    """Yield a box for each line that these letters are on, without what of the line is before and after them."""
    for line, found in groupby(places, key=itemgetter(0)):
        offsets = [at for _line, at in found]
        widths = [*accumulate(map(_width, line.text), initial=0.0)]
        scale = (line.x1 - line.x0) / max(widths[-1], 1)
        end = min(offsets[-1] + 1, len(line.text))
        if offsets[0] < end:
            x0, x1 = line.x0 + widths[offsets[0]] * scale, line.x0 + widths[end] * scale
            yield x0 - _MARGIN, line.top - _MARGIN, x1 + _MARGIN, line.bottom + _MARGIN


def _width(letter: str) -> float:
    """Return about how wide a letter is in a proportional font, in ens."""
    plain = fold(letter)
    wide = 1.35 if letter.isupper() else 1.5 if plain in "mw" else 1.0
    return 0.55 if plain in "iljtfr.,;:!'()|-/ " else wide


def _boxes(text: pypdfium2.PdfTextPage, height: float, wanted: Iterable[str]) -> Iterator[Box]:
    count = min(text.count_chars(), _MAX_CHARACTERS)
    letters = ((chr(raw.FPDFText_GetUnicode(text, place)), place) for place in range(count))
    for first, last in _find(letters, wanted):
        yield from _lines(text, height, first, last)


def _find(characters: Iterable[tuple[str, int]], wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each phrase among characters, each given with its place."""
    letters: list[str] = []
    places: list[int] = []
    starts = set()  # offsets in the letters at which a word may begin: after what is no letter
    between = True
    for character, place in characters:
        found = _letters(character)
        if not found:
            between = True
            continue
        if between:
            starts.add(len(places))
        between = False
        letters.append(found)
        places += [place] * len(found)
    whole = "".join(letters)
    for phrase in wanted:
        at = whole.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if at in starts and (end in starts or end == len(whole)):
                yield places[at], places[end - 1]
            at = whole.find(phrase, at + 1)


def _lines(text: pypdfium2.PdfTextPage, height: float, first: int, last: int) -> Iterator[Box]:
    """Yield a box for each line that these characters are on."""
    box: Box | None = None
    for index in range(text.count_rects(first, last - first + 1)):
        left, bottom, right, top = text.get_rect(index)
        x0, y0, x1, y1 = left - _MARGIN, height - top - _MARGIN, right + _MARGIN, height - bottom + _MARGIN
        if box and y0 < (box[1] + box[3]) / 2 < y1 and x0 >= box[0]:
            box = min(box[0], x0), min(box[1], y0), max(box[2], x1), max(box[3], y1)
            continue
        if box:
            yield box
        box = x0, y0, x1, y1
    if box:
        yield box


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
