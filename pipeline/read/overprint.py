"""Glyphs printed twice: how old drivers made type bold. Read plainly, `CHỈ THỊ` comes as `CCHHỈỈ TTHHỊỊ`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

Glyph = dict[str, Any]

_DOUBLED = re.compile(r"(?:([^\W\d_])\1){2}")  # no Vietnamese word doubles two letters running
_NEAR = 0.1  # of the type size; no letter is so narrow
_AROUND = tuple(product((0, -1, 1), repeat=2))


def looks_doubled(words: Iterable[str]) -> bool:
    """Whether words hold letters doubled as only overprinting doubles them."""
    return bool(_DOUBLED.search(" ".join(words)))


def printed_once(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs less those that stand again in one place; what stood there twice is bold."""
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], list[int]] = {}
    for glyph in glyphs:
        text, x, y = glyph["text"], int(glyph["x0"]), int(glyph["top"])
        around = [index for dx, dy in _AROUND for index in places.get((text, x + dx, y + dy), ())]
        under = next((index for index in around if _coincide(kept[index], glyph)), None)
        if under is None:
            places.setdefault((text, x, y), []).append(len(kept))
            kept.append(glyph)
        elif not kept[under]["fontname"].endswith("Bold"):
            kept[under] = {**kept[under], "fontname": kept[under]["fontname"] + ",Bold"}
    return kept


def _coincide(one: Glyph, other: Glyph) -> bool:
    reach: float = _NEAR * one["size"]
    return bool(abs(one["x0"] - other["x0"]) < reach and abs(one["top"] - other["top"]) < reach)
