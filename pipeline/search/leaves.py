"""Where the words, phrases and beginnings of a query stand, from their lists (store/lists.py).

Each of them tells what its hits are worth, in units (store/units.py), a byte a page: for a block of 32,768 pages, or
for pages by their keys. All read within the transaction of the connection that they are given.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter
from typing import Self

from ..store import lists, planes, postings
from ..store.lists import Listed
from ..store.planes import BLOCK, BLOCK_BITS
from ..store.postings import Postings
from ..store.units import MOST
from .query import Leaf

_FEW = 4  # pages of a block that are sooner looked at one by one


class Dense:
    """A term of many pages: planes of bits, block by block."""

    def __init__(self, connection: sqlite3.Connection, key: int, pages: int) -> None:
        self.pages = pages
        self._connection, self._key = connection, key
        self._planes: dict[int, planes.Planes] = {}  # of the blocks that were asked for
        self._units = (-1, b"")  # of the last block

    @cached_property
    def _tail(self) -> dict[int, dict[int, int]]:
        return lists.tail_of(self._connection, self._key)

    def planes(self, block: int) -> planes.Planes:
        """Its planes."""
        found = self._planes.get(block)
        if found is None:
            data = lists.row_at(self._connection, self._key, block)
            found = planes.unpack(data) if data else []
            if tail := self._tail.get(block):
                found = planes.joined(found, tail)
            self._planes[block] = found
        return found

    def present(self, block: int) -> int:
        """Its pages, as bits."""
        return planes.present(self.planes(block))

    def units(self, block: int) -> bytes:
        """What its hits are worth, a byte a page."""
        if self._units[0] != block:
            self._units = block, planes.as_bytes(self.planes(block))
        return self._units[1]

    def units_at(self, keys: Sequence[int]) -> bytes:
        """What its hits are worth on pages, in order, a byte a page."""
        if not keys:
            return b""
        first, last = keys[0] >> BLOCK_BITS, keys[-1] >> BLOCK_BITS
        if len(keys) < _FEW * (last - first + 1):
            return bytes(map(self._at, keys))
        found = bytes(first << BLOCK_BITS) + b"".join(map(self.units, range(first, last + 1)))
        return gathered(found, keys)

    def _at(self, key: int) -> int:
        return planes.units_at(self.planes(key >> BLOCK_BITS), key % BLOCK)


class Sparse:
    """A term of few pages: postings, of which only the rows that are asked for are read."""

    def __init__(
        self, pages: int, read: Callable[[], Sequence[tuple[int, bytes]]], whole: Postings | None = None
    ) -> None:
        """`read` gives the rows of the list, unless all of its postings are at hand."""
        self.pages = pages
        self._read_rows = read
        self._read: dict[int, Postings] = {}
        self._whole = whole

    @classmethod
    def of(cls, whole: Postings) -> Self:
        """One of which all postings are at hand."""
        return cls(len(whole.keys), tuple, whole)

    @cached_property
    def _rows(self) -> Sequence[tuple[int, bytes]]:
        return self._read_rows()

    @cached_property
    def _firsts(self) -> list[int]:
        return [first for first, _data in self._rows]

    @property
    def postings(self) -> Postings:
        """All of its pages."""
        if self._whole is None:
            self._whole = postings.joined([postings.unpack(*row) for row in self._rows])
        return self._whole

    @cached_property
    def _scattered(self) -> bytearray:
        keys = self.postings.keys
        found = bytearray(keys[-1] + 1 if keys else 0)
        for key, units in zip(keys, self.postings.units, strict=True):
            found[key] = units
        return found

    def units(self, block: int) -> bytes:
        """What its hits are worth, a byte a page."""
        return block_of(self._scattered, block)

    def present(self, block: int) -> int:
        """Its pages, as bits."""
        return planes.as_bits(self.units(block))

    def units_at(self, keys: Sequence[int]) -> bytes:
        """What its hits are worth on pages, in order, a byte a page."""
        if self._whole is not None and keys is self._whole.keys:
            return self._whole.units
        if len(keys) * 8 < self.pages:
            return bytes(map(self._at, keys))
        return gathered(self._scattered.ljust(keys[-1] + 1, b"\0"), keys) if keys else b""

    def _at(self, key: int) -> int:
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
        return row.units[place] if place < len(row.keys) and row.keys[place] == key else 0


class Beginning:
    """All words that begin alike, as one."""

    def __init__(self, words: Iterable[Dense | Sparse]) -> None:
        words = list(words)
        self._dense = [word for word in words if isinstance(word, Dense)]
        self._sparse = [word for word in words if isinstance(word, Sparse)]
        self.pages = sum(word.pages for word in words)
        self._units = (-1, b"")  # of the last block

    @cached_property
    def _scattered(self) -> bytearray:
        """Units of the sparse ones together."""
        found = bytearray(max((word.postings.keys[-1] + 1 for word in self._sparse if word.postings.keys), default=0))
        for word in self._sparse:
            keys, units, _words = word.postings
            for key, together in zip(keys, _sum(gathered(found, keys), units), strict=True):
                found[key] = together
        return found

    def present(self, block: int) -> int:
        """Pages of any of the words, as bits."""
        bits = planes.as_bits(block_of(self._scattered, block))
        for word in self._dense:
            bits |= word.present(block)
        return bits

    def units(self, block: int) -> bytes:
        """What their hits are worth, a byte a page."""
        if self._units[0] != block:
            total: planes.Planes = ()
            for word in self._dense:
                total = planes.added(total, word.planes(block))
            self._units = block, _sum(planes.as_bytes(total), block_of(self._scattered, block))
        return self._units[1]

    def units_at(self, keys: Sequence[int]) -> bytes:
        """What their hits are worth on pages, in order, a byte a page."""
        blocks = {key >> BLOCK_BITS for key in keys}
        found = b"".join(
            self.units(block) if block in blocks else bytes(BLOCK) for block in range(max(blocks, default=-1) + 1)
        )
        return gathered(found, keys)


Place = Dense | Sparse | Beginning
Placed = dict[Leaf, Place]


def placed(connection: sqlite3.Connection, leaf: Leaf, listed: Mapping[str, Listed]) -> Place | None:
    """Where a leaf without column or exact tones stands; None in a library without lists. `listed` has its words."""
    term = " ".join(leaf.words)
    if leaf.prefix and len(leaf.words) == 1:
        words = [_of(connection, entry) for entry in lists.of_beginning(connection, term)]
        return None if None in words else Beginning(filter(None, words))
    if not leaf.prefix:
        entry = listed.get(term) if len(leaf.words) == 1 else lists.of_phrases(connection, [term]).get(term)
        if entry:
            return _of(connection, entry)
        if len(leaf.words) == 1:
            return Sparse.of(Postings((), b"", ()))
    keys, units = lists.postings_in_index(connection, f'"{term}{"*" * leaf.prefix}"')
    return Sparse.of(Postings(keys, units, None))


def _of(connection: sqlite3.Connection, entry: Listed) -> Dense | Sparse | None:
    if entry.key is None:
        return None
    if entry.dense:
        return Dense(connection, entry.key, entry.pages)
    return Sparse(entry.pages, partial(lists.rows_of, connection, entry.key))


def _sum(one: bytes, two: bytes) -> bytes:
    """Sums of units, byte by byte; no more than `MOST`."""
    total = int.from_bytes(one, "little") + int.from_bytes(two, "little")
    return total.to_bytes(len(one), "little").translate(_AT_MOST)


_AT_MOST = bytes(min(units, MOST) for units in range(256))


def block_of(units: bytes | bytearray, block: int) -> bytes:
    """The bytes of a block, of a byte for each page."""
    start = block << BLOCK_BITS
    return bytes(units[start : start + BLOCK]).ljust(BLOCK, b"\0")


def gathered(units: bytes | bytearray, keys: Sequence[int]) -> bytes:
    """The bytes of pages, of a byte for each page."""
    return bytes(itemgetter(*keys)(units)) if len(keys) > 1 else bytes(units[key] for key in keys)
