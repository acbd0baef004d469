"""A pack about a topic: of each document the sentences and tasks that speak of what was searched for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from ..vietnamese.text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_FIELD = re.compile(r"[\w ]+:\s?\S+|\b(?:AND|OR|NOT|NEAR(?:/\d+)?|VÀ|HOẶC|KHÔNG|GẦN)\b")
_SHARE = 0.5  # of the words of the query that a sentence about it has
_ENOUGH = 2  # sentences; a document with fewer speaks of the topic in other words
_FEW = 8  # items that have at least a word of the query
_ADJACENT = 0.25  # for two adjacent words of the query: most Vietnamese words have two syllables

Item = TypeVar("Item")


def about(query: str, items: Sequence[Item], text_of: Callable[[Item], str]) -> list[Item]:
    """Return the items whose text has most words of the query; all of them where hardly any has."""
    words = query_words(query)
    if not words:
        return list(items)
    relevant = [item for item in items if relevance(words, text_of(item)) >= _SHARE]
    return relevant if len(relevant) >= _ENOUGH else list(items)


def closest(query: str, items: Sequence[Item], text_of: Callable[[Item], str]) -> list[Item]:
    """Return the items that have most words of the query; where few have, those that have some, up to a number."""
    words = query_words(query)
    relevant = [item for item in items if relevance(words, text_of(item)) >= _SHARE]
    if len(relevant) >= _ENOUGH:
        return relevant
    ranked = sorted(items, key=lambda item: -relevance(words, text_of(item)))
    kept = {id(item) for item in ranked[:_FEW] if relevance(words, text_of(item)) > 0}
    return [item for item in items if id(item) in kept]


def query_words(query: str) -> list[str]:
    """Return the words of a query, folded, without fields and operators."""
    return _WORD.findall(fold(_FIELD.sub(" ", nfc(query))))


def relevance(words: Sequence[str], text: str) -> float:
    """Return the share of the words that a text has, and a little more for each two that are adjacent in it too."""
    if not words:
        return 0.0
    found = _WORD.findall(fold(text))
    pairs, present = set(pairwise(found)), set(found)
    share = sum(word in present for word in set(words)) / len(set(words))
    return share + _ADJACENT * sum(pair in pairs for pair in set(pairwise(words)))
