"""Marks of secrecy that are not text: red stamps on scans, and pictures and drawings in letterheads.

Only degrees of secrecy are added to a page's lines; what else a picture shows stays out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Line, Page
from ..vietnamese.secrecy import degree_of
from ..vietnamese.text import fold
from .formats import Box
from .layout import with_lines
from .syllables import count_syllables
from .tesseract import SPARSE, Engine, OcrWord, open_engine, parse_words

if TYPE_CHECKING:
    from PIL.Image import Image

    from .page_image import PageImage

SparseReader = Callable[["Image"], "list[OcrWord]"]

_STAMPED_PAGES = 2  # the first pages of a file, on which it is stamped
_STAMPED_PART = 0.6  # of a page's height, where the letterhead and its stamps are
_SLANTS = (0, 6, -6, 12, -12)  # degrees, because stamps are seldom level
_STEEPER_SLANTS = (8, -8, 15, -15, 25, -25)
_STAMP_HEIGHT = 20.0  # points
_MIN_INK, _READ = 600, 2  # dark pixels of a stamp; syllables or figures of a line that was read
_VERTICAL, _DIAGONAL = (90, -90), (30, -30, 45, -45, 180)  # degrees
_TALL, _WIDE = 0.7, 2.5  # width of a picture by its height: vertical text is in taller, diagonal in less wide ones
_MIN_HEIGHT, _MAX_SIDE = 60, 2400  # pixels; smaller pictures are enlarged, larger ones reduced
_LEGIBLE, _MIN_CONTRAST = 10, 40  # pixels and grey levels, the least in which a degree can be read
_DARK = 110  # the median level of a dark background
_BORDER = 40  # pixels of white, because Tesseract needs paper around print
_STROKE = 5  # pixels, which close the letters that only their outlines are drawn of
_SURE, _CERTAIN = 50, 80  # confidences of a word
_WIDE_GAP = 1.2  # heights of a word, between words that are beside each other by chance
_INCOMPLETE = re.compile(r"\b(?:bi|giai|bao|do|giam|lay)$")  # continued by `MẬT` on the next line


def stamped_pages(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """Yield those of a PDF's text pages that have a picture of a degree of secrecy, with that degree as a line."""
    from .pictures import is_page_sized, pictures_on

    for page in pages:
        boxes = pictures_on(path, page.number)
        if not boxes:
            continue
        with open_engine() as engine:
            read_sparse = partial(_read_sparse, engine)
            if any(map(is_page_sized, boxes)):
                stamped = _with_marks_of_scan(path, page, engine)
            else:
                stamped = _with_marks_in(path, page, boxes, read_sparse)
        if stamped is not page:
            yield stamped


def _read_sparse(engine: Engine, image: Image) -> list[OcrWord]:
    return parse_words(engine(image, SPARSE))


def _with_marks_in(path: Path, page: Page, boxes: Sequence[Box], read_sparse: SparseReader) -> Page:
    """Return the page with the degrees that pictures on it show."""
    from .pictures import picture_in

    for box in boxes:
        image = picture_in(path, page.number, box)
        degree = degree_in(image, read_sparse) if image else None
        if image and not degree and any(_overlaps(line, box) for line in page.lines):
            bare = picture_in(path, page.number, box, with_text=False)  # a mark across lines of text
            degree = degree_in(bare, read_sparse) if bare else None
        if degree:
            page = with_lines(page, [_mark(degree, box)])
    return page


def _overlaps(line: Line, box: Box) -> bool:
    return line.x0 < box[2] and box[0] < line.x1 and line.top < box[3] and box[1] < line.bottom


def _with_marks_of_scan(path: Path, page: Page, engine: Engine) -> Page:
    """Return a page that is a scan with a text layer, with the marks that only OCR of the scan shows."""
    from .ocr import page_of_image
    from .page_image import renderer

    with renderer(path) as render:
        image = render(page.number)
    if not image:
        return page
    known = {degree_of(line.text) for line in page.lines}
    for _row, members in groupby(page_of_image(page.number, image, engine).lines, key=attrgetter("row")):
        row = list(members)
        degree = degree_of(" ".join(line.text for line in row))
        if degree and degree not in known and row[0].top < _STAMPED_PART * page.height:
            box = row[0].x0, row[0].top, row[-1].x1, row[0].bottom
            page = with_lines(page, [_mark(degree, box)])
    return page


