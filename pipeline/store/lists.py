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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.store import planes, postings
from pipeline.store.lengths import Lengths
from pipeline.store.planes import BLOCK, BLOCK_BITS, code_of
from pipeline.store.postings import ROW, Postings

FEWEST = 4096  # pages of a library in which lists are worth having
_DENSE = 8  # a list is dense for a term on one page of so many, and stays so to half of that
_PHRASE = 24  # a phrase on one page of so many has a list, and keeps it to half of that
_SHORT = 1000  # pages; postings of so many have the words of each page beside them
_LONGEST = 4  # words of a phrase with a list
_SAMPLE = 4000  # pages on which frequent phrases are looked for
_PAGE = 0xFFFFFFFF  # the part of `place` that tells the first page, or the block
_OF_LIST = "place between ?1 << 32 and (?1 << 32) + 4294967295"
Words = tuple[Sequence[str], ...]  # of a page, by column: body, heading, title, number


class Listed(NamedTuple):
    """A term that has a list (a phrase has blanks between its words) and on how many pages it stands."""

    key: int
    term: str
    pages: int
    dense: bool


def there_are(connection: sqlite3.Connection) -> bool:
    """Whether the library has lists."""
    return connection.execute("select 1 from lists limit 1").fetchone() is not None


def listed(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, Listed]:
    """Those of the terms that have a list."""
    wanted = list(terms)
    if len(wanted) < 20:
        marks, values = ",".join("?" * len(wanted)), wanted
    else:
        marks, values = "select value from json_each(?)", [json.dumps(wanted)]
    rows = plain_cursor(connection).execute(
        f"select key, term, pages, dense from lists where term in ({marks})", values
    )
    return {row[1]: Listed(*row) for row in rows}


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
    """Bring the lists up to date with pages that came (`sign` 1) or go (-1): their words and length, by key."""
    if not there_are(connection):
        return
    phrases = {row[0] for row in connection.execute("select term from lists where instr(term, ' ')")}
    changes: dict[str, dict[int, int]] = {}
    for page, row in pages.items():
        for term, counts in _counts(row, phrases).items():
            changes.setdefault(term, {})[page] = code_of(counts) if sign > 0 else 0
    held = listed(connection, changes)
    for term, codes in changes.items():
        entry = held.get(term) or _enter(connection, term)
        total = entry.pages + sign * len(codes)
        if entry.dense:
            _change_planes(connection, entry.key, codes)
        else:
            _change_postings(connection, entry.key, codes, lengths if total <= _SHORT else None)
        if total > 0:
            connection.execute("update lists set pages = ? where key = ?", (total, entry.key))
        else:
            connection.execute("delete from lists where key = ?", (entry.key,))


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


def _enter(connection: sqlite3.Connection, term: str, dense: bool = False, pages: int = 0) -> Listed:
    cursor = connection.execute("insert into lists (term, pages, dense) values (?, ?, ?)", (term, pages, dense))
    return Listed(cursor.lastrowid or 0, term, pages, dense)


def _change_planes(connection: sqlite3.Connection, key: int, codes: Mapping[int, int]) -> None:
    blocks: dict[int, dict[int, int]] = {}
    for page, code in codes.items():
        blocks.setdefault(page >> BLOCK_BITS, {})[page % BLOCK] = code
    for block, some in blocks.items():
        data = row_at(connection, key, block)
        _write_planes(connection, key, block, planes.changed(planes.unpack(data) if data else (), some))


def _write_planes(connection: sqlite3.Connection, key: int, block: int, changed: planes.Planes) -> None:
    place = key << 32 | block
    if any(changed):
        connection.execute("insert or replace into hits values (?, ?)", (place, planes.pack(changed)))
    else:
        connection.execute("delete from hits where place = ?", (place,))


def _change_postings(
    connection: sqlite3.Connection, key: int, codes: Mapping[int, int], lengths: Mapping[int, int] | None
) -> None:
    pages = sorted(codes)
    while pages:
        row = row_before(connection, key, pages[-1])
        first = row[0] if row else 0
        some = [page for page in pages if page >= first]
        del pages[len(pages) - len(some) :]
        before = postings.unpack(*row) if row else Postings((), (), ())
        if row:
            connection.execute("delete from hits where place = ?", (key << 32 | first,))
        _write_postings(connection, key, _merged(before, {page: codes[page] for page in some}, lengths))


