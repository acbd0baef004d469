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

_ROW = 2000  # lengths
_BLOCK = 1 << 15  # norms
# Words on the shortest page of each length class.
SHORTEST = tuple(range(64)) + tuple(int(64 * 1.02**step) for step in range(192))
_ALIVE = bytes([0] + [255] * 255)


def update(connection: sqlite3.Connection, lengths: Mapping[int, int]) -> None:
    """Write the lengths of pages, by key; 0 for a deleted page."""
    for place, keys in _by_row(lengths, _ROW).items():
        words = array("H", _row(connection, "select words from page_lengths where place = ?", place))
        words.extend([0] * (max(keys) % _ROW + 1 - len(words)))
        for key in keys:
            words[key % _ROW] = min(lengths[key], 0xFFFF)
        connection.execute("insert or replace into page_lengths values (?, ?)", (place, words.tobytes()))
    for block, keys in _by_row(lengths, _BLOCK).items():
        norms = bytearray(_row(connection, "select norms from field_norms where block = ?", block))
        norms.extend(bytes(max(max(keys) % _BLOCK + 1 - len(norms), 0)))
        for key in keys:
            norms[key % _BLOCK] = bisect_right(SHORTEST, lengths[key]) - 1
        connection.execute("insert or replace into field_norms values (?, ?)", (block, norms))


def _row(connection: sqlite3.Connection, sql: str, place: int) -> bytes:
    row = connection.execute(sql, (place,)).fetchone()
    return bytes(row[0]) if row else b""


def _by_row(keys: Iterable[int], size: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key in keys:
        found.setdefault(key // size, []).append(key)
    return found


class Lengths(dict[int, "array[int]"]):
    """The lengths of pages in words, read row by row when first asked for, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, place: int) -> array[int]:
        self[place] = words = array(
            "H", _row(self._connection, "select words from page_lengths where place = ?", place)
        )
        return words

    def of(self, keys: Iterable[int]) -> list[int]:
        """Return the lengths of the pages with these keys, in their order."""
        return [self[key // _ROW][key % _ROW] for key in keys]


def size(connection: sqlite3.Connection) -> int:
    """Return one more than the highest key that a page has or had: the length of arrays over all pages."""
    row = connection.execute("select place, length(words) from page_lengths order by place desc limit 1").fetchone()
    return row[0] * _ROW + row[1] // 2 if row else 0


def norms(connection: sqlite3.Connection, size: int) -> bytes:
    """Return the norms of so many pages, a byte a page."""
    rows = connection.execute("select block, norms from field_norms order by block").fetchall()
    found = b"".join(bytes(row[1]).ljust(_BLOCK, b"\0") for row in rows)
    return found[:size].ljust(size, b"\0")


def alive(norms: bytes) -> bytes:
    """Return 255 for each page that is not deleted, else 0."""
    return norms.translate(_ALIVE)
