"""Page images → pages, through Tesseract: words, lines and baselines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from ..errors import NeedsOcr
from ..i18n import _
from ..model import Line, Page
from ..vietnamese.text import fold
from . import ocr_cache, tesseract
from .formats import Box
from .layout import Word, page_of_words
from .ocr_correction import UPPER_PART, combine_passes, correct_words, erase_words
from .scanned_tables import table_rows
from .stamps import with_stamps
from .syllables import count_syllables, split_joined_word, syllable_share
from .tesseract import DPI, SINGLE_LINE, SPARSE, Engine, OcrWord, available, open_engine, parse_words

if TYPE_CHECKING:
    from PIL.Image import Image

    from .page_image import PageImage

# A page that is rotated or upside down yields many words of which few are syllables.
_MIN_WORDS = 8
_MIN_SYLLABLE_SHARE, _SOUND_SHARE = 0.5, 0.8
_LONG_WORD = 4  # letters; a level word of so many is wider than tall
_MIN_TEXT, _SURE_TEXT = 4, 70  # words of a picture of text, and their median confidence
_SURE_SERIAL = 60  # the confidence of a stamped number's figures


def read_pages(path: Path, numbers: Iterable[int]) -> Iterator[Page]:
    """Yield the pages of a PDF with these numbers (from 1), read by OCR; a blank page has no lines.

    Cached pages are returned first; `remember` caches pages. A page that cannot be rendered is omitted.

    Raises NeedsOcr where OCR is missing, UnreadableFile when the file cannot be rendered at all.
    """
    if missing := available():
        raise NeedsOcr(_("The pages are images without a text layer."), hint=missing, path=path)
    from .page_image import renderer

    numbers = list(numbers)
    cached = ocr_cache.load(path, numbers, tesseract.version())
    yield from cached.values()
    if len(cached) == len(numbers):
        return
    with renderer(path) as render, open_engine() as engine:
        for number in numbers:
            image = None if number in cached else render(number)
            with suppress(RuntimeError):  # tesserocr and pytesseract raise it for an image that they cannot read
                if image:
                    yield page_of_image(number, image, engine)


def read_serial(path: Path, number: int, box: Box) -> str | None:
    """Return the figures in a small image on a page, a number or a day that a clerk stamped; None if not certain.

    The image is read at two resolutions, which must agree.
    """
    from .page_image import render_part

    with open_engine() as engine:
        found = {_serial(engine, render_part(path, number, box, dpi)) for dpi in (DPI, 2 * DPI)}
    return found.pop() if len(found) == 1 else None


def read_picture(path: Path, number: int, box: Box) -> list[Line]:
    """Return the lines of text that a picture on a page shows, where they are on the page; none for other pictures."""
    from .page_image import PART_MARGIN, render_part

    image = render_part(path, number, box, DPI)
    if image is None:
        return []
    with open_engine() as engine:
        found = parse_words(engine(image))
    if len(found) < _MIN_TEXT or median(word.confidence for word in found) < _SURE_TEXT:
        return []
    scale = 72 / DPI
    width, height = image.width * scale, image.height * scale
    page = page_of_words(number, width, height, layout_words(found, scale), source="ocr")
    if syllable_share(page.text) < _SOUND_SHARE:
        return []
    right, down = box[0] - PART_MARGIN * scale, box[1] - PART_MARGIN * scale
    return [
        replace(line, x0=line.x0 + right, x1=line.x1 + right, top=line.top + down, bottom=line.bottom + down)
        for line in page.lines
    ]


def _serial(engine: Engine, image: Image | None) -> str | None:
    words = parse_words(engine(image, SINGLE_LINE)) if image else []
    text = "".join(word.text for word in words)
    sure = words and min(word.confidence for word in words) >= _SURE_SERIAL
    return text if sure and text.isascii() and text.isdigit() else None


def _read_sparse(engine: Engine, image: Image) -> list[OcrWord]:
    return parse_words(engine(image, SPARSE))


def page_with_lines(path: Path, number: int, *, again: bool) -> Page | None:
    """Return a page that was read by OCR before, with where its lines are.

    It comes from the cache; if it is not there any more it is read `again`, or None is returned.
    """
    if available():
        return None
    page = ocr_cache.load(path, [number], tesseract.version()).get(number)
    if page is None and again:
        page = next(read_pages(path, [number]), None)
        remember(path, [page] if page else [], secret=False)
    return page


def remember(path: Path, pages: Sequence[Page], *, secret: bool) -> None:
    """Cache pages read by OCR, unless the document is secret: then remove them from the cache."""
    if secret:
        ocr_cache.remove(path, [page.number for page in pages], tesseract.version())
    elif pages:
        ocr_cache.store(path, pages, tesseract.version())


def page_of_image(number: int, image: PageImage, engine: Engine) -> Page:
    """Return the page that `engine` reads from an image, whichever side of it is up."""
    words = _recognise(number, image, engine)
    sideways = _are_sideways(words)
    page = _page_of(number, image, words, engine)
    few = len(page.text.split()) < _MIN_WORDS
    if not sideways and (few or syllable_share(page.text) > _MIN_SYLLABLE_SHARE):
        return page
    turned = []
    for quarters in (1, 3) if sideways else (2, 1, 3):
        rotated = image.rotated(quarters)
        found = _page_of(number, rotated, _recognise(number, rotated, engine), engine)
        if sideways and syllable_share(found.text) > _SOUND_SHARE:
            return found
        turned.append(found)
    return max(page, *turned, key=lambda candidate: count_syllables(candidate.text))


def _are_sideways(words: Sequence[OcrWord]) -> bool:
    """Return whether most words run up or down, as Tesseract reads them in part, their order lost."""
    long = [word for word in words if len(word.text) >= _LONG_WORD]
    upright = sum(word.x1 - word.x0 > word.bottom - word.top for word in long)
    return len(long) >= _MIN_WORDS and upright < len(long) / 2


def _page_of(number: int, image: PageImage, found: Sequence[OcrWord], engine: Engine) -> Page:
    scale = image.width / image.image.width
    words, tables = layout_words(found, scale), table_rows(image.image, scale)
    page = page_of_words(number, image.width, image.height, words, source="ocr", tables=tables)
    return with_stamps(page, image, partial(_read_sparse, engine))


def _recognise(number: int, page_image: PageImage, engine: Engine) -> list[OcrWord]:
    """Return the words of an image, doubtful ones marked, after a second pass over the letterhead and unread ink."""
    image = page_image.image
    words = parse_words(engine(image))
    second: list[OcrWord] = []
    if number == 1:
        upper = image.crop((0, 0, image.width, round(UPPER_PART * image.height)))
        second += _read_sparse(engine, upper)
    if rest := erase_words(image, words):
        second += _read_sparse(engine, rest)
    found = combine_passes(words, second)
    return [_without_pen(word, image, page_image.pen) for word in found] if page_image.pen else found


_PEN_SHARE, _INK = 0.4, 128  # of the ink of a figure that is written by hand; a grey level
_FIGURES = re.compile(r"\d+")


def _without_pen(word: OcrWord, image: Image, pen: Image) -> OcrWord:
    """Return a word of page 1 without its figures where they are in blue ink; Tesseract misreads handwriting.

    A clerk writes the number and the day into a printed letterhead. Their place in the word is measured by its letters.
    """
    wide = (word.x1 - word.x0) / max(len(word.text), 1)
    text = word.text
    for match in reversed([*_FIGURES.finditer(word.text)]):
        left, right = word.x0 + wide * match.start(), word.x0 + wide * match.end()
        box = (round(left), round(word.top), round(right), round(word.bottom))
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        ink = sum(image.crop(box).histogram()[:_INK])
        if ink and pen.crop(box).histogram()[0] > _PEN_SHARE * ink:
            text = text[: match.start()] + _WRITTEN + text[match.end() :]
    return replace(word, text=text) if text != word.text else word


_WRITTEN = "…"  # in place of a figure
_PRINTED = 80  # the confidence of printed words is seldom lower
_SYMBOL = re.compile(r"[/-].*")
_SYMBOL_WORDS = 1  # words of a symbol that may be apart after its slash


def blank_handwritten_serial(line: Sequence[OcrWord]) -> list[OcrWord]:
    """Return the words of a line; a serial written by hand after `Số` is left blank, as on an incomplete form.

    Tesseract makes figures of handwriting, and a wrong number is worse than none. Handwriting also lowers the
    confidence of the printed `Số` that it touches. Only the line of a letterhead consists of its number alone; numbers
    cited in the text are printed.
    """
    if _is_number_label(line[0]) and line[0].confidence <= _PRINTED:
        for place, word in enumerate(line[1:], 1):
            symbol = _SYMBOL.search(word.text)
            if word.confidence > _PRINTED:
                break
            if symbol and place >= len(line) - _SYMBOL_WORDS:
                return [line[0], replace(word, text=symbol[0]), *line[place + 1 :]]
    return list(line)


def _is_number_label(word: OcrWord) -> bool:
    return fold(word.text) in {"so", "so:"}


def _without_specks_after_number(line: list[OcrWord]) -> list[OcrWord]:
    """Return the words of a line; a letterhead's number loses the specks of a stamp after it."""
    if len(line) == 2 and _is_number_label(line[0]) and "/" in line[1].text:
        return [line[0], replace(line[1], text=line[1].text.rstrip(".,'`·_~") or line[1].text)]
    return line


