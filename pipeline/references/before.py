"""The parts that a citation names, before it (`điểm a khoản 2 Điều 5 Quy định …`) or behind a comma (`…, Điều 10`)."""

from __future__ import annotations

from .reading import Reading
from .shapes import PART, compiled

_WINDOW = 120  # characters before the citation
_PARTS = compiled(rf"(?:(?<=\W)|^)((?:{PART}\)?\s*,?\s*(?:va\s+|cua\s+)?){{1,6}})$")
_PART = compiled(PART)
PARTS_BEHIND = compiled(rf"\s*,\s*(?P<parts>{PART}(?:\s*,?\s*{PART}){{0,5}})")


def articles(reading: Reading, start: int) -> tuple[str, ...]:
    """The parts cited before a citation, in the order of the text."""
    window = max(0, start - _WINDOW)
    match = _PARTS.search(reading.folded[window:start])
    if match is None:
        return ()
    begin = window + match.start(1)
    return parts_in(reading, (begin, begin + len(match[1])))


def parts_in(reading: Reading, span: tuple[int, int]) -> tuple[str, ...]:
    """Each part that stands in a span."""
    return tuple(reading.written(part.span()) for part in _PART.finditer(reading.folded, *span))
