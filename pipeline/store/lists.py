"""Lists of the pages on which every word, and every frequent phrase, stands, and what its hits are worth there: copies
of what FTS4 says, read at once where it would tell a row at a time.

A list is dense (planes of bits, store/planes.py, a row for each block of pages) for a term that stands on many
pages, else it has postings (store/postings.py). Pages that come stand behind the others, as postings in a list of
either kind; pages that went stay in the lists, and in the table `gone`, till `order.purge`. So no change of the library
makes a long row anew. Which terms have dense lists, and which phrases have one, is only a matter of
size and speed, and is settled by store/order.py. All functions work inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from . import planes, postings
from .planes import BLOCK, BLOCK_BITS
from .postings import Postings
from .units import units_of

_SMALL = 160  # bytes of a last row to which more is added
SHORT = 1000  # pages; postings of so many have the words of each page beside them
LONGEST = 4  # words of a phrase with a list
_PAGE = 0xFFFFFFFF  # the part of `place` that tells the first page, or the block
TAIL = 1 << 31  # added to the first pages of the postings behind the blocks of a dense list
_OF_LIST = f"place between ?1 << 32 and (?1 << 32) + {_PAGE}"
OF_TAIL = f"place between (?1 << 32) + {TAIL} and (?1 << 32) + {_PAGE}"
_OF_RARE_WORD = (
    f"select place & {_PAGE}, data, collection.pages, words from collection join terms on term = ?"
    f" join hits on place between list << 32 and (list << 32) + {_PAGE}"
    f" where dense = 0 and terms.pages <= {SHORT} and not exists (select 1 from gone)"
)
Words = tuple[Sequence[str], ...]  # of a page, by column: body, heading, title, number


class Listed(NamedTuple):
    """A word or phrase (blanks between its words), on how many pages it stands, and its list, if it has one."""

    term: str
    pages: int
    key: int | None
    dense: bool


def of_words(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, Listed]:
    """Those of the words that stand on any page."""
    return _in_table(connection, "terms", words)


def of_phrases(connection: sqlite3.Connection, phrases: Iterable[str]) -> dict[str, Listed]:
    """Those of the phrases that have a list."""
    return _in_table(connection, "phrases", phrases)


def of_beginning(connection: sqlite3.Connection, beginning: str) -> list[Listed]:
    """All words that begin so."""
    rows = plain_cursor(connection).execute(
        "select term, pages, list, dense from terms where term >= ? and term < ?", (beginning, beginning + "\U0010ffff")
    )
    return [Listed(*row) for row in rows]


def _in_table(connection: sqlite3.Connection, table: str, terms: Iterable[str]) -> dict[str, Listed]:
    wanted = list(terms)
    if len(wanted) < 20:
        marks, values = ",".join("?" * len(wanted)), wanted
    else:
        marks, values = "select value from json_each(?)", [json.dumps(wanted)]
    rows = plain_cursor(connection).execute(
        f"select term, pages, list, dense from {table} where term in ({marks})", values
    )
    return {row[0]: Listed(*row) for row in rows}


class RareWord(NamedTuple):
    """The postings of a word, and how many pages and words the whole library has."""

    postings: Postings
    pages: int
    words: int


def of_rare_word(connection: sqlite3.Connection, word: str) -> RareWord | None:
    """All that there is to tell of a word on few pages, by one statement; None of another, or where pages went."""
    rows = plain_cursor(connection).execute(_OF_RARE_WORD, (word,)).fetchall()
    if not rows:
        return None
    if len(rows) == 1:
        ((first, data, pages, words),) = rows
        return RareWord(postings.unpack(first, data), pages, words)
    return RareWord(postings.joined([postings.unpack(*row[:2]) for row in rows]), *rows[0][2:])


def rows_of(connection: sqlite3.Connection, key: int) -> list[tuple[int, bytes]]:
    """The rows of postings of a list: first page and data, in order."""
    rows = plain_cursor(connection).execute(f"select place & {_PAGE}, data from hits where {_OF_LIST}", (key,))
    return rows.fetchall()


def tail_of(connection: sqlite3.Connection, key: int) -> dict[int, dict[int, int]]:
    """What stands behind the blocks of a dense list: by block, the units of its pages."""
    rows = plain_cursor(connection).execute(f"select place & {TAIL - 1}, data from hits where {OF_TAIL}", (key,))
    found: dict[int, dict[int, int]] = {}
    for row in rows:
        keys, units, _words = postings.unpack(*row)
        for page, value in zip(keys, units, strict=True):
            found.setdefault(page >> BLOCK_BITS, {})[page % BLOCK] = value
    return found


def row_at(connection: sqlite3.Connection, key: int, block: int) -> bytes | None:
    """A block of a dense list."""
    row = connection.execute("select data from hits where place = ?", (key << 32 | block,)).fetchone()
    return row[0] if row else None


def gone(connection: sqlite3.Connection) -> set[int]:
    """The pages that are no more, but stand in lists."""
    return {row[0] for row in connection.execute("select page from gone")}


def every(connection: sqlite3.Connection) -> list[Listed]:
    """All that have a list."""
    return [entry for table in ("terms", "phrases") for entry in entries(connection, table) if entry.key is not None]


def entries(connection: sqlite3.Connection, table: str) -> list[Listed]:
    """All of `terms` or `phrases`."""
    return [Listed(*row) for row in plain_cursor(connection).execute(f"select term, pages, list, dense from {table}")]


def postings_in_index(connection: sqlite3.Connection, match: str) -> tuple[list[int], bytes]:
    """What FTS4 says of one word, phrase or prefix: the keys of its pages, in order, and units of each."""
    keys, units = [], bytearray()
    known: dict[bytes, int] = {}
    for key, info in plain_cursor(connection).execute(
        "select docid, matchinfo(page_index, 'y') from page_index where page_index match ?", (match,)
    ):
        value = known.get(info)
        if value is None:
            value = known[info] = units_of(array("I", info))
        keys.append(key)
        units.append(value)
    return keys, bytes(units)


def plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor whose rows are tuples, which cost half as much as rows with names."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def units_in(connection: sqlite3.Connection, entry: Listed) -> dict[int, int]:
    """What a list says of the pages that there are: units of each."""
    found: dict[int, int] = {}
    for place, data in rows_of(connection, entry.key or 0):
        if entry.dense and place < TAIL:
            units = planes.as_bytes(planes.unpack(data))
            found.update((place << BLOCK_BITS | page, value) for page, value in enumerate(units) if value)
        else:
            keys, units, _words = postings.unpack(place % TAIL, data)
            found.update(zip(keys, units, strict=True))
    for page in gone(connection):
        found.pop(page, None)
    return found


# Changes


def add(connection: sqlite3.Connection, pages: Mapping[int, Words], lengths: Mapping[int, int]) -> None:
    """Write pages that came behind all others in the lists: their words and length, by key.

    `terms` counts their words already.
    """
    last = connection.execute("select max(place) from hits").fetchone()[0]
    if last is None or not pages:
        return
    fresh = count((last >> 32) + 1)
    changes: dict[str, dict[int, int]] = {}
    for term, page, counts in _counts(connection, pages):
        changes.setdefault(term, {})[page] = units_of(counts)
    added: dict[int, Postings] = {}  # by the place from which on they stand
    for term, entry in {**of_words(connection, changes), **of_phrases(connection, changes)}.items():
        key = entry.key
        if key is None:
            key = next(fresh)
            connection.execute("update terms set list = ? where term = ?", (key, term))
        keys, units = zip(*changes[term].items(), strict=True)
        words = [min(lengths[page], 0xFFFF) for page in keys] if entry.pages <= SHORT else None
        added[key << 32 | (TAIL if entry.dense else 0)] = Postings(keys, bytes(units), words)
    _append(connection, added)
    _count_phrases(connection, {term: len(units) for term, units in changes.items()}, 1)


def drop(connection: sqlite3.Connection, pages: Mapping[int, Words]) -> None:
    """Remember that pages are no more; words that stand nowhere else lose their lists.

    `terms` counts the words of these pages no more, and still has all of them.
    """
    if connection.execute("select max(place) from hits").fetchone()[0] is None:
        return
    connection.executemany("insert into gone values (?)", [(page,) for page in pages])
    lost = Counter(term for term, _page, _times in _counts(connection, pages))
    _count_phrases(connection, lost, -1)
    for entry in {**of_words(connection, lost), **of_phrases(connection, lost)}.values():
        if entry.pages <= 0:
            take_away(connection, entry)
    # The number of a list that has nothing may be given to another.
    connection.execute("delete from phrases where pages <= 0")


def _counts(connection: sqlite3.Connection, pages: Mapping[int, Words]) -> Iterator[tuple[str, int, Sequence[int]]]:
    """How often each word, and each phrase with a list, stands in each column of each page."""
    phrases = {row[0] for row in connection.execute("select term from phrases")}
    for page, row in pages.items():
        found: dict[str, list[int]] = {}
        for column, words in enumerate(row):
            for word in words:
                found.setdefault(word, [0] * len(row))[column] += 1
            for length in range(2, LONGEST + 1):
                for phrase in map(" ".join, zip(*(words[start:] for start in range(length)), strict=False)):
                    if phrase in phrases:
                        found.setdefault(phrase, [0] * len(row))[column] += 1
        for term, counts in found.items():
            yield term, page, counts


def _count_phrases(connection: sqlite3.Connection, holding: Mapping[str, int], sign: int) -> None:
    """Count the pages that came (`sign` 1) or went (-1), of which so many hold each term."""
    connection.executemany(
        "update phrases set pages = pages + ? where term = ?",
        [(sign * pages, term) for term, pages in holding.items() if " " in term],
    )


def _append(connection: sqlite3.Connection, added: dict[int, Postings]) -> None:
    """Write postings behind the last row of their lists, or with it if it is small."""
    last_rows = plain_cursor(connection).execute(
        "select value, place, data from json_each(?) join hits on place = (select place from hits"
        f" where place between value and value + {TAIL - 1} order by place desc limit 1) where length(data) < {_SMALL}",
        (json.dumps(list(added)),),
    )
    for start, place, data in last_rows.fetchall():
        added[start] = postings.joined([postings.unpack(place - start, data), added[start]])
    for start, whole in added.items():
        write_postings(connection, start, whole)


def write_postings(connection: sqlite3.Connection, start: int, whole: Postings) -> None:
    """Write postings from the place `start` on."""
    rows = [(start + first, data) for first, data in postings.rows(whole)]
    connection.executemany("insert or replace into hits values (?, ?)", rows)


def take_away(connection: sqlite3.Connection, entry: Listed) -> None:
    """Take a list out."""
    if entry.key is not None:
        connection.execute(f"delete from hits where {_OF_LIST}", (entry.key,))
