"""Lists of the pages on which every word, and every frequent phrase, stands, and how often: copies of what FTS4
says, read at once where it would tell a row at a time.

A list is dense (planes of bits, store/planes.py, a row for each block of pages) for a term that stands on many
pages, else it has postings (store/postings.py). Lists are right after every change; which phrases
have one, and which are dense, is only a matter of size and speed, and is settled by `choose`.
All functions work inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from pipeline.store import planes, postings
from pipeline.store.lengths import Lengths
from pipeline.store.planes import BLOCK, BLOCK_BITS, code_of
from pipeline.store.postings import Postings

FEWEST = 4096  # pages of a library in which lists are worth having
_DENSE = 8  # a list is dense for a term on one page of so many, and stays so to half of that
_PHRASE = 10  # a phrase on one page of so many has a list, and keeps it to half of that
_SMALL = 160  # bytes of a last row to which more is added
_SHORT = 400  # pages; postings of so many have the words of each page beside them
_LONGEST = 4  # words of a phrase with a list
_SAMPLE = 4000  # pages on which frequent phrases are looked for
_PAGE = 0xFFFFFFFF  # the part of `place` that tells the first page, or the block
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


def rows_of(connection: sqlite3.Connection, key: int) -> list[tuple[int, bytes]]:
    """The rows of a list: block, or first page, and data, in order."""
    rows = plain_cursor(connection).execute(f"select place & {_PAGE}, data from hits where {_OF_LIST}", (key,))
    return rows.fetchall()


def row_at(connection: sqlite3.Connection, key: int, block: int) -> bytes | None:
    """A block of a dense list."""
    row = connection.execute("select data from hits where place = ?", (key << 32 | block,)).fetchone()
    return row[0] if row else None


def row_before(connection: sqlite3.Connection, key: int, page: int) -> tuple[int, bytes] | None:
    """The row of postings in which a page would stand, with its first page."""
    row = connection.execute(
        f"select place & {_PAGE}, data from hits where place between ?1 << 32 and (?1 << 32) + ?2"
        " order by place desc limit 1",
        (key, page),
    ).fetchone()
    return (row[0], row[1]) if row else None


# Changes


def add(connection: sqlite3.Connection, pages: Mapping[int, Words], lengths: Mapping[int, int], sign: int = 1) -> None:
    """Bring the lists up to date with pages that came (`sign` 1) or go (-1): their words and length, by key.

    The words stand in `terms`, which counts pages that came and still has the words of those that go.
    """
    last = connection.execute("select max(place) from hits").fetchone()[0]
    if last is None or not pages:
        return
    fresh = count((last >> 32) + 1)
    newest = connection.execute("select max(key) from pages").fetchone()[0]
    last_pages = sign > 0 and max(pages) == newest and newest - min(pages) < len(pages)
    phrases = {row[0] for row in connection.execute("select term from phrases")}
    changes: dict[str, dict[int, int]] = {}
    for page, row in pages.items():
        for term, counts in _counts(row, phrases).items():
            changes.setdefault(term, {})[page] = code_of(counts) if sign > 0 else 0
    for term, entry in {**of_words(connection, changes), **of_phrases(connection, changes)}.items():
        key = entry.key
        if key is None:
            key = next(fresh)
            connection.execute("update terms set list = ? where term = ?", (key, term))
        if entry.dense:
            _change_planes(connection, key, changes[term])
            continue
        codes = changes[term]
        there = [page for page in codes if codes[page]]
        words = [min(lengths[page], 0xFFFF) for page in there] if entry.pages <= _SHORT else None
        found = Postings(there, [codes[page] for page in there], words)
        if last_pages:
            _append(connection, key, found)
        else:
            _change_postings(connection, key, found, codes)
    connection.executemany(
        "update phrases set pages = pages + ? where term = ?",
        [(sign * len(changes[term]), term) for term in phrases & changes.keys()],
    )
    # The number of a list that has nothing may be given to another.
    connection.execute("delete from phrases where pages <= 0")


def _counts(row: Words, phrases: set[str]) -> dict[str, list[int]]:
    """How often each word, and each of the phrases, stands in each column."""
    found: dict[str, list[int]] = {}
    for column, words in enumerate(row):
        for word in words:
            found.setdefault(word, [0] * len(row))[column] += 1
        for length in range(2, _LONGEST + 1):
            for phrase in map(" ".join, zip(*(words[start:] for start in range(length)), strict=False)):
                if phrase in phrases:
                    found.setdefault(phrase, [0] * len(row))[column] += 1
    return found


def _change_planes(connection: sqlite3.Connection, key: int, codes: Mapping[int, int]) -> None:
    blocks: dict[int, dict[int, int]] = {}
    for page, code in codes.items():
        blocks.setdefault(page >> BLOCK_BITS, {})[page % BLOCK] = code
    for block, some in blocks.items():
        data, place = row_at(connection, key, block), key << 32 | block
        changed = planes.changed(planes.unpack(data) if data else (), some)
        if any(changed):
            connection.execute("insert or replace into hits values (?, ?)", (place, planes.pack(changed)))
        else:
            connection.execute("delete from hits where place = ?", (place,))


def _append(connection: sqlite3.Connection, key: int, added: Postings) -> None:
    """Write postings of pages behind all others: with those of the last row if it is small."""
    row = row_before(connection, key, added.keys[0])
    if row and len(row[1]) < _SMALL:
        before = postings.unpack(*row)
        words = None if before.words is None or added.words is None else [*before.words, *added.words]
        added = Postings([*before.keys, *added.keys], [*before.codes, *added.codes], words)
        connection.execute("delete from hits where place = ?", (key << 32 | row[0],))
    _write_postings(connection, key, added)


def _change_postings(connection: sqlite3.Connection, key: int, added: Postings, gone: Iterable[int]) -> None:
    """Add postings, and take those of other pages."""
    changed = sorted({*added.keys, *gone})
    while changed:
        row = row_before(connection, key, changed[-1])
        first = row[0] if row else 0
        some = set(changed[bisect_left(changed, first) :])
        del changed[len(changed) - len(some) :]
        before = postings.unpack(*row) if row else Postings((), (), ())
        if row:
            connection.execute("delete from hits where place = ?", (key << 32 | first,))
        told = before.words is not None and added.words is not None
        held = [each for each in _triples(before, told=told) if each[0] not in some]
        held += [each for each in _triples(added, told=told) if each[0] in some]
        keys, codes, words = zip(*sorted(held), strict=True) if held else ((), (), ())
        _write_postings(connection, key, Postings(keys, codes, words if told else None))


def _triples(some: Postings, *, told: bool) -> Iterator[tuple[int, int, int]]:
    words = some.words if told and some.words is not None else some.codes
    return zip(some.keys, some.codes, words, strict=True)


def _write_postings(connection: sqlite3.Connection, key: int, whole: Postings) -> None:
    for first, data in postings.rows(whole):
        connection.execute("insert into hits values (?, ?)", (key << 32 | first, data))


# Which terms have lists


def choose(
    connection: sqlite3.Connection, total: int, sample: Callable[[int], Iterable[Words]], *, fewest: int = FEWEST
) -> None:
    """Give every word and every frequent phrase its list, and take those of phrases that are frequent no more.

    `total` is the number of pages, `sample` gives about so many of them; `fewest` the size from which
    a library has lists.
    """
    if total < fewest:
        connection.execute("update terms set list = null, dense = 0")
        connection.execute("delete from phrases")
        connection.execute("delete from hits")
        return
    words = _all(connection, "terms")
    frequent = {entry.term for entry in words if entry.pages * _PHRASE >= total}
    wanted = set(_frequent_phrases(sample(_SAMPLE), frequent))
    lengths = Lengths(connection)
    rows = dict(connection.execute("select place >> 32, count(*) from hits group by 1").fetchall())
    for entry in words:
        in_pieces = not entry.dense and rows.get(entry.key, 0) > 2 + entry.pages * 2 // _SMALL
        if entry.key is None or in_pieces or entry.dense != _is_dense(entry, total):
            _drop(connection, entry)
            _fill(connection, "terms", entry.term, total, lengths)
    for entry in _all(connection, "phrases"):
        if entry.term not in wanted and entry.pages * 2 * _PHRASE < total:
            _drop(connection, entry)
            connection.execute("delete from phrases where term = ?", (entry.term,))
        elif entry.dense == _is_dense(entry, total):
            wanted.discard(entry.term)
        else:
            _drop(connection, entry)
            wanted.add(entry.term)
    for phrase in sorted(wanted):
        _fill(connection, "phrases", phrase, total, lengths)


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
    keys, codes = postings_in_index(connection, f'"{term}"')
    if not keys:
        return
    dense = len(keys) * _DENSE >= total
    last = connection.execute("select ifnull(max(place), 0) from hits").fetchone()[0]
    key = (last >> 32) + 1
    connection.execute(
        f"insert or replace into {table} (term, pages, list, dense) values (?, ?, ?, ?)", (term, len(keys), key, dense)
    )
    if dense:
        _change_planes(connection, key, dict(zip(keys, codes, strict=True)))
    else:
        _write_postings(connection, key, Postings(keys, codes, lengths.of(keys) if len(keys) <= _SHORT else None))


def postings_in_index(connection: sqlite3.Connection, match: str) -> tuple[list[int], list[int]]:
    """What FTS4 says of one word, phrase or prefix: the keys of its pages, in order, and the code of each."""
    keys, codes = [], []
    known: dict[bytes, int] = {}
    for key, info in plain_cursor(connection).execute(
        "select docid, matchinfo(page_index, 'y') from page_index where page_index match ?", (match,)
    ):
        code = known.get(info)
        if code is None:
            code = known[info] = code_of(array("I", info))
        keys.append(key)
        codes.append(code)
    return keys, codes


def plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor whose rows are tuples, which cost half as much as rows with names."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def check(connection: sqlite3.Connection) -> None:
    """Compare the lists with the index; raises sqlite3.DatabaseError when they differ."""
    for entry in (*_all(connection, "terms"), *_all(connection, "phrases")):
        if entry.key is None:
            continue
        found = dict(zip(*postings_in_index(connection, f'"{entry.term}"'), strict=True))
        if found != dict(codes_in(connection, entry)) or len(found) != entry.pages:
            raise sqlite3.DatabaseError(f"list of {entry.term!r} differs from the index")


def codes_in(connection: sqlite3.Connection, entry: Listed) -> Iterator[tuple[int, int]]:
    """What a list says: key and code of each page."""
    for place, data in rows_of(connection, entry.key or 0):
        if entry.dense:
            codes = planes.codes_of(planes.unpack(data))
            yield from ((place << BLOCK_BITS | page, code) for page, code in enumerate(codes) if code)
        else:
            keys, codes_of_row, _words = postings.unpack(place, data)
            yield from zip(keys, codes_of_row, strict=True)
