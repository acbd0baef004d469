"""Annotations of a PDF page (signature and form fields, stamps, free text) as parts of the page's text.

An electronically signed document has its number and date in signature fields that a clerk adds after the text is
printed. A viewer paints the appearance stream of an annotation over the page (ISO 32000-1, 12.5.5); the page's own
content stream does not contain it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_pt, mult_matrix

from .formats import Box

_PAINTED = frozenset(("Widget", "Stamp", "FreeText", "Watermark"))
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5  # bits of /F (ISO 32000-1, table 165)
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
# Points. Clerks place a number 3 to 6 points off its line; the blank left for it is up to five centimetres wide.
_MAX_OFFSET, _MAX_DISTANCE = 8.0, 70.0
_MAX_WIDTH, _MAX_HEIGHT = 60.0, 26.0  # points, of an image that can be a number or a day; seals are larger

_SEPARATORS = frozenset("-–/")
_SERIAL = re.compile(r"\d{1,6}[A-ZĐa-zđ]?")  # a number's serial, a day, a month or a year
_ROW_SHIFT = 4.0  # points, more than the tolerance of a row

Glyph = dict[str, Any]  # what pdfplumber's WordExtractor reads of a char
BoxReader = Callable[[Box], str | None]


@dataclass(frozen=True, slots=True)
class Appearance:
    """The appearance of one annotation.

    Attributes:
        subtype: the kind of annotation.
        box: x0, y0, x1, y1 in the page's default user space, points from its lower left corner.
        form: the form XObject that paints it.
        matrix: from the form to the page.
    """

    subtype: str
    box: Box
    form: PDFStream
    matrix: Matrix

    @property
    def resources(self) -> dict[Any, Any]:
        """Return the resources of the form."""
        return _dictionary(self.form.get("Resources"))


def appearances(page: PDFPage) -> Iterator[Appearance]:
    """Yield the appearances of the annotations that a viewer paints as text or images, in painting order."""
    annotations = resolve1(page.annots) if page.annots else None
    for reference in annotations if isinstance(annotations, list) else ():
        annotation = _dictionary(reference)
        subtype = _name(annotation.get("Subtype"))
        flags = resolve1(annotation.get("F")) or 0
        if subtype not in _PAINTED or not isinstance(flags, int) or flags & (_HIDDEN | _NO_VIEW):
            continue
        form, box = _form(annotation), _box(annotation.get("Rect"))
        if form is not None and box is not None:
            yield Appearance(subtype, box, form, _matrix(form, box))


@dataclass(frozen=True, slots=True)
class Painting:
    """The glyphs or image that one annotation paints; `box` is x0, top, x1, bottom from the page's top left corner."""

    box: Box
    glyphs: list[Glyph]
    has_image: bool

    @property
    def may_be_number(self) -> bool:
        """Return whether it is an image as small as a number or a day."""
        x0, top, x1, bottom = self.box
        return self.has_image and not self.glyphs and x1 - x0 <= _MAX_WIDTH and bottom - top <= _MAX_HEIGHT


def transform_box(matrix: Matrix, box: Box) -> Box:
    """Return the bounding box of a box after a transformation."""
    corners = [apply_matrix_pt(matrix, (x, y)) for x in box[::2] for y in box[1::2]]
    (x0, x1), (y0, y1) = ((min(each), max(each)) for each in zip(*corners, strict=True))
    return x0, y0, x1, y1


def add_paintings(glyphs: list[Glyph], paintings: Sequence[Painting], read_image: BoxReader) -> list[Glyph]:
    """Return the glyphs of a page with those of its annotations; a serial or day joins the line that it completes.

    `read_image` returns the text of a small image in a box, or None where it cannot be read.
    """
    for painting in paintings:
        added = painting.glyphs
        if painting.may_be_number and (text := read_image(painting.box)):
            added = _spread_over(text, painting.box)
        if added:
            glyphs = _merge(glyphs, added)
    return glyphs


def _spread_over(text: str, box: Box) -> list[Glyph]:
    """Return glyphs for a text read from an image, spread evenly over its box."""
    x0, top, x1, bottom = box
    width = (x1 - x0) / len(text)
    return [
        {
            "text": letter, "x0": x0 + place * width, "x1": x0 + (place + 1) * width, "top": top, "bottom": bottom,
            "doctop": top, "upright": True, "fontname": "", "size": bottom - top,
        }
        for place, letter in enumerate(text)
    ]  # fmt: skip


def _merge(glyphs: list[Glyph], added: list[Glyph]) -> list[Glyph]:
    """Return the glyphs with those added: a serial or a day on the line that it completes, other text separately."""
    letters = sorted((each for each in added if not each["text"].isspace()), key=lambda each: each["x0"])
    if not _SERIAL.fullmatch("".join(each["text"] for each in letters)) or not (line := _nearest_line(glyphs, letters)):
        return [*glyphs, *_move_off_print(glyphs, added)]
    placed = _align(line, letters)
    # A symbol or word that the stamp covers follows the serial.
    following = [each["x0"] for each in _covered(glyphs, line, placed) if _is_word_part(each)]
    if following := [x0 for x0 in following if x0 > placed[0]["x0"]]:
        placed = _squeeze_before(placed, min(following), line)
    covered = [each for each in _covered(glyphs, line, placed) if not _is_word_part(each)]
    typed = "".join(each["text"] for each in covered if each["text"].isalnum())
    if typed and typed != "".join(each["text"] for each in placed):
        placed = [{**each, "doubtful": True} for each in placed]
    removed = set(map(id, covered))
    return [*(each for each in glyphs if id(each) not in removed), *_with_spaces(line, placed)]


def _is_word_part(glyph: Glyph) -> bool:
    return glyph["text"] in _SEPARATORS or glyph["text"].isalpha()


