"""Field norms: the length of every page in words, and its length class, one byte (Lucene keeps norms the same way).

Both are arrays in the order of page keys. Lengths are 16-bit numbers of this machine, in rows that fill a page of
the file, since they are looked up singly; norms are read whole. Norm 0 is a page without words or a deleted one: a
tombstone, by which postings of deleted pages are masked until compaction.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import groupby

_ROW = 2000  # lengths
_BLOCK = 1 << 15  # norms
# Words on the shortest page of each length class.
SHORTEST = tuple(range(64)) + tuple(int(64 * 1.02**step) for step in range(192))
_ALIVE = bytes([0] + [255] * 255)


def update(connection: sqlite3.Connection, lengths: Mapping[int, int]) -> None:
    """Write the lengths of pages, by key, and their norms; 0 for a deleted page."""
    norms = {key: bisect_right(SHORTEST, words) - 1 for key, words in lengths.items()}
    _write(connection, "_index_lengths", "H", _ROW, {key: min(words, 0xFFFF) for key, words in lengths.items()})
    _write(connection, "_index_norms", "B", _BLOCK, norms)


def _write(connection: sqlite3.Connection, table: str, code: str, size: int, values: Mapping[int, int]) -> None:
    for place, keys in groupby(sorted(values), key=lambda key: key // size):
        row = _row(connection, table, code, place)
        for key in keys:
            row.extend([0] * (key % size + 1 - len(row)))
            row[key % size] = values[key]
        connection.execute(f"insert or replace into {table} values (?, ?)", (place, row.tobytes()))


def _row(connection: sqlite3.Connection, table: str, code: str, place: int) -> array[int]:
    row = connection.execute(f"select data from {table} where place = ?", (place,)).fetchone()
    return array(code, row[0] if row else b"")


class Lengths(dict[int, "array[int]"]):
    """The lengths of pages in words, read row by row when first asked for, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, place: int) -> array[int]:
        self[place] = row = _row(self._connection, "_index_lengths", "H", place)
        return row

    def of(self, keys: Iterable[int]) -> list[int]:
        """Return the lengths of the pages with these keys, in their order."""
        return [self[key // _ROW][key % _ROW] for key in keys]


def size(connection: sqlite3.Connection) -> int:
    """Return one more than the highest key that a page has or had: the length of arrays over all pages."""
    row = connection.execute("select place, length(data) from _index_norms order by place desc limit 1").fetchone()
    return row[0] * _BLOCK + row[1] if row else 0


def read(connection: sqlite3.Connection) -> bytes:
    """Return the norms of all pages, a byte a page."""
    found = bytearray(size(connection))
    for place, data in connection.execute("select place, data from _index_norms"):
        found[place * _BLOCK : place * _BLOCK + len(data)] = data
    return bytes(found)


def alive(connection: sqlite3.Connection) -> int:
    """Return the pages that are not deleted, as an integer of a byte a page: 255, or 0 for a tombstone."""
    return as_integer(read(connection).translate(_ALIVE))


def as_integer(pages: bytes | bytearray) -> int:
    """Return an array of a byte a page as an integer, whose operators work on all pages at once."""
    return int.from_bytes(pages, "little")


def as_bytes(integer: int, size: int) -> bytes:
    """Return the array of `size` pages that an integer is of."""
    return integer.to_bytes(size, "little")


def masked(pages: bytes, mask: int) -> bytes:
    """Return an array with 0 for every page that is not in the mask."""
    return as_bytes(as_integer(pages) & mask, len(pages))
