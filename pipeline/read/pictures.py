"""Pictures and drawings in the upper part and at the foot of a PDF page, where a mark of secrecy may be one of them.

A mark can be an image, the outlines of letters, or the appearance of an annotation. Rules and boxes of straight lines
are not pictures.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from .formats import Box
from .page_image import inspect_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

_UPPER_PART, _TOP_OF_OTHERS = 0.5, 0.35  # of a page's height: page 1, other pages, where pictures must end there
_FOOT = 0.91  # of the height of page 1, below which a degree may be printed, too
_WIDTH, _HEIGHT = 595, 842  # points, of A4
_SHORT_SIDE, _LONG_SIDE = 7.0, 24.0  # points; a smaller picture cannot be a legible degree
_GAP = 18.0  # points between the outlines of letters, and of words, that are one picture
_MAX_BOXES = 300  # more than these are one picture
_BLOCK, _MIN_BLOCKS = (1.0, 15.0), 30  # points, and how many rectangles of such sides may be letters made of squares
_PAGE_SIZED = 0.25  # of the page's area
_MARGIN = 4.0  # points
_DPI_SMALL, _DPI_LARGE, _LARGE = 300, 200, 250.0  # a picture of more than 250 points is rendered coarser
_MIN_CONTRAST = 40  # grey levels of anything that can be read
_UNPAINTED = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_TEXT))
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def pictures_on(path: Path, number: int) -> list[Box]:
    """Return the boxes of the pictures in the upper part of a page that show anything."""
    boxes = inspect_pdf(path, lambda document: _visible(document[number - 1]), default=list[Box]())
    return [box for box in boxes if number == 1 or is_page_sized(box) or box[3] < _TOP_OF_OTHERS * _HEIGHT]


def picture_in(path: Path, number: int, box: Box, *, with_text: bool = True) -> Image | None:
    """Return a picture of a page in RGB; None when it cannot be rendered.

    It has all that is printed in its box, or, if it is not `with_text`, the images and drawings alone.
    """

    def render(document: pypdfium2.PdfDocument) -> Image:
        page = document[number - 1]
        if not with_text:
            for item in [each for each in page.get_objects(max_depth=1) if each.type == raw.FPDF_PAGEOBJ_TEXT]:
                page.remove_obj(item)
        return _rendered(page, box)

    return inspect_pdf(path, render, default=None)


def is_page_sized(box: Box) -> bool:
    """Return whether a picture is as large as the page image of a scan (on A4)."""
    return (box[2] - box[0]) * (box[3] - box[1]) > _PAGE_SIZED * _WIDTH * _HEIGHT


def _visible(page: pypdfium2.PdfPage) -> list[Box]:
    return [box for box in _boxes(page) if is_page_sized(box) or _shows_anything(_rendered(page, box))]


def _shows_anything(image: Image) -> bool:
    levels = image.convert("L").tobytes()
    return max(levels) - min(levels) >= _MIN_CONTRAST


def _rendered(page: pypdfium2.PdfPage, box: Box) -> Image:
    width, height = map(float, page.get_size())
    dpi = _DPI_LARGE if max(box[2] - box[0], box[3] - box[1]) > _LARGE else _DPI_SMALL
    left, top = max(box[0] - _MARGIN, 0.0), max(box[1] - _MARGIN, 0.0)
    right, bottom = max(width - box[2] - _MARGIN, 0.0), max(height - box[3] - _MARGIN, 0.0)
    image: Image = page.render(scale=dpi / 72, crop=(left, bottom, right, top)).to_pil().convert("RGB")
    return image


def _boxes(page: pypdfium2.PdfPage) -> list[Box]:
    """Return the boxes of pictures, those near each other as one."""
    width, height = map(float, page.get_size())
    found: list[Box] = []
    blocks: list[Box] = []
    for item in page.get_objects(max_depth=1):
        kind = item.type
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        x0, y0, x1, y1 = item.get_bounds()
        if not (_may_be_stamp(height - y1, height) or page.get_rotation()):
            continue
        box = (x0, height - y1, x1, height - y0)
        if _is_picture(item, page):
            found.append(box)
        elif kind == raw.FPDF_PAGEOBJ_PATH and all(_BLOCK[0] < side < _BLOCK[1] for side in (x1 - x0, y1 - y0)):
            blocks.append(box)
    found += blocks if len(blocks) >= _MIN_BLOCKS else []
    found += [box for box in _annotations(page, height) if _may_be_stamp(box[1], height) or page.get_rotation()]
    if found and (page.get_rotation() or page.get_cropbox()[:2] != (0, 0)):
        return [(0, 0, width, height)]  # the boxes are in other coordinates than the rendered page
    return [_clipped(box, width, height) for box in _merged(found) if _may_be_legible(box)]


def _may_be_stamp(top: float, height: float) -> bool:
    return top < _UPPER_PART * height or top > _FOOT * height


def _clipped(box: Box, width: float, height: float) -> Box:
    return max(box[0], 0), max(box[1], 0), min(box[2], width), min(box[3], height)


def _may_be_legible(box: Box) -> bool:
    sides = box[2] - box[0], box[3] - box[1]
    return min(sides) >= _SHORT_SIDE and max(sides) >= _LONG_SIDE


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes with those near each other joined."""
    if len(boxes) > _MAX_BOXES:
        return [_around(boxes)]
    merged: list[Box] = []
    for box in boxes:
        near = [other for other in merged if _are_near(box, other)]
        while near:
            merged = [other for other in merged if other not in near]
            box = _around([box, *near])
            near = [other for other in merged if _are_near(box, other)]
        merged.append(box)
    return merged


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip


