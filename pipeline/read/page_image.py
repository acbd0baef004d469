"""A page of a PDF or image file → the image that OCR reads best: grey, without the red ink of stamps, deskewed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import TypeVar

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps
from pypdfium2 import raw

from ..errors import UnreadableFile
from ..i18n import _
from . import formats, image_file
from .formats import Box
from .tesseract import DPI

_MAX_PIXELS = 30_000_000  # an A2 page at 200 dpi; larger pages are rendered coarser
_MAX_SIDE, _MIN_SIDE = 20_000, 20  # pixels; beyond these a page is not a sheet of paper
_RED = 45  # levels by which red exceeds green and blue in a stamp's ink; print and pens stay far below
_MIN_RED = 400  # pixels; a stamp in a box has thousands
_BLUE = 70  # levels by which blue exceeds red in a pen's ink; tinted paper stays below
_MIN_PEN = 100  # pixels; a figure has that many
_PRINT_UNDER_RED, _PALEST_RED = 80, 170  # levels of the red channel: letters under a stamp, the stamp's palest ink
_INK_BLEED = 5  # pixels that the ink's colour may run into
_DARKEST_PAPER, _GRAIN = 160, 16  # levels
_MAX_SKEW = 5.0  # degrees
PART_MARGIN = 40  # pixels around a part of a page, because Tesseract needs paper around print
_MIN_SKEW = 0.1  # degrees; Tesseract copes with less
_PAGE_IMAGE = 0.5  # of the page's area, which one image covers on a scan

pdfium_lock = threading.RLock()  # pdfium is not thread-safe, and a worker of a cluster may have several threads


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: its size in points, its grey image, and its red ink as another image, if it has any.

    `pen` is the same of blue ink on page 1, where a clerk writes the number and the day.
    """

    width: float
    height: float
    image: Image.Image
    red: Image.Image | None = None
    pen: Image.Image | None = None

    def rotated(self, quarters: int) -> PageImage:
        """Return the image rotated counter-clockwise by quarter turns."""
        image = self.image.rotate(90 * quarters, expand=True)
        red, pen = (each and each.rotate(90 * quarters, expand=True) for each in (self.red, self.pen))
        width, height = (self.width, self.height) if quarters % 2 == 0 else (self.height, self.width)
        return PageImage(width, height, image, red, pen)


Renderer = Callable[[int], PageImage | None]


@contextmanager
def renderer(path: Path) -> Iterator[Renderer]:
    """Open a PDF and return the function that renders its page of a number (from 1).

    The function returns None for a page that cannot be rendered. Raises UnreadableFile when pdfium cannot open the
    file.
    """
    with pdfium_lock:
        try:
            document = open_pages(path)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(
                _("The pages of the PDF cannot be rendered."),
                hint=_("Open it in a viewer and save or print it to a new PDF."),
                path=path,
            ) from error
        try:
            document.init_forms()  # a digital signature is a form field
            yield lambda number: _render(document, number)
        finally:
            document.close()


def open_pages(path: Path) -> pypdfium2.PdfDocument:
    """Return a PDF, or an image file as one. Raises PdfiumError, UnreadableFile."""
    return pypdfium2.PdfDocument(image_file.pdf_of(path) if formats.is_image(path) else path)


def _render(document: pypdfium2.PdfDocument, number: int) -> PageImage | None:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, sqrt(_MAX_PIXELS / max(width * height, 1.0)))
        if max(width, height) * scale > _MAX_SIDE or min(width, height) * scale < _MIN_SIDE:
            return None
        image = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None
    ink = red_ink(image)
    grey = remove_red(image, ink)
    angle = _skew(grey)
    red = _dark_on_white(ink, _MIN_RED)
    pen = _dark_on_white(blue_ink(image), _MIN_PEN) if number == 1 else None
    return PageImage(width, height, _deskew(grey, angle), red and _deskew(red, angle), pen and _deskew(pen, angle))


def _dark_on_white(ink: Image.Image, least: int) -> Image.Image | None:
    """Return a mask of ink as an image of it; None for no more than the `least` pixels."""
    return ImageChops.invert(ink) if ink.histogram()[255] > least else None