@dataclass(frozen=True, slots=True)
class _OcrLine:
    """The words of one of Tesseract's lines, with its type size and the y of its baseline in points."""

    words: tuple[OcrWord, ...]
    size: float
    baseline: float

    @property
    def x0(self) -> float:
        """Return the left edge in pixels."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Return the right edge in pixels."""
        return max(word.x1 for word in self.words)


def layout_words(words: Sequence[OcrWord], scale: float) -> list[Word]:
    """Return the words in reading order and in points; `scale` is points per pixel.

    Every word gets the height of its line's type, like the glyphs of a PDF, so that the distance between rows does not
    depend on the letters in them.
    """
    lines = _without_ornaments(
        [
            _line(blank_handwritten_serial(_without_specks_after_number(list(members))), scale)
            for _key, members in groupby(words, key=attrgetter("line"))
        ]
    )
    placed = []
    for number, row in enumerate(_rows(lines)):
        baseline = median(line.baseline for line in row)
        for line in row:
            placed += [
                Word(
                    text=text, x0=word.x0 * scale, x1=word.x1 * scale, top=baseline - _ASCENT * line.size,
                    bottom=baseline + _DESCENT * line.size, size=line.size, bold=False, italic=False, row=number,
                    doubtful=word.doubtful,
                )
                for word, text in zip(line.words, _texts(line), strict=True)
            ]  # fmt: skip
    return sorted(placed, key=lambda word: (word.row, word.x0))


