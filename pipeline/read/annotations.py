"""What a PDF's annotations show: signature and form fields, stamps and free text, as parts of the page.

An electronically signed document has its number and its day in signature fields that the clerk adds after the
text was printed. A viewer paints an annotation's appearance stream over the page (ISO 32000-1, 12.5.5); a reader of
the page's own content stream never meets it.
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

_PAINTED = frozenset(("Widget", "Stamp", "FreeText", "Watermark"))
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5  # bits of /F (ISO 32000-1, table 165)
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
# Points. Clerks place a number 3 to 6 points off its line; the blank left for it is up to five centimetres wide.
_OFF_LINE, _BESIDE = 8.0, 70.0
_WIDEST, _TALLEST = 60.0, 26.0  # of a picture that can be a number or a day; a seal or a signature is larger

_SIGNS = frozenset("-–/")
_SERIAL = re.compile(r"\d{1,6}[A-ZĐa-zđ]?")  # a number's serial, a day, a month or a year
_OWN_ROW = 4.0  # points, more than a row's tolerance

Box = tuple[float, float, float, float]
Glyph = dict[str, Any]
PictureReader = Callable[[Box], str | None]


@dataclass(frozen=True, slots=True)
class Appearance:
    """One annotation as it is painted: its kind, its box and its form, with the matrix from the form to the page.

    `box` is (x0, y0, x1, y1) in the page's default user space, points from its lower left corner.
    """

    kind: str
    box: Box
    form: PDFStream
    matrix: Matrix

    @property
    def resources(self) -> dict[Any, Any]:
        """The resources of the form."""
        return _dictionary(self.form.get("Resources"))


def appearances(page: PDFPage) -> Iterator[Appearance]:
    """Yield the annotations of a page that a viewer paints as text or pictures, in the order of painting."""
    found = resolve1(page.annots) if page.annots else None
    for reference in found if isinstance(found, list) else ():
        annotation = _dictionary(reference)
        kind = _name(annotation.get("Subtype"))
        flags = resolve1(annotation.get("F")) or 0
        if kind not in _PAINTED or not isinstance(flags, int) or flags & (_HIDDEN | _NO_VIEW):
            continue
        form, box = _form(annotation), _box(annotation.get("Rect"))
        if form is not None and box is not None:
            yield Appearance(kind, box, form, _matrix(form, box))


@dataclass(frozen=True, slots=True)
class Painting:
    """What one annotation paints on the page: glyphs, or a picture.

    `box` is (x0, top, x1, bottom) in points from the page's upper left corner.
    """

    kind: str
    box: Box
    glyphs: list[Glyph]
    pictured: bool

    @property
    def may_be_number(self) -> bool:
        """Whether it is a picture no larger than a number or a day."""
        x0, top, x1, bottom = self.box
        return self.pictured and not self.glyphs and x1 - x0 <= _WIDEST and bottom - top <= _TALLEST


def bounds(matrix: Matrix, box: Box) -> Box:
    """Return the box around a box that a matrix has moved."""
    corners = [apply_matrix_pt(matrix, (x, y)) for x in box[::2] for y in box[1::2]]
    (x0, x1), (y0, y1) = ((min(each), max(each)) for each in zip(*corners, strict=True))
    return x0, y0, x1, y1


def with_paintings(glyphs: list[Glyph], paintings: Sequence[Painting], read_picture: PictureReader) -> list[Glyph]:
    """Return the glyphs of a page with those of its annotations, each short text on the line that it completes.

    Args:
        glyphs: The glyphs of the page's content stream.
        paintings: What its annotations paint.
        read_picture: Returns the text of a small picture in a box, or None where it cannot be read.
    """
    for painting in paintings:
        added = painting.glyphs
        if painting.may_be_number and (text := read_picture(painting.box)):
            added = _spread(text, painting.box)
        if added:
            glyphs = _joined(glyphs, added)
    return glyphs


def _spread(text: str, box: Box) -> list[Glyph]:
    """Return glyphs for a text read from a picture, side by side over its box."""
    x0, top, x1, bottom = box
    width = (x1 - x0) / len(text)
    return [
        {
            "text": letter, "x0": x0 + place * width, "x1": x0 + (place + 1) * width, "top": top, "bottom": bottom,
            "doctop": top, "upright": True, "fontname": "", "size": bottom - top,
        }
        for place, letter in enumerate(text)
    ]  # fmt: skip


def _joined(glyphs: list[Glyph], added: list[Glyph]) -> list[Glyph]:
    """Return the glyphs with a painting's: a serial or a day on the line that it completes, other text on its own."""
    letters = sorted((each for each in added if not each["text"].isspace()), key=lambda each: each["x0"])
    if not _SERIAL.fullmatch("".join(each["text"] for each in letters)) or not (line := _line_beside(glyphs, letters)):
        return [*glyphs, *_clear_of(glyphs, added)]
    placed = _set_on(line, letters)
    # What follows a serial follows it also where the stamp covers it: a sign with its symbol, the next word.
    words = [each["x0"] for each in _under(glyphs, line, placed) if each["text"] in _SIGNS or each["text"].isalpha()]
    if after := [x0 for x0 in words if x0 > placed[0]["x0"]]:
        placed = _squeezed(placed, min(after), line)
    under = [each for each in _under(glyphs, line, placed) if each["text"] not in _SIGNS and not each["text"].isalpha()]
    typed = "".join(each["text"] for each in under if each["text"].isalnum())
    if typed and typed != "".join(each["text"] for each in placed):
        placed = [{**each, "doubtful": True} for each in placed]
    covered = set(map(id, under))
    return [*(each for each in glyphs if id(each) not in covered), *_apart(line, placed)]


