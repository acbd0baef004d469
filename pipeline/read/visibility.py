"""Glyphs that a PDF page does not show: unpainted, white on white, on a hidden layer, or outside of the crop box.

They are not part of the printed page, so they are not quoted. Unpainted text over a scan is its OCR layer and stays.
What is doubtful is compared with the rendered page: where nothing contrasts, nothing is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdfminer.layout import LTContainer, LTImage
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page as PdfPage

from .annotations import Glyph
from .formats import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 100 / 72  # pixels per point
_MIN_CONTRAST = 40  # grey levels of anything that can be read
_ABOVE, _BELOW = 0.3, 0.25  # of a line's height, where the line above or below may show
_GAP = 6.0  # points between glyphs of one run
_MIN_SCAN = 0.2  # of the page's area, which an image with an OCR layer covers
_TOLERANCE = 1.0  # points that the middle of a glyph may be outside of the crop box


def has_hidden_layers(catalog: dict[str, Any]) -> bool:
    """Return whether a document has optional content that a viewer does not show (ISO 32000-1, 8.11.4)."""
    properties = resolve1(catalog.get("OCProperties"))
    default = resolve1(properties.get("D")) if isinstance(properties, dict) else None
    if not isinstance(default, dict):
        return False
    state = resolve1(default.get("BaseState"))
    return bool(resolve1(default.get("OFF"))) or getattr(state, "name", "ON") == "OFF"


def visible_glyphs(glyphs: list[Glyph], path: Path, page: PdfPage, *, layered: bool) -> list[Glyph]:
    """Return the glyphs of a page that a viewer shows; `layered` says that the document has hidden layers."""
    left, top, right, bottom = _crop_box(page)
    if any(
        glyph["x0"] < left or glyph["x1"] > right or glyph["top"] < top or glyph["bottom"] > bottom for glyph in glyphs
    ):
        glyphs = [
            glyph
            for glyph in glyphs
            if left <= (glyph["x0"] + glyph["x1"]) / 2 <= right
            and top <= (glyph["top"] + glyph["bottom"]) / 2 <= bottom
        ]
    doubtful = glyphs if layered else [glyph for glyph in glyphs if "faint" in glyph]
    if not doubtful:
        return glyphs
    unpainted = [glyph for glyph in doubtful if glyph.get("faint") == "unpainted"]
    scan = _scan(page) if unpainted else None
    unseen = {id(glyph) for glyph in unpainted if not (scan and _is_in(glyph, scan))}
    doubtful = [glyph for glyph in doubtful if glyph.get("faint") != "unpainted"]
    if any(not glyph["text"].isspace() for glyph in doubtful):
        unseen |= {id(glyph) for line in _unseen_lines(doubtful, path, page) for glyph in line}
    return [glyph for glyph in glyphs if id(glyph) not in unseen]


def _crop_box(page: PdfPage) -> Box:
    """Return the crop box in the coordinates of the glyphs."""
    x0, y0, x1, y1 = map(float, page.cropbox)
    return x0 - _TOLERANCE, y0 - _TOLERANCE, x1 + _TOLERANCE, y1 + _TOLERANCE


def _scan(page: PdfPage) -> Box | None:
    """Return the box of the page's images, if they are large enough for a scan."""
    height = float(page.height)
    boxes = [(item.x0, height - item.y1, item.x1, height - item.y0) for item in _images(page.layout)]
    if not boxes:
        return None
    x0, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    x1, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return (x0, top, x1, bottom) if (x1 - x0) * (bottom - top) >= _MIN_SCAN * float(page.width) * height else None


def _images(items: Any) -> Iterator[LTImage]:
    for item in items:
        if isinstance(item, LTImage):
            yield item
        elif isinstance(item, LTContainer):
            yield from _images(item)


def _is_in(glyph: Glyph, box: Box) -> bool:
    x: float = (glyph["x0"] + glyph["x1"]) / 2
    y: float = (glyph["top"] + glyph["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _unseen_lines(glyphs: Sequence[Glyph], path: Path, page: PdfPage) -> Iterator[list[Glyph]]:
    """Yield the lines of glyphs in whose place the rendered page shows nothing, or only parts of other lines."""
    from .page_image import inspect_pdf

    def render(document: Any) -> Image:
        sheet = document[page.page_number - 1]
        image: Image = sheet.render(scale=_SCALE, may_draw_forms=False).to_pil().convert("L")
        return image

    image = inspect_pdf(path, render, default=None)
    if image is None:
        return
    left, top, _right, _bottom = map(float, page.cropbox)  # only the crop box is rendered
    for line in _lines(glyphs):
        printed = [glyph for glyph in line if not glyph["text"].isspace()]
        seen = sum(_shows_anything(image, glyph, left, top) for glyph in printed)
        if 2 * seen <= len(printed):
            yield line


def _shows_anything(image: Image, glyph: Glyph, left: float, top: float) -> bool:
    height = glyph["bottom"] - glyph["top"]
    box = (
        round((glyph["x0"] - left) * _SCALE),
        round((glyph["top"] + _ABOVE * height - top) * _SCALE),
        round((glyph["x1"] - left) * _SCALE) + 1,
        round((glyph["bottom"] - _BELOW * height - top) * _SCALE) + 1,
    )
    levels = image.crop(box).tobytes()
    return bool(levels) and max(levels) - min(levels) >= _MIN_CONTRAST


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs as pieces of lines, in painting order."""
    line = [glyphs[0]]
    for previous, glyph in pairwise(glyphs):
        level = abs(glyph["bottom"] - previous["bottom"]) < 1
        if not (level and -_GAP < glyph["x0"] - previous["x1"] < _GAP):
            yield line
            line = []
        line.append(glyph)
    yield line