_DASHES = ("~", "~—", "_", "-_", "¬", "~-")  # how the dash of a list item is misrecognised


def _texts(line: _OcrLine) -> list[str]:
    texts = correct_words([split_joined_word(word.text) for word in line.words])
    if len(texts) > 1 and texts[0] in _DASHES:
        texts[0] = "-"
    return texts


# How far letters extend from the baseline, in ems of Times New Roman.
_ASCENT, _DESCENT = 0.89, 0.22
_X_HEIGHT, _CAP_HEIGHT = 0.46, 0.67
_TALL = re.compile(r"[^acegmnopqrsuvwxyz.,:;ơưạẹọụỵịợự–—\-_*]")
_STACKED_MARKS = re.compile("[ÀÁẢÃĂÂÈÉẺẼÊÌÍỈĨÒÓỎÕÔÙÚỦŨỲÝỶỸẰẮẲẴẶẦẤẨẪẬỀẾỂỄỆỒỐỔỖỘỜỚỞỠỪỨỬỮ]")
_DESCENDING = re.compile(r"[gjpqyýỳỷỹQạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ,;()/]")


def _line(words: Sequence[OcrWord], scale: float) -> _OcrLine:
    sizes = [(word.bottom - word.top) * scale / (_rise(word.text) + _fall(word.text)) for word in words]
    size = median(sizes)
    baseline = median(word.bottom * scale - _fall(word.text) * size for word in words)
    return _OcrLine(tuple(words), size, baseline)


def _rise(text: str) -> float:
    if _STACKED_MARKS.search(text):
        return _ASCENT
    return _CAP_HEIGHT if _TALL.search(text) else _X_HEIGHT


def _fall(text: str) -> float:
    return _DESCENT if _DESCENDING.search(text) else 0.0


def _without_ornaments(lines: Sequence[_OcrLine]) -> list[_OcrLine]:
    """Return the lines that have words, with sizes limited: borders and stamps make lines too tall."""
    if not lines:
        return []
    usual = median(line.size for line in lines for _word in line.words)
    return [
        replace(line, size=min(max(line.size, 0.5 * usual), 1.6 * usual))
        for line in lines
        if any(_is_word(word) for word in line.words)
    ]


def _is_word(word: OcrWord) -> bool:
    """Return whether a word may be alone on its line; one or two letters of low confidence are an ornament."""
    letters = sum(map(str.isalnum, word.text))
    return letters > 2 or (letters > 0 and word.confidence > 60) or word.text.strip("-–—*_.") == ""


def _rows(lines: Sequence[_OcrLine]) -> list[list[_OcrLine]]:
    """Group lines by baseline, from the top.

    Tesseract reads the columns of a letterhead as separate blocks. Lines that overlap horizontally are never one row.
    """
    rows: list[list[_OcrLine]] = []
    for line in sorted(lines, key=attrgetter("baseline")):
        row = rows[-1] if rows else []
        near = row and abs(line.baseline - row[0].baseline) < 0.35 * min(line.size, row[0].size)
        if near and not any(line.x0 < other.x1 and other.x0 < line.x1 for other in row):
            row.append(line)
        else:
            rows.append([line])
    return rows
