"""How many words each page has, and its class of length, a byte a page; right after every change.

Both stand in arrays over the pages in the order of their keys, 32,768 pages a row, as numbers of this machine.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from pipeline.store.planes import BLOCK, BLOCK_BITS

_SHORTEST = tuple(range(64)) + tuple(int(64 * 1.02**step) for step in range(192))  # words, by class


def shortest(length_class: int) -> int:
    """Words on the shortest page that a class of lengths holds."""
    return _SHORTEST[length_class]


def change(connection: sqlite3.Connection, lengths: Mapping[int, int]) -> None:
    """Keep how many words the pages with these keys have; 0 for one that goes."""
    rows: dict[int, list[int]] = {}
    for key in lengths:
        rows.setdefault(key >> BLOCK_BITS, []).append(key)
    for place, keys in rows.items():
        row = connection.execute("select classes, words from lengths where place = ?", (place,)).fetchone()
        classes, words = bytearray(row[0] if row else b""), array("H", row[1] if row else b"")
        missing = max(keys) % BLOCK + 1 - len(classes)
        classes.extend(bytes(max(missing, 0)))
        words.extend([0] * missing)
        for key in keys:
            classes[key % BLOCK] = bisect_right(_SHORTEST, lengths[key]) - 1
            words[key % BLOCK] = min(lengths[key], 0xFFFF)
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
        return [words[key >> BLOCK_BITS][key % BLOCK] for key in keys]

    def classes_of(self, keys: Sequence[int]) -> bytes:
        """The classes of the pages with these keys, in order."""
        blocks = range(keys[0] >> BLOCK_BITS, (keys[-1] >> BLOCK_BITS) + 1)
        found = bytes(blocks.start << BLOCK_BITS) + b"".join(map(self.classes, blocks))
        return bytes(itemgetter(*keys)(found)) if len(keys) > 1 else bytes(found[key] for key in keys)

    def classes(self, block: int) -> bytes:
        """The classes of the pages of a block."""
        if block not in self._classes:
            row = self._connection.execute("select classes from lengths where place = ?", (block,)).fetchone()
            self._classes = {block: (row[0] if row else b"").ljust(BLOCK, b"\0")}  # blocks are asked for in their order
        return self._classes[block]


def last_key(connection: sqlite3.Connection) -> int:
    """No page has a higher key."""
    row = connection.execute("select place, length(classes) from lengths order by place desc limit 1").fetchone()
    return (row[0] << BLOCK_BITS) + row[1] - 1 if row else -1
