"""The sentence that stands at a place of a page, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .sentences import sentences
from .text import squeeze

if TYPE_CHECKING:
    from ..model import Paragraph

_RULE = re.compile(r"^(?:[-–—_=*]\s?){3,}\s*")
_LINES = 6  # lines on either side of a place that belongs to no paragraph: a letterhead's title


def sentence_at(text: str, paragraphs: Sequence[Paragraph], offset: int) -> str:
    """The sentence of a page's `text` that holds `offset`, white space folded.

    An item of a list is quoted with the words that open the list, where both are one sentence.
    """
    start, end = next(
        ((each.start, each.end) for each in paragraphs if each.start <= offset < each.end), _lines_at(text, offset)
    )
    within = text[start:end]
    for begin, stop in sentences(within):
        if begin <= offset - start < stop:
            return _shown(within[begin:stop])
    return _shown(within)


def _shown(text: str) -> str:
    """A quotation without the rule that parts the title from the text."""
    return _RULE.sub("", squeeze(text))


def _lines_at(text: str, offset: int) -> tuple[int, int]:
    """The lines around a place that are printed as its own is: a title in small letters between lines in capitals."""
    begin = text.rfind("\n", 0, offset) + 1
    end = _line_end(text, offset)
    small = _has_small(text[begin:end])
    start = begin
    for _line in range(_LINES):
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        if start == 0 or not _is_like(text[above : start - 1], small):
            break
        start = above
    for _line in range(_LINES):
        below = _line_end(text, end + 1)
        if end >= len(text) or not _is_like(text[end + 1 : below], small):
            break
        end = below
    return start, end


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _has_small(line: str) -> bool:
    return any(letter.islower() for letter in line)


def _is_like(line: str, small: bool) -> bool:
    return any(map(str.isalpha, line)) and _has_small(line) == small
