"""Text on a PDF page that is not level: whole sideways pages, and lines that run up, down or diagonally.

A word extractor that expects level text mixes the letters of such a line with the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from statistics import median

from ..vietnamese.secrecy import degree_of
from .annotations import Glyph

_MIN_ROTATED = 0.8  # of the glyphs of a sideways page; a page number or a stamp may be upright
_MAX_SKEW = 10.0  # degrees; the text layers of slanted scans are level text
_SAME_ANGLE = 3.0  # degrees
_SPACE, _LONGEST_GAP = 0.2, 4.0  # em, between glyphs: a space; letters further apart are not of one line


@dataclass(frozen=True, slots=True)
class RotatedLine:
    """The glyphs of a rotated line in reading order, and its bounding box in points from the page's top left corner."""

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Return the type size, points."""
        return float(median(glyph["em"] for glyph in self.glyphs))


def rotate_upright(glyphs: list[Glyph], width: float, height: float) -> tuple[list[Glyph], float, float] | None:
    """Return the glyphs, width and height of a page after rotating text that runs up or down, else None.

    Such pages are mostly wide tables on an unrotated sheet. Lengths are in points from the top left corner.
    """
    rotated = [glyph for glyph in glyphs if not glyph["upright"] and "rising" in glyph]
    if not rotated or len(rotated) < _MIN_ROTATED * len(glyphs):
        return None
    rising = 2 * sum(glyph["rising"] for glyph in rotated) > len(rotated)
    return [_rotated(glyph, width, height, clockwise=rising) for glyph in glyphs], height, width


def _rotated(glyph: Glyph, width: float, height: float, *, clockwise: bool) -> Glyph:
    if clockwise:
        x0, x1, top, bottom = height - glyph["bottom"], height - glyph["top"], glyph["x0"], glyph["x1"]
    else:
        x0, x1, top, bottom = glyph["top"], glyph["bottom"], width - glyph["x1"], width - glyph["x0"]
    turned = {
        **glyph, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "size": bottom - top,
        "upright": not glyph["upright"],
    }  # fmt: skip
    if "angle" in glyph:
        turned["angle"] = (glyph["angle"] + (-90 if clockwise else 90) + 180) % 360 - 180
    return turned


def split_rotated(glyphs: list[Glyph]) -> tuple[list[Glyph], list[RotatedLine]]:
    """Return the level glyphs of a page, and the lines that the others form."""
    rotated = [glyph for glyph in glyphs if abs(glyph.get("angle", 0.0)) > _MAX_SKEW]
    if not rotated:
        return glyphs, []
    level = [glyph for glyph in glyphs if abs(glyph.get("angle", 0.0)) <= _MAX_SKEW]
    return level, [_line(line) for group in _by_angle(rotated) for line in _lines(group)]


def mark_among(lines: Sequence[RotatedLine]) -> RotatedLine | None:
    """Return the line that is a mark of secrecy; None for none or for a list of degrees."""
    marks = {degree: line for line in lines if (degree := degree_of(line.text))}
    return next(iter(marks.values())) if len(marks) == 1 else None


def _by_angle(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    group: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: float(glyph["angle"])):
        if group and glyph["angle"] - group[0]["angle"] > _SAME_ANGLE:
            yield group
            group = []
        group.append(glyph)
    yield group


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the lines of glyphs of one angle, each in the direction in which it runs."""
    angle = radians(glyphs[0]["angle"])
    placed = []
    for glyph in glyphs:
        x, y = (glyph["x0"] + glyph["x1"]) / 2, (glyph["top"] + glyph["bottom"]) / 2
        placed.append((x * sin(angle) + y * cos(angle), x * cos(angle) - y * sin(angle), glyph))
    placed.sort(key=lambda each: each[0])
    rows: list[list[tuple[float, float, Glyph]]] = []
    for each in placed:
        if rows and each[0] - rows[-1][-1][0] < 0.5 * each[2]["em"]:
            rows[-1].append(each)
        else:
            rows.append([each])
    for row in rows:
        row.sort(key=lambda each: each[1])
        line = [row[0][2]]
        for (_v, before, previous), (_w, here, glyph) in pairwise(row):
            gap = here - before - (previous["advance"] + glyph["advance"]) / 2
            if gap > _LONGEST_GAP * glyph["em"]:
                yield line
                line = []
            elif gap > _SPACE * glyph["em"]:
                line.append({**glyph, "text": " "})
            line.append(glyph)
        yield line


def _line(glyphs: Sequence[Glyph]) -> RotatedLine:
    return RotatedLine(
        glyphs=tuple(glyphs),
        text="".join(glyph["text"] for glyph in glyphs).strip(),
        x0=min(glyph["x0"] for glyph in glyphs),
        x1=max(glyph["x1"] for glyph in glyphs),
        top=min(glyph["top"] for glyph in glyphs),
        bottom=max(glyph["bottom"] for glyph in glyphs),
    )
