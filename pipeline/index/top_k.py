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
from collections.abc import Callable, Sequence
from functools import cached_property
from heapq import heappush, heapreplace

from .bm25 import FREQUENCIES, K1, MAX_IMPACT, Bm25, ScoredPage
from .matching import MAX_LEAVES, Matches
from .norms import SHORTEST, Lengths

MIN_PAGES_FOR_BOUNDS = 1000  # below this, scoring every page is cheaper than computing bounds


class TopK:
    """The k best of the pages collected, best first; of equal ones those with lower keys."""

    def __init__(self, bm25: Bm25, k: int, lengths: Lengths, norms: Callable[[], bytes]) -> None:
        """Collect by this formula; `norms` reads the norms of all pages, which not every query needs."""
        self._bm25, self._k = bm25, k
        self._lengths, self._read_norms = lengths, norms
        self._score = bm25.scorer()
        self._heap: list[tuple[float, int, int]] = []  # score, negative key, words

    def pages(self) -> list[ScoredPage]:
        """Return the k best pages collected so far."""
        return [ScoredPage(-key, score, words) for score, key, words in sorted(self._heap, reverse=True)]

    def collect(self, found: Matches) -> None:
        """Score the pages that match and keep the k best."""
        if self._k < 1 or not found.keys:
            return
        if found.mask is not None:
            bounds = self._bounds(found.impacts, self._norms)
            masked = (_number(bounds) & _number(found.mask)).to_bytes(len(bounds), "little")
            self._collect_by_bounds(masked, found.keys, found.impacts)
        elif len(found.keys) > MIN_PAGES_FOR_BOUNDS and len(found.impacts) <= MAX_LEAVES:
            bounds = self._bounds(found.impacts, bytes(map(self._norms.__getitem__, found.keys)))
            self._collect_by_bounds(bounds, found.keys, found.impacts)
        else:
            self._collect_all(found.keys, found.impacts)

    def _collect_all(self, keys: Sequence[int], impacts: Sequence[bytes]) -> None:
        words = self._lengths.of(keys)
        scores = self._bm25.scores(impacts, words)
        least = sorted(scores)[-self._k :][0]
        rows = [(score, -key, each) for score, key, each in zip(scores, keys, words, strict=True) if score >= least]
        self._heap = sorted([*self._heap, *rows], reverse=True)[: self._k][::-1]

    def _collect_by_bounds(self, bounds: bytes, keys: Sequence[int], impacts: Sequence[bytes]) -> None:
        heap, step = self._heap, self._step
        for level in range(255, 0, -1):
            at = bounds.find(level)
            while at >= 0:
                if len(heap) == self._k and level * step <= heap[0][0]:
                    return
                key = keys[at]
                (words,) = self._lengths.of((key,))
                scored = self._score([column[at] for column in impacts], words), -key, words
                if len(heap) < self._k:
                    heappush(heap, scored)
                elif scored > heap[0]:
                    heapreplace(heap, scored)
                at = bounds.find(level, at + 1)

    def _bounds(self, impacts: Sequence[bytes], norms: bytes) -> bytes:
        """Return the upper bound of each page, in steps."""
        lengths = _number(norms.translate(self._tables.norms))
        bounds = [
            (_number(column.translate(self._tables.impacts)) + lengths).to_bytes(len(norms), "little").translate(bound)
            for column, bound in zip(impacts, self._bounds_of_leaves, strict=True)
        ]
        # To make an integer of bytes takes as long as a few additions.
        return bounds[0] if len(bounds) == 1 else sum(map(_number, bounds)).to_bytes(len(norms), "little")

    @cached_property
    def _norms(self) -> bytes:
        return self._read_norms()

    @cached_property
    def _step(self) -> float:
        weights = self._bm25.weights
        return sum(weights) * (K1 + 1) / (255 - len(weights))

    @cached_property
    def _tables(self) -> _Tables:
        return _Tables(self._bm25)

    @cached_property
    def _bounds_of_leaves(self) -> list[bytes]:
        return [self._tables.bound(weight * (K1 + 1), self._step) for weight in self._bm25.weights]


class _Tables:
    """Translations of bytes for one query: impacts and norms to logarithms, whose sum is above 127 with an impact."""

    def __init__(self, bm25: Bm25) -> None:
        smallest = max(bm25.norm(0), 1e-3)
        self._largest = math.log(bm25.norm(4 * bm25.average))  # longer pages count as no longer
        self._unit = (math.log(MAX_IMPACT) + self._largest - math.log(smallest)) / 125
        norms = (math.log(max(bm25.norm(words), smallest)) for words in SHORTEST)
        self.norms = bytes(math.ceil(max(self._largest - norm, 0) / self._unit) for norm in norms)
        levels = (128 + math.ceil(math.log(impact) / self._unit) for impact in range(1, MAX_IMPACT + 1))
        self.impacts = bytes([0, *levels]).ljust(256, b"\0")

    def bound(self, full: float, step: float) -> bytes:
        """Return the bound of a leaf, in steps, by the sum of the logarithms; `full` is the score that it tends to."""
        ratios = (
            math.exp((level - 128) * self._unit + math.log(FREQUENCIES[1]) - self._largest) for level in range(128, 256)
        )
        return bytes(128) + bytes(_ceiling(full * ratio / (1 + ratio) / step) for ratio in ratios)


def _ceiling(steps: float) -> int:
    return max(1, math.ceil(steps * (1 + 1e-9)))


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
