"""How often frequent words and phrases stand on each page, by block: what FTS4 would tell a row at a time.

A block is 4,096 pages in the order of their keys. For each frequent term it has a plane of hits in the
body, a byte a page, and, where there are any, a second plane of hits in heading, title and
number. Whole planes are added and compared at once (search/blocks.py), so that a word of every second
page costs no more than a rare one.

The lists are copies of what the index says, right after every change; which terms have one is only a
matter of speed and is settled by `choose`. All functions work inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

BLOCK_BITS = 12
BLOCK = 1 << BLOCK_BITS
# More hits than these in a body, heading, title or number say no more. All but the first share a byte.
CAPS = (127, 7, 7, 3)
FREQUENT = 24  # a term on one page of so many, or more, has a list; on one of twice so many it keeps it
LONGEST = 4  # words of a phrase with a list
FEWEST = 4096  # pages of a library in which lists are worth having
_SAMPLE = 4000  # pages on which frequent phrases are looked for
_LENGTHS = tuple(range(64)) + tuple(int(64 * 1.02**step) for step in range(192))  # shortest page of each class
_EMPTY = bytes(BLOCK)
_BARE = -13  # zlib without header and check sum
_OF_TERM = (
    "place between (select key << 24 from frequent where term = ?1)"
    " and (select (key << 24) + 0xffffff from frequent where term = ?1)"
)
Words = tuple[Sequence[str], ...]  # of a page, by column: body, heading, title, number
Plane = bytes


def packed(counts: Sequence[int]) -> tuple[int, int]:
    """The bytes of both planes for a page's hits in body, heading, title, number."""
    body, heading, title, number = map(min, counts, CAPS)
    return body, heading | title << 3 | number << 6


def unpacked(body: int, others: int) -> tuple[int, int, int, int]:
    """The hits that `packed` packed."""
    return body, others & 7, others >> 3 & 7, others >> 6


def shortest(length_class: int) -> int:
    """Words on the shortest page that a class of lengths holds."""
    return _LENGTHS[length_class]


# Lengths of pages


def set_lengths(connection: sqlite3.Connection, lengths: Mapping[int, int]) -> None:
    """Keep how many words the pages with these keys have; 0 for one that goes."""
    for block, keys in _by_block(lengths).items():
        row = connection.execute("select classes, words from lengths where block = ?", (block,)).fetchone()
        classes = bytearray(row[0] if row else _EMPTY)
        words = array("H", row[1] if row else bytes(2 * BLOCK))
        for key in keys:
            classes[key % BLOCK] = bisect_right(_LENGTHS, lengths[key]) - 1
            words[key % BLOCK] = min(lengths[key], 0xFFFF)
        connection.execute("insert or replace into lengths values (?, ?, ?)", (block, classes, words.tobytes()))


class Lengths(dict[int, "array[int]"]):
    """The words of each page of a block, by block; read when first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Lengths as they are in the transaction of `connection`."""
        super().__init__()
        self._connection = connection

    def __missing__(self, block: int) -> array[int]:
        """Read a block."""
        row = self._connection.execute("select words from lengths where block = ?", (block,)).fetchone()
        self[block] = words = array("H", row[0] if row else bytes(2 * BLOCK))
        return words


def classes(connection: sqlite3.Connection) -> bytes:
    """The length class of the page with each key from 0 on."""
    held = dict(length_classes(connection))
    return b"".join(held.get(block, _EMPTY) for block in range(max(held, default=-1) + 1))


def length_classes(connection: sqlite3.Connection) -> Iterator[tuple[int, Plane]]:
    """Every block with the length class of each of its pages, in order."""
    return iter(connection.execute("select block, classes from lengths order by block").fetchall())


# Lists


