"""Vietnamese sentences: where each begins and ends."""

from __future__ import annotations

import re

# A full stop behind one of these, or behind a lone letter or number that opens
# a line (an enumerator), ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/])(?:TP|Tp|TX|Tx|TS|ThS|Th\.S|GS|PGS|BS|KS|CN|Đ/c|đ/c|NXB|Nxb|St|Mr|Ms|Dr|No|tr|Tr|[A-ZĐ]|"
    r"TM|KT|TL|TUQ|Q|P|H|X)$"
)
_ENUMERATOR = re.compile(r"(?:^|\n)[ \t]*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ]|(?:Điều|Khoản|Mục|Chương|Phần) \w+)$")
_STOP = re.compile(r"(?:[.!?…]+[\"'”’»)]*|[.!?…]+)(?=\s|$)")


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of one paragraph, white space at their ends left out.

    A sentence ends at `.`, `!`, `?` or `…` before white space and a capital,
    digit, bracket, quote or dash; not after an abbreviation or an enumerator
    (`1.`, `a.`, `Điều 5.`). Semicolons end none: the items of a list belong together
    until the caller parts them by paragraph.
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
    behind = text[stop.end() :].lstrip()[:1]
    if behind and not (behind.isupper() or behind.isdigit() or behind in "([“\"'‘«-–—+•*"):
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
