"""Lists of the pages on which every word, and every frequent phrase, stands, and how often: copies of what FTS4
says, read at once where it would tell a row at a time.

A list is dense (planes of bits, store/planes.py, a row for each block of pages) for a term that stands on many
pages, else it has postings (store/postings.py). Pages that come stand behind the others, as postings in a list of
either kind; pages that went stay in the lists, and in the table `gone`, till `purge`. So no change of the library
makes a long row anew. Which terms have dense lists, and which phrases have one, is only a matter of
size and speed, and is settled by `choose`. All functions work inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Sized
from itertools import compress, count
from typing import NamedTuple

from pipeline.store import planes, postings
from pipeline.store.lengths import Lengths, last_key
from pipeline.store.planes import BLOCK, BLOCK_BITS
from pipeline.store.postings import Postings
from pipeline.store.units import units_of

FEWEST = 4096  # pages of a library in which lists are worth having
_DENSE = 10  # a list is dense for a term on one page of so many, and stays so to half of that
_PHRASE = 10  # a phrase on one page of so many has a list, and keeps it to half of that
_SMALL = 160  # bytes of a last row to which more is added
_SHORT = 1000  # pages; postings of so many have the words of each page beside them
_LONGEST = 4  # words of a phrase with a list
_SAMPLE = 4000  # pages on which frequent phrases are looked for
_PAGE = 0xFFFFFFFF  # the part of `place` that tells the first page, or the block
_TAIL = 1 << 31  # added to the first pages of the postings behind the blocks of a dense list
_OF_LIST = "place between ?1 << 32 and (?1 << 32) + 4294967295"
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
    """The rows of postings of a word, and the pages and words of the whole library."""

    rows: list[Postings]
    pages: int
    words: int


def of_rare_word(connection: sqlite3.Connection, word: str) -> RareWord | None:
    """All that there is to tell of a word on few pages, by one statement; None of another, or where pages went."""
    rows = (
        plain_cursor(connection)
        .execute(
            f"select place & {_PAGE}, data, collection.pages, words from collection join terms on term = ?"
            " join hits on place between list << 32 and (list << 32) + 4294967295"
            f" where dense = 0 and terms.pages <= {_SHORT} and not exists (select 1 from gone)",
            (word,),
        )
        .fetchall()
    )
    return RareWord([postings.unpack(*row[:2]) for row in rows], *rows[0][2:]) if rows else None


def rows_of(connection: sqlite3.Connection, key: int) -> list[tuple[int, bytes]]:
    """The rows of postings of a list: first page and data, in order."""
    rows = plain_cursor(connection).execute(f"select place & {_PAGE}, data from hits where {_OF_LIST}", (key,))
    return rows.fetchall()


def tail_of(connection: sqlite3.Connection, key: int) -> dict[int, dict[int, int]]:
    """What stands behind the blocks of a dense list: by block, the units of its pages."""
    rows = plain_cursor(connection).execute(
        f"select place & {_TAIL - 1}, data from hits where place between (?1 << 32) + {_TAIL} and (?1 << 32) + {_PAGE}",
        (key,),
    )
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


def since_ordered(connection: sqlite3.Connection) -> int:
    """Pages that came or went since the lists were put in order, at least."""
    came, went = connection.execute("select (select last from ordered), (select count(*) from gone)").fetchone()
    return max(last_key(connection) - int(came), int(went))


def gone(connection: sqlite3.Connection) -> set[int]:
    """The pages that are no more, but stand in lists."""
    return {row[0] for row in connection.execute("select page from gone")}


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
    for term, entry in {**of_words(connection, changes), **of_phrases(connection, changes)}.items():
        key = entry.key
        if key is None:
            key = next(fresh)
            connection.execute("update terms set list = ? where term = ?", (key, term))
        keys, units = zip(*changes[term].items(), strict=True)
        words = [min(lengths[page], 0xFFFF) for page in keys] if entry.pages <= _SHORT else None
        _append(connection, key << 32 | (_TAIL if entry.dense else 0), Postings(keys, bytes(units), words))
    _count_phrases(connection, changes, 1)


def drop(connection: sqlite3.Connection, pages: Mapping[int, Words]) -> None:
    """Remember that pages are no more; words that stand nowhere else lose their lists.

    `terms` counts the words of these pages no more, and still has all of them.
    """
    if connection.execute("select max(place) from hits").fetchone()[0] is None:
        return
    connection.executemany("insert into gone values (?)", [(page,) for page in pages])
    changes: dict[str, dict[int, int]] = {}
    for term, page, _counts_of_term in _counts(connection, pages):
        changes.setdefault(term, {})[page] = 0
    _count_phrases(connection, changes, -1)
    for entry in {**of_words(connection, changes), **of_phrases(connection, changes)}.values():
        if entry.pages <= 0:
            _drop(connection, entry)
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
            for length in range(2, _LONGEST + 1):
                for phrase in map(" ".join, zip(*(words[start:] for start in range(length)), strict=False)):
                    if phrase in phrases:
                        found.setdefault(phrase, [0] * len(row))[column] += 1
        for term, counts in found.items():
            yield term, page, counts


def _count_phrases(connection: sqlite3.Connection, changes: Mapping[str, Sized], sign: int) -> None:
    connection.executemany(
        "update phrases set pages = pages + ? where term = ?",
        [(sign * len(pages), term) for term, pages in changes.items() if " " in term],
    )


def _append(connection: sqlite3.Connection, start: int, added: Postings) -> None:
    """Write postings behind all others, from the place `start` on: with those of the last row if it is small."""
    row = connection.execute(
        "select place, data from hits where place between ? and ? order by place desc limit 1",
        (start, start + added.keys[0]),
    ).fetchone()
    if row and len(row[1]) < _SMALL:
        before = postings.unpack(row[0] - start, row[1])
        words = None if before.words is None or added.words is None else [*before.words, *added.words]
        added = Postings([*before.keys, *added.keys], before.units + added.units, words)
        connection.execute("delete from hits where place = ?", (row[0],))
    _write_postings(connection, start, added)


def _write_postings(connection: sqlite3.Connection, start: int, whole: Postings) -> None:
    for first, data in postings.rows(whole):
        connection.execute("insert into hits values (?, ?)", (start + first, data))


def _write_planes(connection: sqlite3.Connection, key: int, units: Mapping[int, Mapping[int, int]]) -> None:
    """Add units of pages, by block, to the planes of a list."""
    for block, some in units.items():
        data, place = row_at(connection, key, block), key << 32 | block
        whole = planes.joined(planes.unpack(data) if data else (), some)
        connection.execute("insert or replace into hits values (?, ?)", (place, planes.pack(whole)))


def purge(connection: sqlite3.Connection) -> None:
    """Take pages that are no more out of the lists."""
    absent = gone(connection)
    if not absent:
        return
    bits: dict[int, int] = {}
    for page in absent:
        bits[page >> BLOCK_BITS] = bits.get(page >> BLOCK_BITS, 0) | 1 << planes.place_of(page % BLOCK)
    for entry in _every(connection):
        for place, data in rows_of(connection, entry.key or 0):
            at = (entry.key or 0) << 32 | place
            if entry.dense and place < _TAIL:
                mask, held = bits.get(place, 0), planes.unpack(data)
                if planes.present(held) & mask:
                    packed = planes.pack([plane & ~mask for plane in held])
                    connection.execute("update hits set data = ? where place = ?", (packed, at))
                continue
            first = place % _TAIL
            before = postings.unpack(first, data)
            if not absent.isdisjoint(before.keys):
                connection.execute("delete from hits where place = ?", (at,))
                _write_postings(connection, at - first, _without(before, absent))
    connection.execute("delete from gone")


def _without(some: Postings, absent: Container[int]) -> Postings:
    left = [key not in absent for key in some.keys]
    words = None if some.words is None else list(compress(some.words, left))
    return Postings(list(compress(some.keys, left)), bytes(compress(some.units, left)), words)


# Which terms have lists


def choose(
    connection: sqlite3.Connection, total: int, sample: Callable[[int], Iterable[Words]], *, fewest: int = FEWEST
) -> None:
    """Put the lists in order: every word and every frequent phrase has one, other phrases have none.

    `total` is the number of pages, `sample` gives about so many of them; `fewest` the size from which
    a library has lists.
    """
    if total < fewest:
        connection.execute("update terms set list = null, dense = 0")
        for table in ("phrases", "hits", "gone"):
            connection.execute(f"delete from {table}")
        return
    purge(connection)
    connection.execute("update ordered set last = ?", (last_key(connection),))
    words = _all(connection, "terms")
    frequent = {entry.term for entry in words if entry.pages * _PHRASE >= total}
    wanted = set(_frequent_phrases(sample(_SAMPLE), frequent))
    lengths = Lengths(connection)
    rows = dict(connection.execute("select place >> 32, count(*) from hits group by 1").fetchall())
    for entry in words:
        if entry.key is None or entry.dense != _is_dense(entry, total):
            _drop(connection, entry)
            _fill(connection, "terms", entry.term, total, lengths)
        elif entry.dense or rows.get(entry.key, 0) > 2 + entry.pages * 2 // _SMALL:
            _join_rows(connection, entry)
    for entry in _all(connection, "phrases"):
        if entry.term not in wanted and entry.pages * 2 * _PHRASE < total:
            _drop(connection, entry)
            connection.execute("delete from phrases where term = ?", (entry.term,))
        elif entry.dense == _is_dense(entry, total):
            wanted.discard(entry.term)
            _join_rows(connection, entry)
        else:
            _drop(connection, entry)
            wanted.add(entry.term)
    for phrase in sorted(wanted):
        _fill(connection, "phrases", phrase, total, lengths)


def _join_rows(connection: sqlite3.Connection, entry: Listed) -> None:
    """Make one of what was written in many rows."""
    key = entry.key or 0
    if entry.dense:
        _write_planes(connection, key, tail_of(connection, key))
        connection.execute(
            f"delete from hits where place between (?1 << 32) + {_TAIL} and (?1 << 32) + {_PAGE}", (key,)
        )
        return
    whole = postings.joined([postings.unpack(*row) for row in rows_of(connection, key)])
    _drop(connection, entry)
    _write_postings(connection, key << 32, whole)


def _every(connection: sqlite3.Connection) -> list[Listed]:
    """All that have a list."""
    return [entry for table in ("terms", "phrases") for entry in _all(connection, table) if entry.key is not None]


def _all(connection: sqlite3.Connection, table: str) -> list[Listed]:
    return [Listed(*row) for row in plain_cursor(connection).execute(f"select term, pages, list, dense from {table}")]


def _drop(connection: sqlite3.Connection, entry: Listed) -> None:
    if entry.key is not None:
        connection.execute(f"delete from hits where {_OF_LIST}", (entry.key,))


def _is_dense(entry: Listed, total: int) -> bool:
    return entry.pages * _DENSE * (2 if entry.dense else 1) >= total


def _frequent_phrases(rows: Iterable[Words], words: set[str]) -> list[str]:
    """The phrases of frequent words that stand on many pages, by a sample of pages."""
    holding = Counter[str]()
    count = 0
    for row in rows:
        count += 1
        grams = set[str]()
        for column in row:
            for start, word in enumerate(column):
                for end in range(start + 1, min(start + _LONGEST, len(column)) + 1):
                    if column[end - 1] not in words:
                        break
                    if end > start + 1:
                        grams.add(" ".join((word, *column[start + 1 : end])))
        holding.update(grams)
    return [phrase for phrase, pages in holding.items() if pages * _PHRASE >= count]


def _fill(connection: sqlite3.Connection, table: str, term: str, total: int, lengths: Lengths) -> None:
    """Make the list of a term from the index."""
    keys, units = postings_in_index(connection, f'"{term}"')
    if not keys:
        return
    dense = len(keys) * _DENSE >= total
    last = connection.execute("select ifnull(max(place), 0) from hits").fetchone()[0]
    key = (last >> 32) + 1
    connection.execute(
        f"insert or replace into {table} (term, pages, list, dense) values (?, ?, ?, ?)", (term, len(keys), key, dense)
    )
    if dense:
        blocks: dict[int, dict[int, int]] = {}
        for page, value in zip(keys, units, strict=True):
            blocks.setdefault(page >> BLOCK_BITS, {})[page % BLOCK] = value
        _write_planes(connection, key, blocks)
    else:
        _write_postings(connection, key << 32, Postings(keys, units, lengths.of(keys) if len(keys) <= _SHORT else None))


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


def check(connection: sqlite3.Connection) -> None:
    """Compare the lists with the index; raises sqlite3.DatabaseError when they differ."""
    for entry in _every(connection):
        found = dict(zip(*postings_in_index(connection, f'"{entry.term}"'), strict=True))
        if found != units_in(connection, entry) or len(found) != entry.pages:
            raise sqlite3.DatabaseError(f"list of {entry.term!r} differs from the index")


def units_in(connection: sqlite3.Connection, entry: Listed) -> dict[int, int]:
    """What a list says of the pages that there are: units of each."""
    found: dict[int, int] = {}
    for place, data in rows_of(connection, entry.key or 0):
        if entry.dense and place < _TAIL:
            units = planes.as_bytes(planes.unpack(data))
            found.update((place << BLOCK_BITS | page, value) for page, value in enumerate(units) if value)
        else:
            keys, units, _words = postings.unpack(place % _TAIL, data)
            found.update(zip(keys, units, strict=True))
    for page in gone(connection):
        found.pop(page, None)
    return found
