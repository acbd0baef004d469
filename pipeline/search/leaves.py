"""Where the words, phrases and beginnings of a query stand, from their lists (store/lists.py).

Each of them tells what its hits are worth, in units: for a block of 32,768 pages a byte a page, or for pages
by their keys. All read within the transaction of the connection that they are given.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from operator import itemgetter

from pipeline.search.formula import UNIT, WORTH, worth
from pipeline.search.query import Leaf
from pipeline.store import lists, planes, postings
from pipeline.store.lists import Listed
from pipeline.store.planes import BLOCK, BLOCK_BITS, CAPS
from pipeline.store.postings import Postings

MANY = 127  # units: so many or more
_FEW = 4  # pages of a block that are sooner looked at one by one
_FACTORS = tuple(-int(-each // UNIT) for each in WORTH)
# Fewer units are exact: each worth is a whole number of them, and no column can have more hits than are counted;
# of several words together that is sure of still fewer.
_EXACT = MANY if all(each % UNIT == 0 for each in WORTH) else 1
_EXACT_TOGETHER = min(_EXACT, *((cap + 1) * factor for cap, factor in zip(CAPS, _FACTORS, strict=True)))
_WORTHS = tuple(UNIT * units for units in range(256))


@cache
def units_of(code: int) -> int:
    """What the hits of a code are worth in units; no more than `MANY`."""
    counts = planes.counts_of(code)
    return min(sum(factor * count for factor, count in zip(_FACTORS, counts, strict=True)), MANY)


_UNITS = bytes(map(units_of, range(256)))


class Dense:
    """A term of many pages: planes of bits, block by block."""

    def __init__(self, connection: sqlite3.Connection, key: int, pages: int) -> None:
        self.pages = pages
        self._connection, self._key = connection, key
        self._block, self._planes, self._units = -1, [0], b""  # of the block that was asked for last

    @cached_property
    def _tail(self) -> dict[int, dict[int, int]]:
        return lists.tail_of(self._connection, self._key)

    def planes(self, block: int) -> planes.Planes:
        """Its planes."""
        if block != self._block:
            data = lists.row_at(self._connection, self._key, block)
            self._planes = planes.unpack(data) if data else []
            if tail := self._tail.get(block):
                self._planes = planes.joined(self._planes, tail)
            self._block, self._units = block, b""
        return self._planes

    def present(self, block: int) -> int:
        """Its pages, as bits."""
        return planes.present(self.planes(block))

    def units(self, block: int) -> bytes:
        """What its hits are worth, a byte a page."""
        found = self.planes(block)
        if not self._units:
            self._units = _of_columns(planes.columns_of(found))
        return self._units

    def units_at(self, keys: Sequence[int]) -> bytes:
        """What its hits are worth on pages, in order, a byte a page."""
        if not keys:
            return b""
        first, last = keys[0] >> BLOCK_BITS, keys[-1] >> BLOCK_BITS
        if len(keys) < _FEW * (last - first + 1):
            return bytes(units_of(self.code(key)) for key in keys)
        found = bytes(first << BLOCK_BITS) + b"".join(map(self.units, range(first, last + 1)))
        return gathered(found, keys)

    def code(self, key: int) -> int:
        """Its code on a page."""
        return planes.code_at(self.planes(key >> BLOCK_BITS), key % BLOCK)

    def worth(self, key: int, units: int) -> float:
        """What its hits on a page are worth, exactly, for these units."""
        return _WORTHS[units] if units < _EXACT else worth_of(self.code(key))

    def worths(self, keys: Sequence[int], units: bytes) -> list[float]:
        """What its hits on pages are worth, exactly, for these units."""
        return _worths(self, keys, units)


class Sparse:
    """A term of few pages: postings, of which only the rows that are asked for are read."""

    def __init__(self, rows: Sequence[tuple[int, bytes]] = (), pages: int = 0, whole: Postings | None = None) -> None:
        self.pages = pages
        self._rows = rows
        self._firsts = [first for first, _data in rows]
        self._read: dict[int, Postings] = {}
        self._whole = whole

    @property
    def postings(self) -> Postings:
        """All of its pages."""
        if self._whole is None:
            self._whole = postings.joined([postings.unpack(*row) for row in self._rows])
        return self._whole

    @cached_property
    def units_of_all(self) -> bytes:
        """What its hits are worth on each of its pages."""
        return _in_units(self.postings.codes)

    @cached_property
    def _scattered(self) -> bytearray:
        keys = self.postings.keys
        found = bytearray(keys[-1] + 1 if keys else 0)
        for key, units in zip(keys, self.units_of_all, strict=True):
            found[key] = units
        return found

    def units(self, block: int) -> bytes:
        """What its hits are worth, a byte a page."""
        return _of_block(self._scattered, block)

    def present(self, block: int) -> int:
        """Its pages, as bits."""
        return planes.as_bits(self.units(block))

    def units_at(self, keys: Sequence[int]) -> bytes:
        """What its hits are worth on pages, in order, a byte a page."""
        if self._whole is not None and keys is self._whole.keys:
            return self.units_of_all
        if len(keys) * 8 < self.pages:
            return bytes(units_of(self.code(key)) for key in keys)
        return gathered(self._scattered.ljust(keys[-1] + 1, b"\0"), keys) if keys else b""

    def code(self, key: int) -> int:
        """Its code on a page."""
        if self._whole is None:
            place = bisect_right(self._firsts, key) - 1
            if place < 0:
                return 0
            row = self._read.get(place)
            if row is None:
                row = self._read[place] = postings.unpack(*self._rows[place])
        else:
            row = self._whole
        place = bisect_left(row.keys, key)
        return row.codes[place] if place < len(row.keys) and row.keys[place] == key else 0

    def worth(self, key: int, units: int) -> float:
        """What its hits on a page are worth, exactly, for these units."""
        return _WORTHS[units] if units < _EXACT else worth_of(self.code(key))

    def worths(self, keys: Sequence[int], units: bytes) -> list[float]:
        """What its hits on pages are worth, exactly, for these units."""
        return _worths(self, keys, units)


class Beginning:
    """All words that begin alike, as one."""

    def __init__(self, words: Iterable[Dense | Sparse]) -> None:
        words = list(words)
        self._dense = [word for word in words if isinstance(word, Dense)]
        self._sparse = [word for word in words if isinstance(word, Sparse)]
        self.pages = sum(word.pages for word in words)
        self._block, self._units = -1, b""
        self._summed: tuple[planes.Planes, ...] = ()

    def _columns(self, block: int) -> tuple[planes.Planes, ...]:
        """The planes of each column, for the dense ones together."""
        if block != self._block:
            total: tuple[planes.Planes, ...] = ((), (), (), ())
            for word in self._dense:
                columns = planes.columns_of(word.planes(block))
                total = tuple(map(planes.added, total, columns))
            self._block, self._summed, self._units = block, total, b""
        return self._summed

    @cached_property
    def _scattered(self) -> bytearray:
        """Units of the sparse ones together."""
        found = bytearray(max((word.postings.keys[-1] + 1 for word in self._sparse if word.postings.keys), default=0))
        for word in self._sparse:
            keys = word.postings.keys
            if len(keys) > 1:
                together = int.from_bytes(gathered(found, keys), "little") + int.from_bytes(word.units_of_all, "little")
                together_units = together.to_bytes(len(keys), "little").translate(_AT_MOST_MANY)
                for key, units in zip(keys, together_units, strict=True):
                    found[key] = units
            else:
                for key, units in zip(keys, word.units_of_all, strict=True):
                    found[key] = min(found[key] + units, MANY)
        return found

    def present(self, block: int) -> int:
        """Pages of any of the words, as bits."""
        bits = planes.as_bits(_of_block(self._scattered, block))
        for column in self._columns(block):
            bits |= planes.present(column)
        return bits

    def units(self, block: int) -> bytes:
        """What their hits are worth, a byte a page."""
        summed = self._columns(block)
        if not self._units:
            dense, sparse = _of_columns(summed), _of_block(self._scattered, block)
            both = int.from_bytes(dense, "little") + int.from_bytes(sparse, "little")  # each at most 127
            self._units = both.to_bytes(BLOCK, "little")
        return self._units

    def units_at(self, keys: Sequence[int]) -> bytes:
        """What their hits are worth on pages, in order, a byte a page."""
        blocks = {key >> BLOCK_BITS: None for key in keys}
        found = b"".join(
            self.units(block) if block in blocks else bytes(BLOCK) for block in range(max(blocks, default=-1) + 1)
        )
        return gathered(found, keys)

    def worths(self, keys: Sequence[int], units: bytes) -> list[float]:
        """What their hits on pages are worth, exactly, for these units."""
        return _worths(self, keys, units)

    def worth(self, key: int, units: int) -> float:
        """What their hits on a page are worth, exactly, for these units."""
        if units < _EXACT_TOGETHER:
            return _WORTHS[units]
        place = planes.place_of(key % BLOCK)
        counts = [
            sum((plane >> place & 1) << bit for bit, plane in enumerate(column))
            for column in self._columns(key >> BLOCK_BITS)
        ]
        for word in self._sparse:
            if code := word.code(key):
                counts = list(map(int.__add__, counts, planes.counts_of(code)))
        return worth(counts)


Place = Dense | Sparse | Beginning
Placed = dict[Leaf, Place]


def placed(connection: sqlite3.Connection, leaf: Leaf) -> Place | None:
    """Where a leaf without column or exact tones stands; None in a library without lists."""
    term = " ".join(leaf.words)
    if leaf.prefix and len(leaf.words) == 1:
        words = [_of(connection, entry) for entry in lists.of_beginning(connection, term)]
        return None if None in words else Beginning(filter(None, words))
    if not leaf.prefix:
        find = lists.of_words if len(leaf.words) == 1 else lists.of_phrases
        if entry := find(connection, [term]).get(term):
            return _of(connection, entry)
        if len(leaf.words) == 1:
            return Sparse(whole=Postings((), (), ()))
    keys, codes = lists.postings_in_index(connection, f'"{term}{"*" * leaf.prefix}"')
    return Sparse(pages=len(keys), whole=Postings(keys, codes, None))


def _of(connection: sqlite3.Connection, entry: Listed) -> Dense | Sparse | None:
    if entry.key is None:
        return None
    if entry.dense:
        return Dense(connection, entry.key, entry.pages)
    return Sparse(lists.rows_of(connection, entry.key), entry.pages)


def _worths(place: Place, keys: Sequence[int], units: bytes) -> list[float]:
    if max(units, default=0) < _EXACT_TOGETHER:
        return list(map(_WORTHS.__getitem__, units))
    return list(map(place.worth, keys, units))


@cache
def worth_of(code: int) -> float:
    """What the hits of a code are worth."""
    return worth(planes.counts_of(code))


def _in_units(codes: Sequence[int]) -> bytes:
    return codes.translate(_UNITS) if isinstance(codes, bytes) else bytes(map(units_of, codes))


def _of_columns(columns: Sequence[planes.Planes]) -> bytes:
    """What counts of the columns are worth in units, a byte a page."""
    total: list[int] = []
    for factor in sorted(set(_FACTORS)):
        column: planes.Planes = ()
        for each, own in zip(columns, _FACTORS, strict=True):
            if own == factor:
                column = planes.added(column, each)
        if any(column):
            total = planes.added(total, planes.times(column, factor))
    return planes.as_bytes(total)


_AT_MOST_MANY = bytes(min(units, MANY) for units in range(256))


def _of_block(units: bytearray, block: int) -> bytes:
    start = block << BLOCK_BITS
    return bytes(units[start : start + BLOCK]).ljust(BLOCK, b"\0")


def gathered(units: bytes | bytearray, keys: Sequence[int]) -> bytes:
    """The bytes of pages, of a byte for each page."""
    return bytes(itemgetter(*keys)(units)) if len(keys) > 1 else bytes(units[key] for key in keys)
