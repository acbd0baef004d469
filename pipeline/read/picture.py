"""A page of a PDF → the picture that OCR reads best: grey, without stamps' red ink, set level."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps
from pypdfium2 import raw

from ..errors import UnreadableFile
from ..i18n import _

DPI = 200
_MOST_PIXELS = 30_000_000  # an A2 page at 200 dpi; what is larger is drawn coarser
_LONGEST, _SHORTEST = 20_000, 20  # pixels of a side: beyond these no page is a sheet of paper
_RED = 45  # levels by which red stands above green and blue in a stamp's ink; print and pens stay far below
_FEW_RED = 400  # pixels: a stamp in a box has thousands
_PRINT_UNDER_RED, _RED_INK = 80, 170  # levels of the red channel: letters under a stamp, the stamp's palest ink
_AROUND_INK = 5  # pixels across, into which the ink's colour may run
_DARKEST_PAPER, _GRAIN = 160, 16  # levels
_STEEPEST = 2.0  # degrees that a sheet lies askew at most
_MARGIN = 40  # pixels around a small picture: Tesseract wants paper around print
_LEVEL = 0.1  # degrees that Tesseract does not mind

_pdfium = threading.RLock()  # pdfium bears no threads, and a cluster's worker may have several


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: its size in points and its picture, which covers just that; its red ink apart, if it has any."""

    width: float
    height: float
    image: Image.Image
    red: Image.Image | None = None

    def turned(self, quarters: int) -> Picture:
        """The same picture turned by a number of quarters of a circle, counter-clockwise."""
        image = self.image.rotate(90 * quarters, expand=True)
        red = self.red and self.red.rotate(90 * quarters, expand=True)
        return Picture(*(self.size if quarters % 2 == 0 else self.size[::-1]), image, red)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height


@contextmanager
def drawn(path: Path) -> Iterator[Callable[[int], Picture | None]]:
    """Open a PDF and give the function that draws its page of a number (from 1).

    It gives None for a page that cannot be drawn. Raises UnreadableFile when pdfium cannot open the file.
    """
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(
                _("The pages of the PDF cannot be drawn."),
                hint=_("Open it in a viewer and save or print it to a new PDF."),
                path=path,
            ) from error
        try:
            document.init_forms()  # a digital signature is a form field
            yield lambda number: _drawn(document, number)
        finally:
            document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Picture | None:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, sqrt(_MOST_PIXELS / max(width * height, 1.0)))
        if max(width, height) * scale > _LONGEST or min(width, height) * scale < _SHORTEST:
            return None
        image = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None
    ink = _red_ink(image)
    grey = without_red(image, ink)
    angle = _skew(grey)
    red = ImageChops.invert(ink) if ink.histogram()[255] > _FEW_RED else None
    return Picture(width, height, _turned(grey, angle), red and _turned(red, angle))


def cropped(path: Path, number: int, box: tuple[float, float, float, float], dpi: int) -> Image.Image | None:
    """Return a part of a page in grey with a white margin; None when it cannot be drawn.

    Args:
        path: The PDF.
        number: The page, from 1.
        box: x0, top, x1, bottom of the part, points from the page's upper left corner.
        dpi: Pixels per inch.
    """
    x0, top, x1, bottom = box
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            return None
        try:
            document.init_forms()
            page = document[number - 1]
            width, height = page.get_size()
            drawn_part = page.render(scale=dpi / 72, crop=(x0, height - bottom, width - x1, top)).to_pil()
        except (pypdfium2.PdfiumError, IndexError, ValueError):
            return None
        finally:
            document.close()
    return ImageOps.expand(drawn_part.convert("L"), border=_MARGIN, fill=255)


def is_picture(path: Path, number: int) -> bool:
    """Whether one image covers most of a page, as on a scan; False when pdfium cannot say."""
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            return False
        try:
            page = document[number - 1]
            width, height = page.get_size()
            bounds = [found.get_bounds() for found in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]
        except (pypdfium2.PdfiumError, IndexError):
            return False
        finally:
            document.close()
    return any((x1 - x0) * (y1 - y0) > 0.5 * width * height for x0, y0, x1, y1 in bounds)


def with_images(path: Path, numbers: Sequence[int]) -> list[int]:
    """Which of these pages have images on them; none when pdfium cannot say."""
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            return []
        try:
            return [number for number in numbers if any(document[number - 1].get_objects([raw.FPDF_PAGEOBJ_IMAGE]))]
        except (pypdfium2.PdfiumError, IndexError):
            return []
        finally:
            document.close()


def without_red(image: Image.Image, ink: Image.Image) -> Image.Image:
    """An RGB picture in grey with red `ink` made paper; black under a stamp stays.

    Red ink is as bright as paper in the red channel and print as dark as anywhere: the channel tells them
    apart, also where JPEG has let the stamp's colour run into the letters.
    """
    grey = on_white(image.convert("L"))
    around = ink.filter(ImageFilter.MaxFilter(_AROUND_INK))
    grey.paste(image.getchannel("R").point(_paper_or_print), mask=around)
    return grey


def on_white(grey: Image.Image) -> Image.Image:
    """A grey picture with its paper made white, the grain with it: Tesseract takes grain for pictures."""
    levels = grey.histogram()
    paper = max(range(_DARKEST_PAPER, 256), key=levels.__getitem__)
    if paper == 255:
        return grey
    white = paper - _GRAIN
    return grey.point(lambda level: min(255, level * 255 // white))


def _paper_or_print(level: int) -> int:
    """A level of the red channel under red ink as one of grey: print black, the ink white."""
    return max(0, min(255, (level - _PRINT_UNDER_RED) * 255 // (_RED_INK - _PRINT_UNDER_RED)))


def _red_ink(image: Image.Image) -> Image.Image:
    """Where an RGB picture is red: 255 there, else 0."""
    red, green, blue = image.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(lambda level: 255 * (level > _RED))


def _turned(image: Image.Image, angle: float) -> Image.Image:
    """A grey picture turned by an angle, unless it is level already; as large as before."""
    if abs(angle) < _LEVEL:
        return image
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _skew(image: Image.Image) -> float:
    """The angle in degrees to turn by: the one at which rows of pixels are most unlike their neighbours."""
    small = ImageChops.invert(image.reduce(max(1, image.width // 600)))

    def contrast(angle: float) -> int:
        rows = small.rotate(angle, resample=Image.Resampling.BILINEAR)
        column = rows.resize((1, rows.height), Image.Resampling.BOX).tobytes()
        return sum((upper - lower) ** 2 for upper, lower in pairwise(column))

    coarse = max(_steps(0.0, _STEEPEST, 0.25), key=contrast)
    return max(_steps(coarse, 0.2, 0.05), key=contrast)


def _steps(middle: float, reach: float, step: float) -> list[float]:
    """The angles from `middle - reach` to `middle + reach`, the nearest to level first: it wins a tie."""
    count = round(reach / step)
    return sorted((middle + step * index for index in range(-count, count + 1)), key=abs)