def _merged(before: Postings, codes: Mapping[int, int], lengths: Mapping[int, int] | None) -> Postings:
    """Postings with other codes for some pages; no code for one that goes."""
    told = before.words is not None and lengths is not None
    words = before.words if before.words is not None and told else [0] * len(before.keys)
    held = dict(zip(before.keys, zip(before.codes, words, strict=True), strict=True))
    for page, code in codes.items():
        if code:
            held[page] = code, min(lengths[page], 0xFFFF) if lengths is not None else 0
        else:
            held.pop(page, None)
    keys = sorted(held)
    return Postings(keys, [held[each][0] for each in keys], [held[each][1] for each in keys] if told else None)


def _write_postings(connection: sqlite3.Connection, key: int, whole: Postings) -> None:
    for start in range(0, len(whole.keys), ROW):
        row = Postings(*(values[start : start + ROW] if values is not None else None for values in whole))  # type: ignore[arg-type]  # the keys are there
        connection.execute("insert into hits values (?, ?)", (key << 32 | row.keys[0], postings.pack(row)))


# Which terms have lists


def choose(
    connection: sqlite3.Connection, total: int, sample: Callable[[int], Iterable[Words]], *, fewest: int = FEWEST
) -> None:
    """Give every word and every frequent phrase its list, and take those of phrases that are frequent no more.

    `total` is the number of pages, `sample` gives about so many of them; `fewest` the size from which
    a library has lists.
    """
    if total < fewest:
        connection.execute("delete from lists")
        connection.execute("delete from hits")
        return
    words = dict(plain_cursor(connection).execute("select term, pages from terms").fetchall())
    frequent = {word for word, pages in words.items() if pages * _PHRASE >= total}
    phrases = set(_frequent_phrases(sample(_SAMPLE), frequent))
    held = {
        row[1]: Listed(*row) for row in plain_cursor(connection).execute("select key, term, pages, dense from lists")
    }
    for entry in held.values():
        is_phrase = " " in entry.term
        rare = entry.pages * 2 * _PHRASE < total and entry.term not in phrases if is_phrase else False
        if rare or entry.dense != _is_dense(entry, total):
            connection.execute(f"delete from hits where {_OF_LIST}", (entry.key,))
            connection.execute("delete from lists where key = ?", (entry.key,))
            if is_phrase and not rare:
                phrases.add(entry.term)
        else:
            words.pop(entry.term, None)
            phrases.discard(entry.term)
    lengths = Lengths(connection)
    for term in sorted({*words, *phrases}):
        _fill(connection, term, total, lengths)


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


def _fill(connection: sqlite3.Connection, term: str, total: int, lengths: Lengths) -> None:
    """Make the list of a term from the index."""
    keys, codes = postings_in_index(connection, f'"{term}"')
    if not keys:
        return
    dense = len(keys) * _DENSE >= total
    entry = _enter(connection, term, dense, len(keys))
    if dense:
        for block, some in by_block(keys, codes):
            _write_planes(connection, entry.key, block, planes.gathered(some))
    else:
        words = list(map(lengths.of, keys)) if len(keys) <= _SHORT else None
        _write_postings(connection, entry.key, Postings(keys, codes, words))


def by_block(keys: Sequence[int], codes: Sequence[int]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Postings in the order of their keys, block by block: page of the block, and code."""
    pairs = iter(zip(keys, codes, strict=True))
    start = 0
    while start < len(keys):
        block = keys[start] >> BLOCK_BITS
        end = start
        while end < len(keys) and keys[end] >> BLOCK_BITS == block:
            end += 1
        yield block, [(key % BLOCK, code) for key, code in islice(pairs, end - start)]
        start = end


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
    for row in plain_cursor(connection).execute("select key, term, pages, dense from lists order by term").fetchall():
        entry = Listed(*row)
        found = dict(zip(*postings_in_index(connection, f'"{entry.term}"'), strict=True))
        if found != dict(codes_in(connection, entry)) or len(found) != entry.pages:
            raise sqlite3.DatabaseError(f"list of {entry.term!r} differs from the index")


def codes_in(connection: sqlite3.Connection, entry: Listed) -> Iterator[tuple[int, int]]:
    """What a list says: key and code of each page."""
    for place, data in rows_of(connection, entry.key):
        if entry.dense:
            codes = planes.codes_of(planes.unpack(data))
            yield from ((place << BLOCK_BITS | page, code) for page, code in enumerate(codes) if code)
        else:
            keys, codes_of_row, _words = postings.unpack(place, data)
            yield from zip(keys, codes_of_row, strict=True)
