"""Vietnamese sentences: their boundaries, and the one at a place of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .text import squeeze

if TYPE_CHECKING:
    from ..model import Paragraph

# A full stop after one of these, or after a lone letter or number that opens a line (an enumerator), ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/])(?:TP|Tp|TX|Tx|TS|ThS|Th\.S|GS|PGS|BS|KS|CN|Đ/c|đ/c|NXB|Nxb|St|Mr|Ms|Dr|No|tr|Tr|[A-ZĐ]|"
    r"TM|KT|TL|TUQ|Q|P|H|X)$"
)
_ENUMERATOR = re.compile(r"(?:^|\n)[ \t]*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ]|(?:Điều|Khoản|Mục|Chương|Phần) \w+)$")
_STOP = re.compile(r"(?:[.!?…]+[\"'”’»)]*|[.!?…]+)(?=\s|$)")
_RULE = re.compile(r"^(?:[-–—_=*]\s?){3,}\s*")
_LINES = 6  # lines above and below a place that belongs to no paragraph: a letterhead's title


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets (start, end) of the sentences of one paragraph, without white space at their ends.

    A sentence ends at `.`, `!`, `?` or `…` before white space and a capital, digit, bracket, quote or dash; not after
    an abbreviation or an enumerator (`1.`, `a.`, `Điều 5.`). Semicolons end none: the items of a list belong together
    until the caller separates them by paragraph.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop):
            _append(bounds, text, start, stop.end())
            start = stop.end()
    _append(bounds, text, start, len(text))
    return bounds


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() :].lstrip()[:1]
    if following and not (following.isupper() or following.isdigit() or following in "([“\"'‘«-–—+•*"):
        return False
    before = text[start : stop.start()]
    if stop[0][0] != "." or (len(stop[0]) > 1 and stop[0][1] == "."):
        return True
    return not (_ABBREVIATION.search(before) or _ENUMERATOR.search(before))


def _append(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    stripped = text[start:end].strip()
    if stripped:
        begin = start + text[start:end].index(stripped[0])
        bounds.append((begin, begin + len(stripped)))


def sentence_at(text: str, paragraphs: Sequence[Paragraph], offset: int) -> str:
    """Return the sentence of a page's `text` at `offset`, word for word, with white space folded.

    An item of a list is quoted with the words that open the list, where both are one sentence.
    """
    start, end = next(
        ((each.start, each.end) for each in paragraphs if each.start <= offset < each.end), _lines_at(text, offset)
    )
    within = text[start:end]
    for begin, stop in sentences(within):
        if begin <= offset - start < stop:
            return _quoted(within[begin:stop])
    return _quoted(within)


def _quoted(text: str) -> str:
    """Return a quotation without the rule between the title and the text."""
    return _RULE.sub("", squeeze(text))


def _lines_at(text: str, offset: int) -> tuple[int, int]:
    """Return the bounds of the lines around a place in the same letters, capitals or not: a title of several lines."""
    begin = text.rfind("\n", 0, offset) + 1
    end = _line_end(text, offset)
    lower_case = _has_lower_case(text[begin:end])
    start = begin
    for _line in range(_LINES):
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        if start == 0 or not _is_like(text[above : start - 1], lower_case):
            break
        start = above
    for _line in range(_LINES):
        below = _line_end(text, end + 1)
        if end >= len(text) or not _is_like(text[end + 1 : below], lower_case):
            break
        end = below
    return start, end


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _has_lower_case(line: str) -> bool:
    return any(letter.islower() for letter in line)


def _is_like(line: str, lower_case: bool) -> bool:
    return any(map(str.isalpha, line)) and _has_lower_case(line) == lower_case