def _mark(degree: str, box: Box) -> Line:
    return Line(text=degree, x0=box[0], x1=box[2], top=box[1], bottom=box[3], size=box[3] - box[1], bold=True)


def may_show_degree(content: bytes) -> bool:
    """Return whether an image file shows anything that is large enough to read. Raises OSError like Pillow."""
    from PIL import Image

    with Image.open(BytesIO(content)) as image:
        levels = _on_white(image).convert("L").tobytes()
        return min(image.size) >= _LEGIBLE and max(levels) - min(levels) >= _MIN_CONTRAST


def degree_in_picture(content: bytes) -> str | None:
    """Return the degree of secrecy that an image file shows. Raises OSError when it cannot be decoded."""
    from PIL import Image

    with Image.open(BytesIO(content)) as image, open_engine() as engine:
        return degree_in(_on_white(image), partial(_read_sparse, engine))


def _on_white(image: Image) -> Image:
    """Return an image in RGB; what is transparent is white."""
    from PIL import Image as Images

    layered = image.convert("RGBA")
    paper = Images.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    return paper.convert("RGB")


def degree_in(image: Image, read_sparse: SparseReader) -> str | None:
    """Return the degree of secrecy that an RGB image shows, level, slanted, vertical or diagonal.

    A reading that Tesseract is unsure of counts only where no other is better.
    """
    unsure: str | None = None
    for view in _views(image):
        for angle in _angles(view.width, view.height):
            words = read_sparse(view.rotate(angle, expand=True, fillcolor=255) if angle else view)
            degree = _degree(words)
            if degree and max(word.confidence for word in words) >= _SURE:
                return degree
            unsure = unsure or degree
            if not degree and any(map(_is_phrase, _runs(words))):
                return None
    return unsure


def _views(image: Image) -> Iterator[Image]:
    """Yield an image in grey, dark on white and enlarged if small, and its red ink separately."""
    from PIL import ImageFilter, ImageOps

    from .page_image import red_ink

    factor = min(max(_MIN_HEIGHT / min(image.size), 1.0), _MAX_SIDE / max(image.size))
    sized = image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))))
    grey = ImageOps.autocontrast(sized.convert("L"))
    levels = grey.histogram()
    if sum(levels[:_DARK]) > sum(levels[_DARK:]):
        dark = grey.point(lambda level: 255 * (level < _DARK)).getbbox()
        grey = ImageOps.invert(grey.crop(dark))
    yield ImageOps.expand(grey, _BORDER, fill=255)
    ink = red_ink(sized)
    if 0 < ink.histogram()[255] < sum(levels) / 2:
        yield ImageOps.expand(ImageOps.invert(ink), _BORDER, fill=255)
    yield ImageOps.expand(grey.filter(ImageFilter.MinFilter(_STROKE)), _BORDER, fill=255)


def _angles(width: int, height: int) -> tuple[int, ...]:
    """Return the angles to read an image at: vertical and diagonal text does not fit into a wide one."""
    vertical = _VERTICAL if width < _WIDE * height else ()
    diagonal = _DIAGONAL if _TALL < width / height < _WIDE else ()
    return (*vertical, *_SLANTS, *diagonal) if width < _TALL * height else (*_SLANTS, *vertical, *diagonal)


def _degree(words: Sequence[OcrWord]) -> str | None:
    """Return the degree that words show on a line, which is not the end of another phrase."""
    above = ""
    for row in _rows(words):
        texts = [" ".join(word.text for word in run) for run in ([row] if len(row) == 1 else [row, *_runs(row)])]
        if (degree := next(filter(None, map(degree_of, texts)), None)) and not _INCOMPLETE.search(fold(above)):
            return degree_of(f"{above} {texts[0]}") or degree
        above = texts[0]
    return None


