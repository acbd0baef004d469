"""The sentence that stands at a place of a page, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.sentences import sentences
from pipeline.text import squeeze

if TYPE_CHECKING:
    from pipeline.model import Paragraph

_REACH = 1200  # characters on either side of a place that belongs to no paragraph


def sentence_at(text: str, paragraphs: Sequence[Paragraph], offset: int) -> str:
    """The sentence of a page's `text` that holds `offset`, white space folded.

    An item of a list is quoted with the words that open the list, where both are one sentence.
    """
    start, end = next(
        ((each.start, each.end) for each in paragraphs if each.start <= offset < each.end),
        (max(0, offset - _REACH), offset + _REACH),
    )
    within = text[start:end]
    for begin, stop in sentences(within):
        if begin <= offset - start < stop:
            return squeeze(within[begin:stop])
    return squeeze(within)
