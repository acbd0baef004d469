"""The best pages of frequent words, by whole blocks of pages instead of a row at a time, and exactly.

For each block of 4,096 pages a leaf has its hits as a plane of bytes, a byte a page (store/blocks.py).
BM25 of one leaf depends on the ratio of hits to length only, so one addition of two planes (the logarithm
of the hits, that of the length), and one look-up a byte, give what the leaf can add to each page's score
at most, in steps of a 255th; planes of several leaves are added, and their pages joined and cut, as whole
numbers of 4,096 bytes.

Why nothing is missed: every rounding goes up, so the byte of a page times `step` is never less than
its score. A page is passed over only if that product is no more than the score of the last of the `limit`
best pages so far, and is then worse than each of them. All others are scored by `Formula`, as a
plain scan would.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappush, heapreplace

from pipeline.search.formula import WORTH, Formula, Scored, worth
from pipeline.search.query import AllOf, AnyOf, Leaf, Node
from pipeline.search.weights import WEIGHTS
from pipeline.store import blocks
from pipeline.store.blocks import BLOCK, BLOCK_BITS, CAPS
from pipeline.store.fulltext import words_beginning

_PRESENT = int.from_bytes(b"\x80" * BLOCK, "little")
_BELOW = tuple(bytes(range(level)) for level in range(257))
_MANY = 127  # of a prefix's units: so many or more
_MOST_WORTH = sum(cap * each for cap, each in zip(CAPS, WORTH, strict=True))
# A unit of hits: a hit in the body, unless the others are worth so much that a byte would not hold them.
_UNIT = max(WORTH[0], (_MOST_WORTH - CAPS[0] * WORTH[0]) / 126)
Planes = tuple[blocks.Plane, blocks.Plane | None]


def _units(hits: float) -> int:
    return math.ceil(hits / _UNIT - 1e-9)


_BODY_UNITS = bytes(_units(WORTH[0] * min(hits, CAPS[0])) for hits in range(256))
_OTHER_UNITS = bytes(_units(worth((0, *blocks.unpacked(0, code)[1:]))) for code in range(256))
_SATURATED = bytes(min(units, _MANY) for units in range(256))


class _Tables:
    """Translations of a byte, for one query: to logarithms, whose sum is above 127 where a leaf stands."""

    def __init__(self, formula: Formula) -> None:
        shortest = max(formula.norm(0), 1e-3)
        # Pages longer than that pass for no longer.
        self._longest = math.log(formula.norm(4 * formula.average))
        most = math.log(max(_MOST_WORTH / _UNIT, 255))
        self.delta = (most + self._longest - math.log(shortest)) / 125
        self.lengths = bytes(
            math.ceil(max(self._longest - math.log(max(formula.norm(blocks.shortest(each)), shortest)), 0) / self.delta)
            for each in range(256)
        )
        self.units = bytes([0, *(128 + math.ceil(math.log(units) / self.delta) for units in range(1, 256))])
        self.body = bytes(self.units[each] for each in _BODY_UNITS)
        # Sums of a prefix's words end at `_MANY`.
        top = 128 + math.ceil(most / self.delta)
        self.sums = bytes(self.units[:_MANY] + bytes([top] * (256 - _MANY)))

    def impact(self, weight: float, step: float) -> bytes:
        """The most that a leaf of this weight adds, in steps, by the sum of the logarithms."""
        full = weight * (WEIGHTS.k1 + 1)
        ratios = ((each - 128) * self.delta + math.log(_UNIT) - self._longest for each in range(128, 256))
        return bytes(128) + bytes(
            max(1, math.ceil(full / (1 + math.exp(-ratio)) * (1 + 1e-9) / step)) for ratio in ratios
        )


class _Word:
    """A leaf: its lists by block, one for each word that it may be."""

    def __init__(
        self, lists: Sequence[Mapping[int, bytes]], rows: Mapping[int, bytearray], tables: _Tables, impact: bytes
    ) -> None:
        self._lists, self._rows, self._tables, self._impact = lists, rows, tables, impact
        self._planes: list[Planes] = []

    def bound(self, block: int, lengths: int) -> tuple[int, int]:
        """The pages of a block that have it, as high bits, and the most that each scores, in steps."""
        self._planes = [blocks.unpack(each[block]) for each in self._lists if block in each]
        if block in self._rows:
            both = bytes(self._rows[block])
            self._planes.append((both[:BLOCK], both[BLOCK:]))
        if not self._planes:
            return 0, 0
        if len(self._planes) == 1:
            body, others = self._planes[0]
            hits = body.translate(self._tables.body) if others is None else _summed(body, others, self._tables.units)
        else:
            units = bytes(BLOCK)
            for body, others in self._planes:
                some = body.translate(_BODY_UNITS) if others is None else _summed(body, others, None)
                one, two = units, some.translate(_SATURATED)
                units = _bytes(_number(one) + _number(two)).translate(_SATURATED)
            hits = units.translate(self._tables.sums)
        both_logarithms = _number(hits) + lengths
        impacts = _bytes(both_logarithms).translate(self._impact)
        return both_logarithms & _PRESENT, _number(impacts)

    def hits(self, page: int) -> list[float]:
        """What its hits on a page of the block last asked for are worth."""
        if len(self._planes) == 1:
            body, others = self._planes[0]
            return [worth(blocks.unpacked(body[page], others[page])) if others else WORTH[0] * body[page]]
        counts = [blocks.unpacked(body[page], others[page] if others else 0) for body, others in self._planes]
        return [worth([sum(column) for column in zip(*counts, strict=True)]) if counts else 0.0]


def _summed(body: blocks.Plane, others: blocks.Plane, table: bytes | None) -> bytes:
    units = _bytes(_number(body.translate(_BODY_UNITS)) + _number(others.translate(_OTHER_UNITS)))
    return units.translate(table) if table else units


class _Every:
    """Every part on the page, none of `without`."""

    def __init__(self, parts: Sequence[_Part], without: Sequence[_Part]) -> None:
        self._parts, self._without = parts, without

    def bound(self, block: int, lengths: int) -> tuple[int, int]:
        bits, impacts = self._parts[0].bound(block, lengths)
        for part in self._parts[1:]:
            if not bits:
                return 0, 0
            more, impact = part.bound(block, lengths)
            bits, impacts = bits & more, impacts + impact
        for part in self._without:
            bits &= ~part.bound(block, lengths)[0]
        return bits, impacts & _mask(bits)

    def hits(self, page: int) -> list[float]:
        found = [part.hits(page) for part in self._parts]
        stands = all(map(any, found)) and not any(any(part.hits(page)) for part in self._without)
        return [each if stands else 0.0 for hits in found for each in hits]


class _Some:
    """One of the parts on the page."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = parts

    def bound(self, block: int, lengths: int) -> tuple[int, int]:
        bits = impacts = 0
        for part in self._parts:
            more, impact = part.bound(block, lengths)
            bits, impacts = bits | more, impacts + impact
        return bits, impacts

    def hits(self, page: int) -> list[float]:
        return [each for part in self._parts for each in part.hits(page)]