def _move_off_print(glyphs: Sequence[Glyph], added: list[Glyph]) -> list[Glyph]:
    """Return a text, moved to a separate row where it was painted over print, so that their letters never mix."""
    printed = [glyph for glyph in glyphs if not glyph["text"].isspace()]
    over = [one["top"] for one in printed if any(_overlap(one, other) for other in added)]
    if not over:
        return added
    down = max(over) + _ROW_SHIFT - min(each["top"] for each in added)
    return [{**each, **{edge: each[edge] + down for edge in ("top", "bottom", "doctop")}} for each in added]


def _overlap(one: Glyph, other: Glyph) -> bool:
    return bool(
        one["x0"] < other["x1"]
        and other["x0"] < one["x1"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def _covered(glyphs: Sequence[Glyph], line: Sequence[Glyph], placed: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs whose middle is covered by a text placed on the line."""
    x0, x1, like = placed[0]["x0"], placed[-1]["x1"], line[0]
    return [
        each
        for each in glyphs
        if x0 <= (each["x0"] + each["x1"]) / 2 <= x1 and abs(each["bottom"] - like["bottom"]) < like["size"] / 2
    ]


def _squeeze_before(placed: Sequence[Glyph], end: float, line: Sequence[Glyph]) -> list[Glyph]:
    """Return a text moved to end at `end`, squeezed into the room after the line's previous glyph."""
    width = placed[-1]["x1"] - placed[0]["x0"]
    before = max((each["x1"] for each in line if each["x0"] < placed[0]["x0"]), default=end - width)
    start = min(max(before, end - width), end - 0.1)
    step = (end - start) / len(placed)
    return [{**each, "x0": start + i * step, "x1": start + (i + 1) * step} for i, each in enumerate(placed)]


def _with_spaces(line: Sequence[Glyph], placed: list[Glyph]) -> list[Glyph]:
    """Return a text with a space on each side where the line has a letter, so that `ngày` does not join a number."""
    first, last = placed[0], placed[-1]
    before = max((each for each in line if each["x0"] < first["x0"]), key=lambda each: each["x0"], default=None)
    after = min((each for each in line if each["x0"] > first["x0"]), key=lambda each: each["x0"], default=None)
    if before and before["text"].isalpha():
        placed = [{**first, "text": " ", "x1": first["x0"], "x0": first["x0"] - 0.01}, *placed]
    if after and after["text"].isalpha():
        end = min(last["x1"], after["x0"])
        placed = [*placed, {**last, "text": " ", "x0": end - 0.01, "x1": end}]
    return placed


def _nearest_line(glyphs: Sequence[Glyph], added: Sequence[Glyph]) -> list[Glyph]:
    """Return the printed glyphs of the line that a short text belongs to; none for a text of several lines."""
    size = median(each["size"] for each in added)
    bottom = median(each["bottom"] for each in added)
    left, right = min(each["x0"] for each in added), max(each["x1"] for each in added)
    if any(abs(each["bottom"] - bottom) > size / 2 or not each["upright"] for each in added):
        return []
    near = [
        each
        for each in glyphs
        if not each["text"].isspace()
        and each["upright"]
        and abs(each["bottom"] - bottom) <= _MAX_OFFSET
        and left - _MAX_DISTANCE < each["x1"]
        and each["x0"] < right + _MAX_DISTANCE
    ]
    if not near:
        return []
    closest = min(near, key=lambda each: abs(each["bottom"] - bottom))
    return [each for each in near if abs(each["bottom"] - closest["bottom"]) < size / 4]


def _align(line: Sequence[Glyph], added: Sequence[Glyph]) -> list[Glyph]:
    """Return a text on the baseline and in the type size of a line, without overlapping letters."""
    like = line[0]
    placed: list[Glyph] = []
    for glyph in added:
        width = glyph["x1"] - glyph["x0"]
        gap = glyph["x0"] - placed[-1]["x1"] if placed else width
        x0 = placed[-1]["x1"] if placed and gap < width else glyph["x0"]
        placed.append(
            {**glyph, "x0": x0, "x1": x0 + width, **{each: like[each] for each in ("top", "bottom", "doctop", "size")}}
        )
    return placed


def _form(annotation: dict[str, Any]) -> PDFStream | None:
    """Return the normal appearance; of several, the one for the annotation's state."""
    normal = resolve1(_dictionary(annotation.get("AP")).get("N"))
    if isinstance(normal, dict):
        normal = resolve1(normal.get(_name(annotation.get("AS"))))
    return normal if isinstance(normal, PDFStream) else None


def _matrix(form: PDFStream, box: Box) -> Matrix:
    """Return the matrix that maps the form's box, after its own matrix, to the annotation's (algorithm 8.1)."""
    numbers = _numbers(form.get("Matrix"), 6)
    own: Matrix = _six(numbers) if numbers else _IDENTITY
    left, low, right, high = transform_box(own, _box(form.get("BBox")) or box)
    across = (box[2] - box[0]) / (right - left) if right > left else 1.0
    up = (box[3] - box[1]) / (high - low) if high > low else 1.0
    return mult_matrix(own, (across, 0, 0, up, box[0] - left * across, box[1] - low * up))


def _six(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _box(value: object) -> Box | None:
    numbers = _numbers(value, 4)
    if numbers is None:
        return None
    x0, y0, x1, y1 = numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _numbers(value: object, count: int) -> list[float] | None:
    found = resolve1(value)
    numbers = [resolve1(each) for each in found] if isinstance(found, list) else []
    return [float(each) for each in numbers] if len(numbers) == count and all(map(_is_number, numbers)) else None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _dictionary(value: object) -> dict[Any, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def _name(value: object) -> str:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else ""
