"""The best pages of frequent words, by whole blocks of pages instead of a page at a time, and exactly.

For each block of 4,096 pages a leaf has planes of bits (store/planes.py), whose sums tell what its hits are
worth, a byte a page. BM25 of one leaf depends on the ratio of hits to length only, so one addition of bytes (the
logarithm of the hits, that of the length), and one look-up a byte, give what the leaf can add to each page's
score at most, in steps of a 255th; the bytes of several leaves are added as whole numbers.

Why nothing is missed: every rounding goes up, so the byte of a page times `step` is never less than
its score. A page is passed over only if that product is no more than the score of the last of the `limit`
best pages so far, and is then worse than each of them. All others are scored by `Formula`, as a
plain scan would.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import heappush, heapreplace

from pipeline.search.formula import UNIT, WORTH, Formula, Scored
from pipeline.search.leaves import MANY, Placed, hits_on
from pipeline.search.query import AllOf, AnyOf, Leaf, Node, leaves_of
from pipeline.search.weights import WEIGHTS
from pipeline.store.lengths import Lengths, last_key, shortest
from pipeline.store.planes import BLOCK, BLOCK_BITS, CAPS, pages_at, place_of, spread

_FEW = 40  # pages of a block that are sooner scored than bounded
_BELOW = tuple(bytes(range(level)) for level in range(257))
_MOST_UNITS = sum(cap * each for cap, each in zip(CAPS, WORTH, strict=True)) / UNIT


class _Tables:
    """Translations of a byte, for one query: to logarithms, whose sum is above 127 where a leaf stands."""

    def __init__(self, formula: Formula) -> None:
        shortest_norm = max(formula.norm(0), 1e-3)
        # Pages longer than that pass for no longer.
        self._longest = math.log(formula.norm(4 * formula.average))
        most = math.log(_MOST_UNITS)
        self._delta = (most + self._longest - math.log(shortest_norm)) / 125
        self.lengths = bytes(
            math.ceil(max(self._longest - math.log(max(formula.norm(shortest(each)), shortest_norm)), 0) / self._delta)
            for each in range(256)
        )
        top = 128 + math.ceil(most / self._delta)
        self.units = bytes(
            [0, *(128 + math.ceil(math.log(units) / self._delta) for units in range(1, MANY)), *[top] * (256 - MANY)]
        )

    def impact(self, weight: float, step: float) -> bytes:
        """The most that a leaf of this weight adds, in steps, by the sum of the logarithms."""
        full = weight * (WEIGHTS.k1 + 1)
        ratios = ((each - 128) * self._delta + math.log(UNIT) - self._longest for each in range(128, 256))
        return bytes(128) + bytes(
            max(1, math.ceil(full / (1 + math.exp(-ratio)) * (1 + 1e-9) / step)) for ratio in ratios
        )


def best_by_block(
    connection: sqlite3.Connection,
    root: Node,
    formula: Formula,
    places: Placed,
    chosen: Collection[int] | None,
    limit: int,
) -> tuple[list[Scored], int]:
    """The `limit` best pages that answer `root`, of those `chosen` if any are given, and how many answer.

    `places` has all leaves of `root`, `formula` is for those looked for.
    """
    step = sum(formula.weights) * (WEIGHTS.k1 + 1) / (255 - len(formula.weights))
    tables = _Tables(formula)
    impacts = {leaf: tables.impact(weight, step) for leaf, weight in zip(leaves_of(root), formula.weights, strict=True)}
    masks = None if chosen is None else _masks(chosen)
    lengths = Lengths(connection)
    score = formula.scorer()
    # Where every part must stand, a block without such a page costs little more than to see so.
    together = isinstance(root, AllOf)
    parts = root.parts if isinstance(root, AllOf) else (root,)
    best: list[tuple[float, int, int]] = []
    total = 0
    for block in range((last_key(connection) >> BLOCK_BITS) + 1) if masks is None else sorted(masks):
        bits = _present(root, block, places) if together else -1
        if masks is not None:
            bits &= masks[block]
        if not bits:
            continue
        if together and bits.bit_count() <= _FEW:
            total += bits.bit_count()
            candidates: Iterable[tuple[int, int]] = ((255, page) for page in pages_at(bits))
        else:
            logarithms = _number(lengths.classes(block << BLOCK_BITS, BLOCK).translate(tables.lengths))
            bound = sum(_bound(part, block, places, logarithms, tables.units, impacts) for part in parts)
            if bits >= 0:
                bound &= _number(spread(bits))
            levels = bound.to_bytes(BLOCK, "little")
            total += len(levels.translate(None, b"\0"))  # three times as fast as to count
            candidates = _candidates(levels, best[0][0] / step if len(best) == limit else 0.0)
        for level, page in candidates:
            if len(best) == limit and level * step <= best[0][0]:
                break
            key = block << BLOCK_BITS | page
            (words,) = lengths.of((key,))
            scored = score(hits_on(root, key, places), words), -key, words
            if len(best) < limit:
                heappush(best, scored)
            elif scored > best[0]:
                heapreplace(best, scored)
    return [Scored(-key, value, words) for value, key, words in sorted(best, reverse=True)], total


def _present(node: Node, block: int, places: Placed) -> int:
    """The pages of a block that answer a part of the query, as bits."""
    if isinstance(node, Leaf):
        return places[node].present(block)
    if isinstance(node, AnyOf):
        bits = 0
        for part in node.parts:
            bits |= _present(part, block, places)
        return bits
    bits = -1
    for part in node.parts:
        bits &= _present(part, block, places)
        if not bits:
            return 0
    for part in node.without:
        bits &= ~_present(part, block, places)
    return bits


def _bound(node: Node, block: int, places: Placed, lengths: int, units: bytes, impacts: Mapping[Leaf, bytes]) -> int:
    """The most that each page of a block scores for a part of the query, in steps."""
    if isinstance(node, Leaf):
        logarithms = _number(places[node].units(block).translate(units)) + lengths
        return _number(logarithms.to_bytes(BLOCK, "little").translate(impacts[node]))
    total = sum(_bound(part, block, places, lengths, units, impacts) for part in node.parts)
    return total & _number(spread(_present(node, block, places))) if isinstance(node, AllOf) else total


def _candidates(bound: bytes, least: float) -> Iterator[tuple[int, int]]:
    """The bytes above `least` and the places where they stand, the highest first."""
    for level in sorted(set(bound.translate(None, _BELOW[math.floor(least) + 1])), reverse=True):
        place = bound.find(level)
        while place >= 0:
            yield level, place
            place = bound.find(level, place + 1)


def _masks(keys: Collection[int]) -> dict[int, int]:
    """The pages with these keys, as bits, by block."""
    marks: dict[int, bytearray] = {}
    for key in keys:
        block = marks.get(key >> BLOCK_BITS)
        if block is None:
            block = marks[key >> BLOCK_BITS] = bytearray(BLOCK // 8)
        place = place_of(key % BLOCK)
        block[place >> 3] |= 1 << (place & 7)
    return {block: _number(mark) for block, mark in marks.items()}


def _number(data: bytes | bytearray) -> int:
    return int.from_bytes(data, "little")
