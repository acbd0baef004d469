"""BM25 with a weight for each column (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, § 3.6).

BM25F adds the occurrences of a term in all columns, each times the weight of its column, before one saturation by
the length of the page. That sum is kept as a whole number of halves, the *impact*; it fits a byte, as the quantised
impacts of Anh and Moffat (2005) do, but leaves out the length of the page, since the average length changes.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

K1, B = 1.2, 0.75  # the usual values; sqlite-fts4's rank_bm25 has them too
COLUMNS = ("body", "heading", "title", "number", "file")
# Impact of one occurrence in each column. Stored vectors consist of impacts: a change needs a new schema version.
_IMPACTS = (2, 3, 6, 6, 1)
_LEAF = len(COLUMNS) * array("I").itemsize  # bytes
MAX_IMPACT = 126  # a higher one is cut; the bounds of top_k.py need the eighth bit
COLUMN_WEIGHTS = tuple(impact / _IMPACTS[0] for impact in _IMPACTS)
FREQUENCIES = tuple(impact / _IMPACTS[0] for impact in range(MAX_IMPACT + 1))  # weighted frequency, by impact


class ScoredPage(NamedTuple):
    """A page of the index, its BM25 score and its length in words."""

    key: int
    score: float
    words: int = 0


class Bm25(NamedTuple):
    """BM25 of one query."""

    weights: tuple[float, ...]  # the inverse document frequency of each leaf, times its occurrences in the query
    average: float  # length of a page in words

    def norm(self, words: float) -> float:
        """Return the length normalisation, k1 · (1 - b + b · length / average)."""
        return K1 * (1 - B + B * words / self.average)

    def parts(self, impacts: Sequence[bytes], words: Sequence[int]) -> list[list[float]]:
        """Return what each leaf adds to the score of some pages, by its impacts on them and by their lengths."""
        norms = list(map(self.norm, words))
        parts = []
        for weight, column in zip(self.weights, impacts, strict=True):
            pairs = zip(map(FREQUENCIES.__getitem__, column), norms, strict=True)
            parts.append([weight * (K1 + 1) * frequency / (frequency + norm) for frequency, norm in pairs])
        return parts

    def scores(self, impacts: Sequence[bytes], words: Sequence[int]) -> list[float]:
        """Return the scores of some pages: the sums of `parts`."""
        return list(map(sum, zip(*self.parts(impacts, words), strict=True)))


def idf(pages: int, doc_freq: int) -> float:
    """Return the inverse document frequency, ln(1 + (N - n + ½) / (n + ½)), of a term on n of N pages."""
    return math.log(1 + (max(pages - doc_freq, 0) + 0.5) / (doc_freq + 0.5))


class Impacts(dict[bytes, int]):
    """The impact of a leaf on a page by its part of FTS4's `matchinfo(…, 'y')`, remembered: few of them differ."""

    def __missing__(self, counts: bytes) -> int:
        self[counts] = impact = impact_of(array("I", counts))
        return impact

    def decode(self, matchinfo: Sequence[bytes]) -> list[bytes]:
        """Return the impacts of each leaf on some pages by the `matchinfo` of each page."""
        starts = range(0, len(matchinfo[0]), _LEAF)
        return [bytes([self[info[start : start + _LEAF]] for info in matchinfo]) for start in starts]


def impact_of(counts: Iterable[int]) -> int:
    """Return the impact of so many occurrences in each column."""
    return min(sum(map(int.__mul__, _IMPACTS, counts)), MAX_IMPACT)