def _are_near(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] + _GAP and other[0] < one[2] + _GAP and one[1] < other[3] + _GAP and other[1] < one[3] + _GAP
    )


def _is_picture(item: pypdfium2.PdfObject, page: pypdfium2.PdfPage) -> bool:
    if item.type == raw.FPDF_PAGEOBJ_FORM:
        return any(_is_image_or_drawing(inner) for inner in page.get_objects(form=item, level=1))
    return _is_image_or_drawing(item)


def _is_image_or_drawing(item: pypdfium2.PdfObject | ctypes._Pointer) -> bool:  # type: ignore[type-arg]
    kind = raw.FPDFPageObj_GetType(item)
    return bool(kind == raw.FPDF_PAGEOBJ_IMAGE or (kind == raw.FPDF_PAGEOBJ_PATH and _is_drawing(item)))


def _is_drawing(path: object) -> bool:
    """Return whether a path has curves or slanting lines, as letters have and rules and boxes have not."""
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for place in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return True
        if kind == raw.FPDF_SEGMENT_LINETO and before:
            across, up = abs(x.value - before[0]), abs(y.value - before[1])
            if min(across, up) > 0.05 * (across + up):
                return True
        before = x.value, y.value
    return False


def _annotations(page: pypdfium2.PdfPage, height: float) -> Iterator[Box]:
    """Yield the boxes of the visible annotations whose appearance has an image or a drawing."""
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        try:
            rectangle = raw.FS_RECTF()
            if raw.FPDFAnnot_GetSubtype(annotation) in _UNPAINTED or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                continue
            if raw.FPDFAnnot_GetRect(annotation, rectangle) and _has_picture(annotation):
                yield rectangle.left, height - rectangle.top, rectangle.right, height - rectangle.bottom
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _has_picture(annotation: object) -> bool:
    items = (raw.FPDFAnnot_GetObject(annotation, place) for place in range(raw.FPDFAnnot_GetObjectCount(annotation)))
    return any(_within(item) for item in items)


def _within(item: object, depth: int = 0) -> bool:
    """Return whether an object is an image or a drawing, or a form that has one."""
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        return _is_image_or_drawing(item)
    inner = (raw.FPDFFormObj_GetObject(item, place) for place in range(raw.FPDFFormObj_CountObjects(item)))
    return depth < 5 and any(_within(each, depth + 1) for each in inner)
