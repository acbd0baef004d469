"""The best of the pages that answer a query, and exactly, though few of them are scored.

BM25 of one leaf depends on the ratio of hits to length only, so one addition of bytes (the logarithm of the hits,
that of the length), and one look-up a byte, give what the leaf can add to each page's score at most, in steps of a
255th; the bytes of several leaves are added as whole numbers, for thousands of pages at once.

Why nothing is missed: every rounding goes up, and a billionth more, so the byte of a page times `step` is always
more than its score. A page is passed over only if that product is no more than the score of the last of the `limit`
best pages so far, and is then worse than each of them. All others are scored by `Formula`, as a
plain scan would.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from functools import cached_property
from heapq import heappush, heapreplace

from ..store.lengths import Lengths, shortest
from ..store.planes import BLOCK, BLOCK_BITS, spread
from ..store.units import MOST
from .formula import WORTHS, Formula, Scored
from .weights import WEIGHTS

MOST_LEAVES = 64  # of which bounds are worth having
_FEW = 1000  # pages that are sooner scored than bounded


class Best:
    """The best of the pages shown so far, `total` in all; of equals those with lower keys."""

    def __init__(self, connection: sqlite3.Connection, formula: Formula, limit: int) -> None:
        """Nothing has been shown."""
        self.total = 0
        self._formula, self._limit = formula, limit
        self._lengths = Lengths(connection)
        self._score = formula.scorer()
        self._best: list[tuple[float, int, int]] = []

    @cached_property
    def _step(self) -> float:
        weights = self._formula.weights
        return sum(weights) * (WEIGHTS.k1 + 1) / (255 - len(weights))

    @cached_property
    def _tables(self) -> _Tables:
        return _Tables(self._formula)

    @cached_property
    def _impacts(self) -> list[bytes]:
        return [self._tables.impact(weight, self._step) for weight in self._formula.weights]

    def show(self, keys: Sequence[int], columns: Sequence[bytes], words: Sequence[int] | None = None) -> None:
        """Show pages that answer, in order: their keys, units of each leaf, and, if they are known, words."""
        self.total += len(keys)
        if self._limit < 1:
            return
        if len(keys) > _FEW and len(columns) <= MOST_LEAVES:
            self._look(self._bound(columns, self._lengths.classes_of(keys)), keys, columns)
        elif keys:
            words = self._lengths.of(keys) if words is None else words
            scores = self._formula.scores([map(WORTHS.__getitem__, units) for units in columns], words)
            least = sorted(scores)[-self._limit :][0]
            rows = [(score, -key, each) for score, key, each in zip(scores, keys, words, strict=True) if score >= least]
            self._best = sorted([*self._best, *rows], reverse=True)[: self._limit][::-1]  # which is a heap

    def show_block(self, block: int, columns: Sequence[bytes], among: int | None, count: int | None) -> None:
        """Show a block: units of each leaf, a byte a page; `among` has the pages that answer, as bits, unless all do
        where a leaf stands; `count` is how many they are, if that is known."""
        bound = self._bound(columns, self._lengths.classes(block))
        if among is not None:
            bound = _bytes(_number(bound) & _number(spread(among)), BLOCK)
        self.total += len(bound.translate(None, b"\0")) if count is None else count
        self._look(bound, range(block << BLOCK_BITS, (block + 1) << BLOCK_BITS), columns)

    def pages(self) -> list[Scored]:
        """The best pages, the best first."""
        return [Scored(-key, value, words) for value, key, words in sorted(self._best, reverse=True)]

    def _bound(self, columns: Sequence[bytes], classes: bytes) -> bytes:
        """The most that each page scores, in steps."""
        lengths = _number(classes.translate(self._tables.lengths))
        of_leaves = [
            _bytes(_number(units.translate(self._tables.units)) + lengths, len(classes)).translate(impact)
            for units, impact in zip(columns, self._impacts, strict=True)
        ]
        # To make a number of bytes takes as long as a few additions.
        return of_leaves[0] if len(of_leaves) == 1 else _bytes(sum(map(_number, of_leaves)), len(classes))

    def _look(self, bound: bytes, keys: Sequence[int], columns: Sequence[bytes]) -> None:
        """Score the pages that may be among the best, the most likely first."""
        best, step = self._best, self._step
        for level in range(255, 0, -1):
            if len(best) == self._limit and level * step <= best[0][0]:
                return
            at = bound.find(level)
            while at >= 0:
                if len(best) == self._limit and level * step <= best[0][0]:
                    return
                key = keys[at]
                (words,) = self._lengths.of((key,))
                scored = self._score([WORTHS[units[at]] for units in columns], words), -key, words
                if len(best) < self._limit:
                    heappush(best, scored)
                elif scored > best[0]:
                    heapreplace(best, scored)
                at = bound.find(level, at + 1)


class _Tables:
    """Translations of a byte, for one query: to logarithms, whose sum is above 127 where a leaf stands."""

    def __init__(self, formula: Formula) -> None:
        shortest_norm = max(formula.norm(0), 1e-3)
        # Pages longer than that pass for no longer.
        self._longest = math.log(formula.norm(4 * formula.average))
        most = math.log(MOST)
        self._delta = (most + self._longest - math.log(shortest_norm)) / 125
        self.lengths = bytes(
            math.ceil(max(self._longest - math.log(max(formula.norm(shortest(each)), shortest_norm)), 0) / self._delta)
            for each in range(256)
        )
        levels = (128 + math.ceil(math.log(units) / self._delta) for units in range(1, MOST + 1))
        self.units = bytes([0, *levels]).ljust(256, b"\0")

    def impact(self, weight: float, step: float) -> bytes:
        """The most that a leaf of this weight adds, in steps, by the sum of the logarithms."""
        full = weight * (WEIGHTS.k1 + 1)
        ratios = ((each - 128) * self._delta + math.log(WORTHS[1]) - self._longest for each in range(128, 256))
        return bytes(128) + bytes(
            max(1, math.ceil(full / (1 + math.exp(-ratio)) * (1 + 1e-9) / step)) for ratio in ratios
        )


def _bytes(number: int, count: int) -> bytes:
    return number.to_bytes(count, "little")


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
