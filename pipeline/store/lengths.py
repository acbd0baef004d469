"""How many words each page has, and its class of length, a byte a page; right after every change.

Both stand in arrays over the pages in the order of their keys: words as 16-bit numbers of this machine, so many that
a row fills a page of the file, since they are looked up here and there; classes a block of pages a row.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from .planes import BLOCK, BLOCK_BITS

_ROW = 2000  # pages
_SHORTEST = tuple(range(64)) + tuple(int(64 * 1.02**step) for step in range(192))  # words, by class


def shortest(length_class: int) -> int:
    """Words on the shortest page that a class of lengths holds."""
    return _SHORTEST[length_class]


def change(connection: sqlite3.Connection, lengths: Mapping[int, int]) -> None:
    """Keep how many words the pages with these keys have; 0 for one that goes."""
    for place, keys in _by_row(lengths, _ROW).items():
        row = connection.execute("select words from lengths where place = ?", (place,)).fetchone()
        words = array("H", row[0] if row else b"")
        words.extend([0] * (max(keys) % _ROW + 1 - len(words)))
        for key in keys:
            words[key % _ROW] = min(lengths[key], 0xFFFF)
        connection.execute("insert or replace into lengths values (?, ?)", (place, words.tobytes()))
    for block, keys in _by_row(lengths, BLOCK).items():
        classes = bytearray(_classes(connection, block))
        classes.extend(bytes(max(max(keys) % BLOCK + 1 - len(classes), 0)))
        for key in keys:
            classes[key % BLOCK] = bisect_right(_SHORTEST, lengths[key]) - 1
        connection.execute("insert or replace into length_classes values (?, ?)", (block, classes))


def _by_row(keys: Iterable[int], row: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key in keys:
        found.setdefault(key // row, []).append(key)
    return found


def _classes(connection: sqlite3.Connection, block: int) -> bytes:
    row = connection.execute("select classes from length_classes where block = ?", (block,)).fetchone()
    return bytes(row[0]) if row else b""


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

    def of(self, keys: Iterable[int]) -> list[int]:
        """Words on the pages with these keys, in their order."""
        words = self._words
        return [words[key // _ROW][key % _ROW] for key in keys]

    def classes_of(self, keys: Sequence[int]) -> bytes:
        """The classes of the pages with these keys, in order."""
        blocks = range(keys[0] >> BLOCK_BITS, (keys[-1] >> BLOCK_BITS) + 1)
        found = bytes(blocks.start << BLOCK_BITS) + b"".join(map(self.classes, blocks))
        return bytes(itemgetter(*keys)(found)) if len(keys) > 1 else bytes(found[key] for key in keys)

    def classes(self, block: int) -> bytes:
        """The classes of the pages of a block."""
        return _classes(self._connection, block).ljust(BLOCK, b"\0")


def last_key(connection: sqlite3.Connection) -> int:
    """No page has a higher key, or had one."""
    row = connection.execute("select place, length(words) from lengths order by place desc limit 1").fetchone()
    return row[0] * _ROW + row[1] // 2 - 1 if row else -1
