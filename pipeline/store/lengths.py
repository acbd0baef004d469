"""How many words each page has, and its class of length, a byte a page; right after every change.

Both stand in arrays over the pages in the order of their keys, 16,384 pages a row, as numbers of this machine.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping

_BITS = 14
_ROW = 1 << _BITS
_SHORTEST = tuple(range(64)) + tuple(int(64 * 1.02**step) for step in range(192))  # words, by class


def shortest(length_class: int) -> int:
    """Words on the shortest page that a class of lengths holds."""
    return _SHORTEST[length_class]


def change(connection: sqlite3.Connection, lengths: Mapping[int, int]) -> None:
    """Keep how many words the pages with these keys have; 0 for one that goes."""
    rows: dict[int, list[int]] = {}
    for key in lengths:
        rows.setdefault(key >> _BITS, []).append(key)
    for place, keys in rows.items():
        row = connection.execute("select classes, words from lengths where place = ?", (place,)).fetchone()
        classes, words = bytearray(row[0] if row else b""), array("H", row[1] if row else b"")
        missing = max(keys) % _ROW + 1 - len(classes)
        classes.extend(bytes(max(missing, 0)))
        words.extend([0] * missing)
        for key in keys:
            classes[key % _ROW] = bisect_right(_SHORTEST, lengths[key]) - 1
            words[key % _ROW] = min(lengths[key], 0xFFFF)
        connection.execute("insert or replace into lengths values (?, ?, ?)", (place, classes, words.tobytes()))


class _Words(dict[int, "array[int]"]):
    """The words of the pages of each row; read when first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, place: int) -> array[int]:
        row = self._connection.execute("select words from lengths where place = ?", (place,)).fetchone()
        self[place] = words = array("H", row[0] if row else b"")
        return words


class Lengths:
    """The lengths of pages in the transaction of a connection; read when first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Nothing is read yet."""
        self._connection = connection
        self._words = _Words(connection)
        self._classes: dict[int, bytes] = {}

    def of(self, keys: Iterable[int]) -> list[int]:
        """Words on the pages with these keys, in their order."""
        words = self._words
        return [words[key >> _BITS][key % _ROW] for key in keys]

    def classes(self, first: int, count: int) -> bytes:
        """The classes of so many pages (a divisor of 16,384) from that with the key `first` (a multiple of it) on."""
        place = first >> _BITS
        if place not in self._classes:
            row = self._connection.execute("select classes from lengths where place = ?", (place,)).fetchone()
            self._classes = {place: row[0] if row else b""}  # blocks are asked for in their order
        start = first % _ROW
        return self._classes[place][start : start + count].ljust(count, b"\0")


def last_key(connection: sqlite3.Connection) -> int:
    """No page has a higher key."""
    row = connection.execute("select place, length(classes) from lengths order by place desc limit 1").fetchone()
    return (row[0] << _BITS) + row[1] - 1 if row else -1
