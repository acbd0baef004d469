"""Pages whose text runs up or down the sheet though the page itself is not turned: wide tables, mostly."""

from __future__ import annotations

from .content import Glyph

_MOST = 0.8  # of the glyphs: a page's number or a stamp may stand upright


def set_upright(glyphs: list[Glyph], width: float, height: float) -> tuple[list[Glyph], float, float] | None:
    """The glyphs and the size of the page once it is turned so that they can be read; None for a page that can be.

    Lengths are in points from the upper left corner, before and after.
    """
    lying = [glyph for glyph in glyphs if not glyph["upright"] and "rising" in glyph]
    if not lying or len(lying) < _MOST * len(glyphs):
        return None
    rising = 2 * sum(glyph["rising"] for glyph in lying) > len(lying)
    return [_turned(glyph, width, height, rising) for glyph in glyphs], height, width


def _turned(glyph: Glyph, width: float, height: float, rising: bool) -> Glyph:
    if rising:  # the sheet is turned to the right
        x0, x1, top, bottom = height - glyph["bottom"], height - glyph["top"], glyph["x0"], glyph["x1"]
    else:
        x0, x1, top, bottom = glyph["top"], glyph["bottom"], width - glyph["x1"], width - glyph["x0"]
    return {
        **glyph, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "size": bottom - top,
        "upright": not glyph["upright"],
    }  # fmt: skip
