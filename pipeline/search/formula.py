"""BM25 (Robertson and Zaragoza) with a weight for each column, one formula for every way of finding pages."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add
from typing import NamedTuple

from ..store import fulltext, lists
from ..store.lists import Listed
from ..store.units import MOST, UNITS
from .query import Leaf
from .weights import WEIGHTS

WORTH = tuple(each / UNITS[0] for each in UNITS)  # of a hit in body, heading, title and number
WORTHS = tuple(units / UNITS[0] for units in range(MOST + 1))  # of so many units


class Scored(NamedTuple):
    """A page of the index, its BM25 score and how many words it has."""

    key: int
    score: float
    words: int = 0


class Formula(NamedTuple):
    """BM25 of a query: the weight of each leaf, and the average length of a page in words."""

    weights: tuple[float, ...]
    average: float

    def norm(self, words: float) -> float:
        """What a page's length takes off."""
        return WEIGHTS.k1 * (1 - WEIGHTS.b + WEIGHTS.b * words / self.average)

    def parts(self, hits: Sequence[float], words: int) -> list[float]:
        """The score of each leaf on a page of so many words, from what its hits are worth."""
        return [Formula((weight,), self.average).scorer()((count,), words)
                for weight, count in zip(self.weights, hits, strict=True)]  # fmt: skip

    def scorer(self) -> Callable[[Sequence[float], int], float]:
        """What scores a page by what each leaf's hits are worth and by its words."""
        full = [weight * (WEIGHTS.k1 + 1) for weight in self.weights]
        flat, slope = self.norm(0), WEIGHTS.k1 * WEIGHTS.b / self.average

        def score(hits: Sequence[float], words: int) -> float:
            norm = flat + slope * words
            total = 0.0
            for weight, count in zip(full, hits, strict=True):
                if count:
                    total += weight * count / (count + norm)
            return total

        return score

    def scores(self, hits: Sequence[Iterable[float]], words: Sequence[int]) -> list[float]:
        """The scores of many pages as `scorer` has them, from what each leaf's hits are worth, and from their words."""
        flat, slope = self.norm(0), WEIGHTS.k1 * WEIGHTS.b / self.average
        norms = [flat + slope * each for each in words]
        totals: list[float] = []
        for weight, counts in zip(self.weights, hits, strict=True):
            full = weight * (WEIGHTS.k1 + 1)
            of_leaf = [full * count / (count + norm) for count, norm in zip(counts, norms)]  # noqa: B905 as long
            totals = list(map(add, totals, of_leaf)) if totals else of_leaf
        return totals


def formula_of(
    connection: sqlite3.Connection, leaves: Sequence[Leaf], listed: Mapping[str, Listed] | None = None
) -> Formula:
    """The formula for a query with these leaves, by what the library holds now; `listed` if their words are known."""
    pages, words = fulltext.page_and_word_count(connection)
    weights = leaf_weights(connection, leaves, pages, listed)
    return Formula(tuple(weights), fulltext.average(pages, words))


def idf(total: int, pages: int) -> float:
    """Inverse document frequency, ln(1 + (N - n + ½) / (n + ½)), of a word that stands on n of N pages."""
    return math.log(1 + (max(total - pages, 0) + 0.5) / (pages + 0.5))


def leaf_weights(
    connection: sqlite3.Connection,
    leaves: Sequence[Leaf],
    pages: int | None = None,
    listed: Mapping[str, Listed] | None = None,
) -> list[float]:
    """Each leaf's `idf`, as often as it was typed.

    A phrase has its words' sum. `pages` is N, `listed` what is known of the words, if they are known.
    """
    total = fulltext.page_count(connection) if pages is None else pages
    if listed is None:
        listed = lists.of_words(connection, {word for leaf in leaves for word in leaf.words})

    def of_word(word: str) -> float:
        return idf(total, listed[word].pages if word in listed else 0)

    def of_leaf(leaf: Leaf) -> float:
        if not leaf.prefix:
            return sum(map(of_word, leaf.words))
        beginning = fulltext.pages_holding_prefix(connection, leaf.words[-1])
        return sum(map(of_word, leaf.words[:-1])) + idf(total, min(total, beginning))

    return [leaf.times * of_leaf(leaf) for leaf in leaves]
