"""The parts that a citation names before it: `điểm a khoản 2 Điều 5 Quy định …`."""

from __future__ import annotations

import re

from pipeline.references.reading import Reading
from pipeline.references.shapes import PART

_WINDOW = 120  # characters before the citation
_PARTS = re.compile(rf"(?:(?<=\W)|^)((?:{PART}\)?\s*,?\s*(?:va\s+|cua\s+)?){{1,6}})$")
_PART = re.compile(PART)


def articles(reading: Reading, start: int) -> tuple[str, ...]:
    """The parts cited, in the order of the text."""
    window = max(0, start - _WINDOW)
    match = _PARTS.search(reading.folded[window:start])
    if match is None:
        return ()
    begin = window + match.start(1)
    return tuple(reading.written((begin + part.start(), begin + part.end())) for part in _PART.finditer(match[1]))
