"""The top-k collector: the k best pages, exactly, though few of them are scored.

Like MaxScore (Turtle and Flood, 1995) and WAND (Broder et al., 2003), it skips pages whose upper bound is not above
the threshold, the score of the worst of the k best so far. It takes the bounds of all pages at once. BM25 of one leaf
depends on the ratio of frequency to length normalisation only, so the sum of two logarithms, a byte each, and one
translation of that byte give the bound of the leaf in steps of a 255th; bounds of several leaves are added as
integers of a byte a page.

Every rounding is upwards, and a billionth more, so that the bound of a page, times the step, is always above its
score. Pages are scored from the highest bound down until the bounds are no longer above the threshold.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice

from . import norms
from .bm25 import FREQUENCIES, K1, MAX_IMPACT, Bm25, ScoredPage
from .matching import MAX_LEAVES, Matches
from .norms import SHORTEST, Lengths, as_bytes, as_integer, masked

MIN_PAGES_FOR_BOUNDS = 1000  # below this, scoring every page is cheaper than computing bounds
MIN_BATCH = 32  # pages scored at once


class TopK:
    """A collector of the k best pages; of equal ones those with lower keys."""

    def __init__(self, connection: sqlite3.Connection, bm25: Bm25, k: int) -> None:
        """Score pages of the library by this formula."""
        self._connection, self._bm25, self._k = connection, bm25, k
        self._lengths = Lengths(connection)
        self._best: list[tuple[float, int, int]] = []  # score, negative key, words; best first

    @property
    def threshold(self) -> float:
        """The score that a page must beat, or equal with a lower key, to be collected."""
        return self._best[-1][0] if len(self._best) == self._k else 0.0

    def collect(self, found: Matches) -> list[ScoredPage]:
        """Return the k best of the pages that match, best first."""
        if self._k < 1 or not found.keys:
            return []
        if found.mask is None and (len(found.keys) < MIN_PAGES_FOR_BOUNDS or len(found.impacts) > MAX_LEAVES):
            self._score(found.keys, found.impacts)
        else:
            self._score_by_bounds(found)
        return [ScoredPage(-key, score, words) for score, key, words in self._best]

    def _score_by_bounds(self, found: Matches) -> None:
        bounds, every = _Bounds(self._bm25), norms.read(self._connection)
        if found.mask is None:
            steps = bounds.of(found.impacts, bytes(map(every.__getitem__, found.keys)))
        else:
            steps = masked(bounds.of(found.impacts, every), as_integer(found.mask))
        candidates = self._candidates(steps, bounds.step)
        while places := list(islice(candidates, max(self._k, MIN_BATCH))):
            impacts = [bytes(map(column.__getitem__, places)) for column in found.impacts]
            self._score([found.keys[place] for place in places], impacts)

    def _candidates(self, bounds: bytes, step: float) -> Iterator[int]:
        """Yield the places of pages by their bounds, the highest first, as long as these are above the threshold."""
        for level in range(255, 0, -1):
            place = bounds.find(level)
            while place >= 0:
                if level * step <= self.threshold:
                    return
                yield place
                place = bounds.find(level, place + 1)

    def _score(self, keys: Sequence[int], impacts: Sequence[bytes]) -> None:
        words = self._lengths.of(keys)
        scores = self._bm25.scores(impacts, words)
        least = max(sorted(scores)[-self._k :][0], self.threshold)
        rows = [(score, -key, each) for score, key, each in zip(scores, keys, words, strict=True) if score >= least]
        self._best = sorted([*self._best, *rows], reverse=True)[: self._k]


class _Bounds:
    """The upper bounds of pages for one query, in steps.

    Impacts and norms are translated to logarithms, whose sum has its eighth bit set where there is an impact.
    """

    def __init__(self, bm25: Bm25) -> None:
        self.step = sum(bm25.weights) * (K1 + 1) / (255 - len(bm25.weights))
        smallest, largest = math.log(max(bm25.norm(0), 1e-3)), math.log(bm25.norm(4 * bm25.average))
        unit = (math.log(MAX_IMPACT) + largest - smallest) / 125
        # Pages longer than four times the average count as no longer.
        norms = (max(largest - math.log(max(bm25.norm(words), 1e-3)), 0) for words in SHORTEST)
        self._norms = bytes(math.ceil(norm / unit) for norm in norms)
        levels = (128 + math.ceil(math.log(impact) / unit) for impact in range(1, MAX_IMPACT + 1))
        self._impacts = bytes([0, *levels]).ljust(256, b"\0")
        ratios = [math.exp(level * unit + math.log(FREQUENCIES[1]) - largest) for level in range(128)]
        saturated = [(K1 + 1) * ratio / (1 + ratio) * (1 + 1e-9) / self.step for ratio in ratios]
        self._leaves = [
            bytes(128) + bytes(max(1, math.ceil(weight * part)) for part in saturated) for weight in bm25.weights
        ]

    def of(self, impacts: Sequence[bytes], norms: bytes) -> bytes:
        """Return the bound of each page by the impact of each leaf there and by its norm."""
        lengths = as_integer(norms.translate(self._norms))
        bounds = [
            as_bytes(as_integer(column.translate(self._impacts)) + lengths, len(norms)).translate(bound)
            for column, bound in zip(impacts, self._leaves, strict=True)
        ]
        # To make an integer of bytes takes as long as a few additions.
        return bounds[0] if len(bounds) == 1 else as_bytes(sum(map(as_integer, bounds)), len(norms))