def pages_holding(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """Which of the terms (a phrase has blanks between its words) have a list, and on how many pages they stand."""
    wanted = list(terms)
    if len(wanted) < 10:
        marks = ",".join("?" * len(wanted))
        return dict(connection.execute(f"select term, pages from frequent where term in ({marks})", wanted).fetchall())
    # There are a few hundred lists; a prefix may have many thousands of words.
    listed = dict(connection.execute("select term, pages from frequent").fetchall())
    return {term: listed[term] for term in wanted if term in listed}


def planes(connection: sqlite3.Connection, term: str) -> dict[int, bytes]:
    """The list of a term: packed planes by block."""
    return dict(connection.execute(f"select place & 0xffffff, planes from hits where {_OF_TERM}", (term,)).fetchall())


def unpack(data: bytes) -> tuple[Plane, Plane | None]:
    """The planes of a block: hits in the body, and, if there are any, in the other columns."""
    both = zlib.decompress(data, _BARE)
    return both[:BLOCK], both[BLOCK:] or None


def add(connection: sqlite3.Connection, rows: Mapping[int, Words], sign: int = 1) -> None:
    """Bring the lists up to date with pages that came (`sign` 1) or go (-1): their words, by key."""
    keys = {row[0]: row[1] for row in connection.execute("select term, key from frequent")}
    if not keys:
        return
    changes: dict[int, dict[int, tuple[int, int]]] = {}
    pages = Counter[int]()
    for page, row in rows.items():
        for term, counts in _counts(row, keys).items():
            place = keys[term] << 24 | page >> BLOCK_BITS
            changes.setdefault(place, {})[page % BLOCK] = packed(counts) if sign > 0 else (0, 0)
            pages[keys[term]] += sign
    for place, changed in changes.items():
        row = connection.execute("select planes from hits where place = ?", (place,)).fetchone()
        both = _whole(row[0]) if row else bytearray(2 * BLOCK)
        for offset, (body, others) in changed.items():
            both[offset], both[BLOCK + offset] = body, others
        _write(connection, place, both)
    connection.executemany(
        "update frequent set pages = pages + ? where key = ?", [(count, key) for key, count in pages.items()]
    )


def _counts(row: Words, wanted: Mapping[str, int]) -> dict[str, list[int]]:
    """How often each wanted term stands in each column."""
    found: dict[str, list[int]] = {}
    for column, words in enumerate(row):
        grams: Iterable[str] = words
        for length in range(1, LONGEST + 1):
            if length > 1:
                grams = map(" ".join, zip(*(words[start:] for start in range(length)), strict=False))
            for gram in grams:
                if gram in wanted:
                    found.setdefault(gram, [0] * len(row))[column] += 1
    return found


def _whole(data: bytes) -> bytearray:
    """Both planes of a block."""
    return bytearray(zlib.decompress(data, _BARE)).ljust(2 * BLOCK, b"\0")


def _packed(planes: bytes) -> bytes:
    # Runs of pages without a hit are all there is to gain.
    packer = zlib.compressobj(strategy=zlib.Z_RLE, wbits=_BARE, memLevel=9)
    return packer.compress(planes) + packer.flush()


def _write(connection: sqlite3.Connection, place: int, both: bytearray) -> None:
    body, others = both[:BLOCK], both[BLOCK:]
    data = _packed(bytes(both if any(others) else body))
    if not any(both):
        connection.execute("delete from hits where place = ?", (place,))
    else:
        connection.execute("insert or replace into hits values (?, ?)", (place, data))


# Which terms have lists


def choose(
    connection: sqlite3.Connection, total: int, sample: Callable[[int], Iterable[Words]], *, fewest: int = FEWEST
) -> None:
    """Give every frequent term a list, and take those of terms that are frequent no more.

    `total` is the number of pages, `sample` gives about so many of them; `fewest` the size from which
    a library has lists.
    """
    rows = connection.execute("select term, pages from terms where pages * ? >= ?", (FREQUENT, total))
    words = dict(rows.fetchall())
    wanted = {*words, *_frequent_phrases(sample(_SAMPLE), words)} if total >= fewest else set()
    held = dict(connection.execute("select term, pages from frequent").fetchall())
    for term in held.keys() - wanted:
        if total < fewest or held[term] * 2 * FREQUENT < total:
            connection.execute(f"delete from hits where {_OF_TERM}", (term,))
            connection.execute("delete from frequent where term = ?", (term,))
    for term in sorted(wanted - held.keys()):
        _fill(connection, term)


def _frequent_phrases(rows: Iterable[Words], words: Mapping[str, int]) -> list[str]:
    """The phrases that stand on about one page of so many as a frequent word, by a sample of pages."""
    holding = Counter[str]()
    count = 0
    for row in rows:
        count += 1
        grams = set[str]()
        for column in row:
            for start, word in enumerate(column):
                for end in range(start + 1, min(start + LONGEST, len(column)) + 1):
                    if column[end - 1] not in words:
                        break
                    if end > start + 1:
                        grams.add(" ".join((word, *column[start + 1 : end])))
        holding.update(grams)
    return [phrase for phrase, pages in holding.items() if pages * FREQUENT >= count]


def _fill(connection: sqlite3.Connection, term: str) -> None:
    """Make the list of a term from the index."""
    cursor = connection.execute("insert into frequent (term, pages) values (?, 0)", (term,))
    key, pages = cursor.lastrowid or 0, 0
    for block, both in collected(index_rows(connection, f'"{term}"')).items():
        _write(connection, key << 24 | block, both)
        pages += sum(map(bool, map(max, both[:BLOCK], both[BLOCK:])))
    connection.execute("update frequent set pages = ? where key = ?", (pages, key))


def index_rows(connection: sqlite3.Connection, match: str) -> sqlite3.Cursor:
    """What the index says of one word, prefix or phrase: key and `matchinfo` `y` of each page."""
    return plain_cursor(connection).execute(
        "select docid, matchinfo(page_index, 'y') from page_index where page_index match ?", (match,)
    )


def plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor whose rows are tuples, which cost half as much as rows with names."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def collected(rows: Iterable[tuple[int, bytes]]) -> dict[int, bytearray]:
    """Both planes by block, from rows of `index_rows`."""
    found: dict[int, bytearray] = {}
    codes: dict[bytes, tuple[int, int]] = {}
    for key, info in rows:
        code = codes.get(info)
        if code is None:
            code = codes[info] = packed(array("I", info))
        both = found.get(key >> BLOCK_BITS)
        if both is None:
            both = found[key >> BLOCK_BITS] = bytearray(2 * BLOCK)
        offset = key % BLOCK
        if both[offset] or both[BLOCK + offset]:  # a prefix comes with each of its words
            before = unpacked(both[offset], both[BLOCK + offset])
            code = packed([*map(int.__add__, before, unpacked(*code))])
        both[offset], both[BLOCK + offset] = code
    return found


def _by_block(keys: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key in keys:
        found.setdefault(key >> BLOCK_BITS, []).append(key)
    return found


def check(connection: sqlite3.Connection) -> None:
    """Compare the lists with the index; raises sqlite3.DatabaseError when they differ."""
    for (term,) in connection.execute("select term from frequent order by term").fetchall():
        listed = {block: _whole(data) for block, data in planes(connection, term).items()}
        if listed != collected(index_rows(connection, f'"{term}"')):
            raise sqlite3.DatabaseError(f"list of {term!r} differs from the index")