def _is_phrase(run: Sequence[OcrWord]) -> bool:
    """Return whether a line certainly has `MẬT` in a phrase that is not a degree (`ĐÃ GIẢI MẬT`)."""
    sure = [fold(word.text) for word in run if word.confidence >= _CERTAIN and word.text.isalpha()]
    return len(sure) > 1 and "mat" in sure and len(sure) == len(run)


def _runs(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    """Return the words of each row, split at wide gaps."""
    runs: list[list[OcrWord]] = []
    for row in _rows(words):
        runs.append(row[:1])
        for previous, word in pairwise(row):
            if word.x0 - previous.x1 > _WIDE_GAP * (word.bottom - word.top):
                runs.append([])
            runs[-1].append(word)
    return runs


def _rows(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    """Group words that are beside each other, whatever blocks Tesseract takes them for."""
    rows: list[list[OcrWord]] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        middle = (word.top + word.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=attrgetter("x0")) for row in rows]


def with_stamps(page: Page, image: PageImage, read_sparse: SparseReader) -> Page:
    """Return the page of a scan with each stamp of secrecy on it as a row: red ones, and slanted ones in black."""
    if image.red and page.number <= _STAMPED_PAGES:
        page = with_lines(page, _stamps(_upper(image.red), image, read_sparse))
    if page.number == 1 and not any(degree_of(line.text) for line in page.lines):
        ink = _unread_ink(page, image)
        if sum(ink.histogram()[:_DARK]) > _MIN_INK:
            page = with_lines(page, _slanted_stamp(ink, image.width / ink.width, read_sparse))
    return page


def _slanted_stamp(ink: Image, scale: float, read_sparse: SparseReader) -> Iterator[Line]:
    """Yield the stamp in ink that no line of text has, at the slant of which Tesseract is surest."""
    from PIL import Image as Images
    from PIL import ImageOps

    box = ink.point(lambda level: 255 * (level < _DARK)).getbbox()
    assert box is not None
    piece = ImageOps.expand(ink.crop(box), _BORDER, fill=255)
    found: list[tuple[float, str]] = []
    for slant in _STEEPER_SLANTS:
        words = read_sparse(piece.rotate(slant, expand=True, fillcolor=255, resample=Images.Resampling.BICUBIC))
        degree = _degree(words)
        if degree:
            found.append((max(word.confidence for word in words), degree))
        elif any(map(_is_phrase, _runs(words))):
            return
    if found:
        x0, top, x1, bottom = (scale * side for side in box)
        yield _mark(max(found)[1], (x0, top, x1, min(bottom, top + _STAMP_HEIGHT)))


def _upper(image: Image) -> Image:
    return image.crop((0, 0, image.width, round(_STAMPED_PART * image.height)))


def _unread_ink(page: Page, image: PageImage) -> Image:
    """Return the upper part of a page in grey without the lines that were read."""
    ink, scale = _upper(image.image).copy(), image.image.width / image.width
    for line in page.lines:
        if count_syllables(line.text) >= _READ or sum(map(str.isdigit, line.text)) >= _READ:
            left, right = round(scale * (line.x0 - 2)), round(scale * (line.x1 + 2))
            ink.paste(255, (left, round(scale * line.top), right, round(scale * line.bottom)))
    return ink


def _stamps(ink: Image, image: PageImage, read_sparse: SparseReader) -> Iterator[Line]:
    """Yield the stamps in the red ink of a page's upper part, at the first slant that shows any."""
    scale = image.width / ink.width
    for slant in _SLANTS:
        words = read_sparse(ink.rotate(slant, fillcolor=255) if slant else ink)
        groups = [list(members) for _line, members in groupby(words, key=attrgetter("line"))]
        lines = [replace(_stamp_line(group, scale), row=row) for row, group in enumerate(groups)]
        if stamps := [line for line in lines if degree_of(line.text)]:
            yield from stamps
            return


def _stamp_line(words: Sequence[OcrWord], scale: float) -> Line:
    top, bottom = scale * min(word.top for word in words), scale * max(word.bottom for word in words)
    x0, x1 = scale * min(word.x0 for word in words), scale * max(word.x1 for word in words)
    text = " ".join(word.text for word in words)
    return Line(text=text, x0=x0, x1=x1, top=top, bottom=bottom, size=bottom - top, bold=True)