def _clear_of(glyphs: Sequence[Glyph], added: list[Glyph]) -> list[Glyph]:
    """Return a text, moved to a row of its own where it was painted over print: letters never mix."""
    printed = [glyph for glyph in glyphs if not glyph["text"].isspace()]
    over = [one["top"] for one in printed if any(_overlap(one, other) for other in added)]
    if not over:
        return added
    down = max(over) + _OWN_ROW - min(each["top"] for each in added)
    return [{**each, **{edge: each[edge] + down for edge in ("top", "bottom", "doctop")}} for each in added]


def _overlap(one: Glyph, other: Glyph) -> bool:
    return bool(
        one["x0"] < other["x1"]
        and other["x0"] < one["x1"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def _under(glyphs: Sequence[Glyph], line: Sequence[Glyph], placed: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs of the line that lie for the most part where a text is set on it."""
    x0, x1, like = placed[0]["x0"], placed[-1]["x1"], line[0]
    return [
        each
        for each in glyphs
        if x0 <= (each["x0"] + each["x1"]) / 2 <= x1 and abs(each["bottom"] - like["bottom"]) < like["size"] / 2
    ]


def _squeezed(placed: Sequence[Glyph], end: float, line: Sequence[Glyph]) -> list[Glyph]:
    """Return a text moved to end at `end`, in what room there is after the line's glyph before it."""
    width = placed[-1]["x1"] - placed[0]["x0"]
    before = max((each["x1"] for each in line if each["x0"] < placed[0]["x0"]), default=end - width)
    start = min(max(before, end - width), end - 0.1)
    step = (end - start) / len(placed)
    return [{**each, "x0": start + i * step, "x1": start + (i + 1) * step} for i, each in enumerate(placed)]


def _apart(line: Sequence[Glyph], placed: list[Glyph]) -> list[Glyph]:
    """Return a text with a blank on each side where a letter of the line follows: `ngày` is no part of a number."""
    first, last = placed[0], placed[-1]
    before = max((each for each in line if each["x0"] < first["x0"]), key=lambda each: each["x0"], default=None)
    after = min((each for each in line if each["x0"] > first["x0"]), key=lambda each: each["x0"], default=None)
    if before and before["text"].isalpha():
        placed = [{**first, "text": " ", "x1": first["x0"], "x0": first["x0"] - 0.01}, *placed]
    if after and after["text"].isalpha():
        end = min(last["x1"], after["x0"])
        placed = [*placed, {**last, "text": " ", "x0": end - 0.01, "x1": end}]
    return placed


def _line_beside(glyphs: Sequence[Glyph], added: Sequence[Glyph]) -> list[Glyph]:
    """Return the printed glyphs of the line that a short text belongs to; none for text of several lines."""
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
        and abs(each["bottom"] - bottom) <= _OFF_LINE
        and left - _BESIDE < each["x1"]
        and each["x0"] < right + _BESIDE
    ]
    if not near:
        return []
    closest = min(near, key=lambda each: abs(each["bottom"] - bottom))
    return [each for each in near if abs(each["bottom"] - closest["bottom"]) < size / 4]


def _set_on(line: Sequence[Glyph], added: Sequence[Glyph]) -> list[Glyph]:
    """Return a text on the baseline and in the type of a line, its letters side by side."""
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
    """Return the normal appearance, of several that of the annotation's state."""
    normal = resolve1(_dictionary(annotation.get("AP")).get("N"))
    if isinstance(normal, dict):
        normal = resolve1(normal.get(_name(annotation.get("AS"))))
    return normal if isinstance(normal, PDFStream) else None


def _matrix(form: PDFStream, box: Box) -> Matrix:
    """Return the matrix that fits the form's box, after its own matrix, into the annotation's (algorithm 8.1)."""
    numbers = _numbers(form.get("Matrix"), 6)
    own: Matrix = _six(numbers) if numbers else _IDENTITY
    left, low, right, high = bounds(own, _box(form.get("BBox")) or box)
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