def render_part(path: Path, number: int, box: Box, dpi: int) -> Image.Image | None:
    """Return a part of a page in grey with a white margin; None when it cannot be rendered.

    Args:
        path: the PDF.
        number: the page, from 1.
        box: x0, top, x1, bottom of the part, points from the page's top left corner.
        dpi: pixels per inch.
    """
    x0, top, x1, bottom = box

    def render(document: pypdfium2.PdfDocument) -> Image.Image:
        document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        part = page.render(scale=dpi / 72, crop=(x0, height - bottom, width - x1, top)).to_pil()
        return ImageOps.expand(part.convert("L"), border=PART_MARGIN, fill=255)

    return inspect_pdf(path, render, default=None)


def is_page_image(path: Path, number: int) -> bool:
    """Return whether one image covers most of a page, as on a scan; False when pdfium cannot open it."""

    def covers_page(document: pypdfium2.PdfDocument) -> bool:
        page = document[number - 1]
        width, height = page.get_size()
        bounds = [image.get_bounds() for image in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]
        return any((x1 - x0) * (y1 - y0) > _PAGE_IMAGE * width * height for x0, y0, x1, y1 in bounds)

    return inspect_pdf(path, covers_page, default=False)


Result = TypeVar("Result")


Default = TypeVar("Default")


def inspect_pdf(path: Path, inspect: Callable[[pypdfium2.PdfDocument], Result], default: Default) -> Result | Default:
    """Return what `inspect` finds in a document, `default` when pdfium fails."""
    with pdfium_lock:
        try:
            document = open_pages(path)
        except pypdfium2.PdfiumError:
            return default
        try:
            return inspect(document)
        except (pypdfium2.PdfiumError, IndexError, ValueError):
            return default
        finally:
            document.close()


def remove_red(image: Image.Image, ink: Image.Image) -> Image.Image:
    """Return an RGB image in grey without its red `ink`; print under a stamp stays.

    In the red channel, red ink is as bright as paper and print is as dark as elsewhere. That also separates them where
    JPEG compression let the stamp's colour run into the letters.
    """
    grey = whiten_paper(image.convert("L"))
    around = ink.filter(ImageFilter.MaxFilter(_INK_BLEED))
    grey.paste(image.getchannel("R").point(_red_level_to_grey), mask=around)
    return grey


def whiten_paper(grey: Image.Image) -> Image.Image:
    """Return a grey image with white paper and without its grain, which Tesseract takes for images."""
    levels = grey.histogram()
    paper = max(range(_DARKEST_PAPER, 256), key=levels.__getitem__)
    if paper == 255:
        return grey
    white = paper - _GRAIN
    return grey.point(lambda level: min(255, level * 255 // white))


def _red_level_to_grey(level: int) -> int:
    return max(0, min(255, (level - _PRINT_UNDER_RED) * 255 // (_PALEST_RED - _PRINT_UNDER_RED)))


def red_ink(image: Image.Image) -> Image.Image:
    """Return a mask of the red parts of an RGB image: 255 there, else 0."""
    red, green, blue = image.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(lambda level: 255 * (level > _RED))


def blue_ink(image: Image.Image) -> Image.Image:
    """Return a mask of the strongly blue parts of an RGB image: 255 there, else 0."""
    red, _green, blue = image.split()
    return ImageChops.subtract(blue, red).point(lambda level: 255 * (level > _BLUE))


def _deskew(image: Image.Image, angle: float) -> Image.Image:
    """Return a grey image rotated by an angle in degrees, if that is noticeable; its size stays."""
    if abs(angle) < _MIN_SKEW:
        return image
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _skew(image: Image.Image) -> float:
    """Return the angle in degrees to rotate by: the one with the most contrast between neighbouring pixel rows."""
    small = ImageChops.invert(image.reduce(max(1, image.width // 600)))

    def contrast(angle: float) -> int:
        rotated = small.rotate(angle, resample=Image.Resampling.BILINEAR)
        rows = rotated.resize((1, rotated.height), Image.Resampling.BOX).tobytes()
        return sum((upper - lower) ** 2 for upper, lower in pairwise(rows))

    angle = 0.0
    for reach, step in ((_MAX_SKEW, 0.5), (0.4, 0.2), (0.15, 0.05)):
        angle = max(_angles(angle, reach, step), key=contrast)
    return angle


def _angles(middle: float, reach: float, step: float) -> list[float]:
    """Return the angles from `middle - reach` to `middle + reach`, the smallest first, which wins a tie."""
    count = round(reach / step)
    return sorted((middle + step * index for index in range(-count, count + 1)), key=abs)
