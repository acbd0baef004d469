"""Where the words that a pack quotes stand on their page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def marked(text: str, quoted: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is quoted; white space is folded in the search only."""
    spans: list[tuple[int, int]] = []
    for words in quoted:
        pattern = r"\s+".join(map(re.escape, words.split()))
        spans += [match.span() for match in re.finditer(pattern, text)] if pattern else []
    at = 0
    for start, end in _joined(spans):
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap as one, in order."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current
