"""Where the words, phrases and beginnings of a query stand, from their lists (store/lists.py).

Each of them tells, for keys of pages or for a block of 4,096 pages, on which it stands and how often (a code,
store/planes.py). All read within the transaction of the connection that they are given.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain

from pipeline.search.formula import UNIT, WORTH, worth
from pipeline.search.query import AnyOf, Leaf, Node
from pipeline.store import lists, planes, postings
from pipeline.store.lists import Listed
from pipeline.store.planes import BLOCK, BLOCK_BITS
from pipeline.store.postings import Postings

MANY = 127  # units: so many or more
_FEW = 16  # pages of a block, or rows of postings, that are sooner looked at one by one
_FACTORS = tuple(-int(-each // UNIT) for each in WORTH)


@cache
def units_of(code: int) -> int:
    """What the hits of a code are worth in units, rounded up; no more than `MANY`."""
    return min(-int(-worth(planes.counts_of(code)) // UNIT), MANY)


_UNITS = bytes(map(units_of, range(256)))


class Dense:
    """A term of many pages: planes of bits, block by block."""

    def __init__(self, connection: sqlite3.Connection, key: int, pages: int) -> None:
        self.pages = pages
        self._connection, self._key = connection, key
        self._planes: dict[int, Sequence[int]] = {}

    def planes(self, block: int) -> Sequence[int]:
        """Its planes; those of blocks that were asked for stay at hand."""
        found = self._planes.get(block)
        if found is None:
            data = lists.row_at(self._connection, self._key, block)
            found = self._planes[block] = planes.unpack(data) if data else ()
        return found

    def present(self, block: int) -> int:
        """Its pages, as bits."""
        return planes.present(self.planes(block))

    def units(self, block: int) -> bytes:
        """What its hits are worth in units, a byte a page."""
        return _of_columns(planes.columns_of(self.planes(block)))

    def code(self, key: int) -> int:
        """Its code on a page."""
        return planes.code_at(self.planes(key >> BLOCK_BITS), key % BLOCK)

    def codes(self, keys: Sequence[int]) -> list[int]:
        """Its codes on pages, in order."""
        found: list[int] = []
        for block, some in _by_block(keys):
            if len(some) < _FEW:
                found += map(self.code, some)
            else:
                codes = planes.codes_of(self.planes(block))
                found += [codes[key % BLOCK] for key in some]
        return found

    def among(self, keys: Sequence[int]) -> list[int]:
        """Those of the pages, in order, on which it stands."""
        found: list[int] = []
        for block, some in _by_block(keys):
            bits = self.present(block)
            if len(some) < _FEW:
                found += [key for key in some if bits >> planes.place_of(key % BLOCK) & 1]
            else:
                there = planes.spread(bits)
                found += [key for key in some if there[key % BLOCK]]
        return found


class Sparse:
    """A term of few pages: postings, of which only the rows that are asked for are read."""

    def __init__(self, rows: Sequence[tuple[int, bytes]] = (), pages: int = 0, whole: Postings | None = None) -> None:
        self.pages = pages
        self._rows = rows
        self._firsts = [first for first, _data in rows]
        self._read: dict[int, dict[int, int]] = {}
        self._whole = whole

    @property
    def postings(self) -> Postings:
        """All of its pages."""
        if self._whole is None:
            self._whole = _joined([postings.unpack(*row) for row in self._rows])
        return self._whole

    @cached_property
    def _by_key(self) -> dict[int, int]:
        keys, codes, _words = self.postings
        return dict(zip(keys, codes, strict=True))

    @cached_property
    def _units(self) -> bytearray:
        return _scattered([self.postings])

    def units(self, block: int) -> bytes:
        """What its hits are worth in units, a byte a page."""
        return _of_block(self._units, block)

    def present(self, block: int) -> int:
        """Its pages, as bits."""
        return planes.as_bits(self.units(block))

    def code(self, key: int) -> int:
        """Its code on a page."""
        if self._whole is not None:
            return self._by_key.get(key, 0)
        place = bisect_right(self._firsts, key) - 1
        row = self._read.get(place)
        if row is None:
            keys, codes, _words = postings.unpack(*self._rows[place]) if place >= 0 else Postings((), (), None)
            row = self._read[place] = dict(zip(keys, codes, strict=True))
        return row.get(key, 0)

    def codes(self, keys: Sequence[int]) -> list[int]:
        """Its codes on pages, in order."""
        if len(keys) < len(self._rows):
            return list(map(self.code, keys))
        if len(keys) * 8 < self.pages:
            return list(map(self._searched, keys))
        mine = self._by_key
        return [mine.get(key, 0) for key in keys]

    def _searched(self, key: int) -> int:
        keys, codes, _words = self.postings
        place = bisect_left(keys, key)
        return codes[place] if place < len(keys) and keys[place] == key else 0

    def among(self, keys: Sequence[int]) -> list[int]:
        """Those of the pages, in order, on which it stands."""
        if len(keys) < len(self._rows):
            return [key for key in keys if self.code(key)]
        found = set(keys).intersection(self.postings.keys)
        return [key for key in keys if key in found]


class Beginning:
    """All words that begin alike, as one."""

    def __init__(self, words: Iterable[Dense | Sparse]) -> None:
        words = list(words)
        self._dense = [word for word in words if isinstance(word, Dense)]
        self._sparse = [word for word in words if isinstance(word, Sparse)]
        self.pages = sum(word.pages for word in words)
        self._block = -1
        self._planes: tuple[Sequence[int], ...] = ()

    def _summed(self, block: int) -> tuple[Sequence[int], ...]:
        """The planes of each column, for the dense ones together."""
        if block != self._block:
            total: tuple[Sequence[int], ...] = ((), (), (), ())
            for word in self._dense:
                columns = planes.columns_of(word.planes(block))
                total = tuple(map(planes.added, total, columns))
            self._planes, self._block = total, block
        return self._planes

    @cached_property
    def _units(self) -> bytearray:
        """Units of the sparse ones together."""
        return _scattered([word.postings for word in self._sparse])

    def present(self, block: int) -> int:
        """Pages of any of the words, as bits."""
        bits = planes.as_bits(_of_block(self._units, block))
        for column in self._summed(block):
            bits |= planes.present(column)
        return bits

    def units(self, block: int) -> bytes:
        """What their hits are worth in units, a byte a page."""
        dense, sparse = _of_columns(self._summed(block)), _of_block(self._units, block)
        if not any(sparse):
            return dense
        both = int.from_bytes(dense, "little") + int.from_bytes(sparse, "little")  # each at most 127
        return both.to_bytes(BLOCK, "little")

    def code(self, key: int) -> int:
        """Their code on a page."""
        place = planes.place_of(key % BLOCK)
        counts = [
            sum((plane >> place & 1) << bit for bit, plane in enumerate(column))
            for column in self._summed(key >> BLOCK_BITS)
        ]
        for word in self._sparse:
            if code := word.code(key):
                counts = list(map(int.__add__, counts, planes.counts_of(code)))
        return planes.code_of(counts)

    def codes(self, keys: Sequence[int]) -> list[int]:
        """Their codes on pages, in order."""
        return list(map(self.code, keys))

    def among(self, keys: Sequence[int]) -> list[int]:
        """Those of the pages, in order, on which one of the words stands."""
        words: list[Dense | Sparse] = [*self._dense, *self._sparse]
        found = {key for word in words for key in word.among(keys)}
        return [key for key in keys if key in found]


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


def hits_on(node: Node, key: int, places: Placed) -> list[float]:
    """What the hits of each leaf on a page are worth: nothing for those of a part that the page does not answer."""
    if isinstance(node, Leaf):
        return [worth_of(places[node].code(key))]
    found = [hits_on(part, key, places) for part in node.parts]
    stands = isinstance(node, AnyOf) or (
        all(map(any, found)) and not any(any(hits_on(part, key, places)) for part in node.without)
    )
    return [each if stands else 0.0 for hits in found for each in hits]


def codes_on(node: Node, keys: Sequence[int], places: Placed) -> list[list[int]]:
    """The codes of each leaf on pages that answer `node`: none for those of a part that a page does not answer."""
    if isinstance(node, Leaf):
        return [places[node].codes(keys)]
    if isinstance(node, AnyOf):
        return [codes for part in node.parts for codes in _codes_of_part(part, keys, places)]
    return [codes for part in node.parts for codes in codes_on(part, keys, places)]


def _codes_of_part(part: Node, keys: Sequence[int], places: Placed) -> list[list[int]]:
    if isinstance(part, Leaf):
        return [places[part].codes(keys)]
    hits = [hits_on(part, key, places) for key in keys]
    return [
        [code if row[column] else 0 for code, row in zip(codes, hits, strict=True)]
        for column, codes in enumerate(codes_on(part, keys, places))
    ]


@cache
def worth_of(code: int) -> float:
    """What the hits of a code are worth."""
    return worth(planes.counts_of(code))


def _joined(rows: Sequence[Postings]) -> Postings:
    if len(rows) == 1:
        return rows[0]
    keys = list(chain.from_iterable(row.keys for row in rows))
    alike = all(isinstance(row.codes, bytes) for row in rows)
    codes = (bytes if alike else list)(chain.from_iterable(row.codes for row in rows))
    known = [row.words for row in rows if row.words is not None]
    return Postings(keys, codes, list(chain.from_iterable(known)) if len(known) == len(rows) else None)


def _of_columns(columns: Sequence[Sequence[int]]) -> bytes:
    """What counts of the columns are worth in units, a byte a page."""
    total: list[int] = []
    for column, factor in zip(columns, _FACTORS, strict=True):
        if any(column):
            total = planes.added(total, planes.times(column, factor))
    return planes.as_bytes(total)


def _scattered(some: Sequence[Postings]) -> bytearray:
    """What all hits together are worth in units, a byte a page of the library; no more than `MANY`."""
    found = bytearray(max((each.keys[-1] + 1 for each in some if each.keys), default=0))
    for keys, codes, _words in some:
        worths = codes.translate(_UNITS) if isinstance(codes, bytes) else map(units_of, codes)
        for key, units in zip(keys, worths, strict=True):
            together = found[key] + units
            found[key] = together if together < MANY else MANY
    return found


def _of_block(units: bytearray, block: int) -> bytes:
    start = block << BLOCK_BITS
    return bytes(units[start : start + BLOCK]).ljust(BLOCK, b"\0")


def _by_block(keys: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Keys in their order, block by block."""
    start = 0
    while start < len(keys):
        block = keys[start] >> BLOCK_BITS
        end = bisect_left(keys, (block + 1) << BLOCK_BITS, start)
        yield block, keys[start:end]
        start = end
