"""The best pages of a single rare word, from one row of the library: nothing is asked, counted or kept that this does
not need, since all of it takes less time than a few statements."""

from __future__ import annotations

import sqlite3
from operator import neg

from ..store.fulltext import average
from ..store.lists import of_rare_word
from .formula import WORTHS, Formula, Scored, idf
from .query import Leaf


def best_of_word(connection: sqlite3.Connection, word: Leaf, limit: int) -> tuple[list[Scored], int] | None:
    """The `limit` best pages on which a word stands, and how many they are; None where it takes more to tell."""
    found = None if word.special or len(word.words) > 1 else of_rare_word(connection, word.words[0])
    if found is None:
        return None
    keys, units, words = found.postings
    if words is None:
        return None
    formula = Formula((word.times * idf(found.pages, len(keys)),), average(found.pages, found.words))
    scores = formula.scores((map(WORTHS.__getitem__, units),), words)
    best = sorted(zip(scores, map(neg, keys), words), reverse=True)[:limit]  # noqa: B905 all as long
    return [Scored(-key, score, each) for score, key, each in best], len(keys)
