"""A second reading of a letterhead's picture, word by word: what the first one lost, and which figures are in doubt.

Tesseract's layout analysis takes a headline beside a stamp for a picture and drops it; its search for scattered
words does not. Where the two readings differ in a figure, neither is sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

from ..vietnamese.text import fold
from .syllable import is_syllable

if TYPE_CHECKING:
    from PIL.Image import Image

    from .box import Box

UPPER = 0.45  # of a page's height: letterhead and title
_SURE = 85  # the confidence of printed figures is seldom below
_CLEAR = 60  # that of words
_BETTER = 10  # by which the second reading of a line must be surer than the first to take its place
_PRINT = 80  # below this a line that only the second reading has may be an ornament
_EDGE = 3  # pixels around a word's letters
_INK, _WORDS_OF_INK = 128, 2_000  # a level of grey, and pixels below it: two words of a signature have that many
_NEW_LINES = 10_000  # numbers of blocks beyond Tesseract's own


def looked_at_again(boxes: Sequence[Box], again: Sequence[Box]) -> list[Box]:
    """The words of the first reading, the doubtful ones marked, with the lines that `again` alone has or reads well."""
    kept = list(boxes)
    added: list[Box] = []
    for number, (_line, members) in enumerate(groupby(again, key=attrgetter("line"))):
        line = list(members)
        under = [old for old in kept if any(_overlap(new, old) for new in line)]
        known = any(_overlap(new, old) for new in line for old in added)
        if not known and _is_text(line) and _confidence(under) + _BETTER < _confidence(line):
            kept = [old for old in kept if old not in under]
            added += [replace(box, line=(_NEW_LINES + number, 1, 1), doubtful=_is_doubtful(box, ())) for box in line]
    return [*(replace(box, doubtful=_is_doubtful(box, again)) for box in kept), *added]


def _confidence(boxes: Sequence[Box]) -> float:
    return median(box.confidence for box in boxes) if boxes else 0.0


def unread(image: Image, boxes: Sequence[Box]) -> Image | None:
    """A grey picture with the words that were read painted over; None when too little ink is left for a line."""
    rest = image.copy()
    for box in boxes:
        left, top = round(box.x0) - _EDGE, round(box.top) - _EDGE
        rest.paste(255, (left, top, round(box.x1) + _EDGE, round(box.bottom) + _EDGE))
    return rest if sum(rest.histogram()[:_INK]) > _WORDS_OF_INK else None


def _is_text(line: Sequence[Box]) -> bool:
    words = [box for box in line if len(box.text) > 1 and is_syllable(box.text.strip(".,:;"))]
    return len(words) > 1 and 2 * len(words) > len(line) and _confidence(line) > _PRINT


def _is_doubtful(box: Box, again: Sequence[Box]) -> bool:
    if not any(map(str.isdigit, box.text)):
        return box.confidence < _CLEAR
    over = [other for other in again if _overlap(box, other)]
    agree = _figures("".join(other.text for other in over)) == _figures(box.text)
    surest = min((other.confidence for other in over), default=0.0)
    if box.confidence < _SURE:
        return not (agree and surest >= _SURE)
    return surest >= _CLEAR and not agree  # an unsure second reading says nothing against a sure first one


def _figures(text: str) -> str:
    """What must agree: the figures and, for a number, the letters, without what is left of a stamp behind them."""
    return "".join(letter for letter in fold(text) if letter.isalnum() or letter in "/-")


def _overlap(one: Box, other: Box) -> bool:
    """Whether two words take the same place, by half of the smaller one's width and height."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return 2 * width > min(one.x1 - one.x0, other.x1 - other.x0) and 2 * height > min(
        one.bottom - one.top, other.bottom - other.top
    )