_Part = _Word | _Every | _Some


def best_by_block(
    connection: sqlite3.Connection, root: Node, formula: Formula, keys: Sequence[int] | None, limit: int
) -> tuple[list[Scored], int]:
    """The `limit` best pages that answer `root`, of those with these keys if any are given, and how many answer.

    `root` has no columns, NEAR or exact words; `formula` is for its leaves.
    """
    step = sum(formula.weights) * (WEIGHTS.k1 + 1) / (255 - len(formula.weights))
    tables = _Tables(formula)
    query = _prepared(connection, root, iter(formula.weights), tables, step)
    chosen = None if keys is None else _masks(keys)
    lengths = blocks.Lengths(connection)
    score = formula.scorer()
    best: list[tuple[float, int, int]] = []
    total = 0
    for block, classes in blocks.length_classes(connection):
        if chosen is not None and block not in chosen:
            continue
        bits, impacts = query.bound(block, _number(classes.translate(tables.lengths)))
        if chosen is not None:
            bits &= chosen[block]
            impacts &= _mask(bits)
        if not bits:
            continue
        total += bits.bit_count()
        for level, page in _candidates(_bytes(impacts), best[0][0] / step if len(best) == limit else 0.0):
            if len(best) == limit and level * step <= best[0][0]:
                continue
            words = lengths[block][page]
            scored = score(query.hits(page), words), -(block << BLOCK_BITS | page), words
            if len(best) < limit:
                heappush(best, scored)
            elif scored > best[0]:
                heapreplace(best, scored)
    return [Scored(-key, value, words) for value, key, words in sorted(best, reverse=True)], total


def _candidates(impacts: bytes, least: float) -> Iterator[tuple[int, int]]:
    """The bytes above `least` and the places where they stand, the highest first."""
    levels = impacts.translate(None, _BELOW[math.floor(least) + 1])
    places, place = [], -1
    for level in levels:
        place = impacts.index(level, place + 1)
        places.append(place)
    return iter(sorted(zip(levels, places, strict=True), key=lambda each: -each[0]))


def _masks(keys: Sequence[int]) -> dict[int, int]:
    """The high bits of the pages with these keys, by block."""
    marks: dict[int, bytearray] = {}
    for key in keys:
        block = marks.get(key >> BLOCK_BITS)
        if block is None:
            block = marks[key >> BLOCK_BITS] = bytearray(BLOCK)
        block[key % BLOCK] = 0x80
    return {block: int.from_bytes(mark, "little") for block, mark in marks.items()}


def _prepared(
    connection: sqlite3.Connection, node: Node, weights: Iterator[float], tables: _Tables, step: float
) -> _Part:
    if isinstance(node, AnyOf):
        return _Some([_prepared(connection, part, weights, tables, step) for part in node.parts])
    if isinstance(node, AllOf):
        parts = [_prepared(connection, part, weights, tables, step) for part in node.parts]
        # What is to be absent adds nothing.
        nothing = iter([0.0] * 1000)
        return _Every(parts, [_prepared(connection, part, nothing, tables, step) for part in node.without])
    lists, rows = _lists(connection, node)
    return _Word(lists, rows, tables, tables.impact(next(weights), step))


def _lists(connection: sqlite3.Connection, leaf: Leaf) -> tuple[list[dict[int, bytes]], dict[int, bytearray]]:
    """The lists that make up a leaf, and what else the index has of it."""
    term = " ".join(leaf.words)
    if leaf.prefix and len(leaf.words) == 1:
        words = words_beginning(connection, term)
        listed = blocks.pages_holding(connection, words)
        rows = (
            row for word in words if word not in listed for row in blocks.index_rows(connection, f'"{word}"').fetchall()
        )
        return [blocks.planes(connection, word) for word in listed], blocks.collected(rows)
    if not leaf.prefix and blocks.pages_holding(connection, [term]):
        return [blocks.planes(connection, term)], {}
    return [], blocks.collected(blocks.index_rows(connection, f'"{term}"' if not leaf.prefix else f'"{term}*"'))


def _number(plane: bytes) -> int:
    return int.from_bytes(plane, "little")


def _bytes(number: int) -> bytes:
    return number.to_bytes(BLOCK, "little")


def _mask(bits: int) -> int:
    """Every bit of the bytes whose high bit is set."""
    return (bits >> 7) * 255
