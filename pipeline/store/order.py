"""Putting the lists of words in order: which terms have dense lists, which phrases have any, what went is taken out,
what was written in pieces is joined. All functions work inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from itertools import compress

from . import planes, postings
from .lengths import Lengths, last_key
from .lists import (
    LONGEST,
    OF_TAIL,
    SHORT,
    TAIL,
    Listed,
    Words,
    entries,
    every,
    gone,
    postings_in_index,
    row_at,
    rows_of,
    tail_of,
    take_away,
    units_in,
    write_postings,
)
from .planes import BLOCK, BLOCK_BITS
from .postings import Postings

FEWEST = 4096  # pages of a library in which lists are worth having
_DENSE = 10  # a list is dense for a term on one page of so many, and stays so to half of that
_PHRASE = 10  # a phrase on one page of so many has a list, and keeps it to half of that
_SAMPLE = 4000  # pages on which frequent phrases are looked for
_ROW = 1000  # pages; a list of postings with more rows than one for so many, and some, is made of few again


def put_in_order(
    connection: sqlite3.Connection, total: int, sample: Callable[[int], Iterable[Words]], *, fewest: int = FEWEST
) -> None:
    """Put the lists in order: every word and every frequent phrase has one, other phrases have none.

    `total` is the number of pages, `sample` gives about so many of them; `fewest` the size from which
    a library has lists.
    """
    connection.execute("update ordered set last = ?", (last_key(connection),))
    if total < fewest:
        connection.execute("update terms set list = null, dense = 0 where list is not null")
        for table in ("phrases", "hits", "gone"):
            connection.execute(f"delete from {table}")
        return
    purge(connection)
    words = entries(connection, "terms")
    frequent = {entry.term for entry in words if entry.pages * _PHRASE >= total}
    wanted = set(_frequent_phrases(sample(_SAMPLE), frequent))
    lengths = Lengths(connection)
    rows = dict(connection.execute("select place >> 32, count(*) from hits group by 1").fetchall())
    for entry in words:
        if entry.key is None or entry.dense != _is_dense(entry, total):
            take_away(connection, entry)
            _fill(connection, "terms", entry.term, total, lengths)
        elif entry.dense or rows.get(entry.key, 0) > 8 + entry.pages // _ROW:
            _join_rows(connection, entry)
    for entry in entries(connection, "phrases"):
        if entry.term not in wanted and entry.pages * 2 * _PHRASE < total:
            take_away(connection, entry)
            connection.execute("delete from phrases where term = ?", (entry.term,))
        elif entry.dense == _is_dense(entry, total):
            wanted.discard(entry.term)
            _join_rows(connection, entry)
        else:
            take_away(connection, entry)
            wanted.add(entry.term)
    for phrase in sorted(wanted):
        _fill(connection, "phrases", phrase, total, lengths)


def _join_rows(connection: sqlite3.Connection, entry: Listed) -> None:
    """Make one of what was written in many rows."""
    key = entry.key or 0
    if entry.dense:
        _write_planes(connection, key, tail_of(connection, key))
        connection.execute(f"delete from hits where {OF_TAIL}", (key,))
        return
    whole = postings.joined([postings.unpack(*row) for row in rows_of(connection, key)])
    take_away(connection, entry)
    write_postings(connection, key << 32, whole)


def since_ordered(connection: sqlite3.Connection) -> int:
    """Pages that came or went since the lists were put in order, at least."""
    came, went = connection.execute("select (select last from ordered), (select count(*) from gone)").fetchone()
    return max(last_key(connection) - int(came), int(went))


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
                for end in range(start + 1, min(start + LONGEST, len(column)) + 1):
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
        connection.execute(f"update {table} set list = null, dense = 0 where term = ?", (term,))
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
        write_postings(connection, key << 32, Postings(keys, units, lengths.of(keys) if len(keys) <= SHORT else None))


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
    bits = planes.bits_of(absent)
    for entry in every(connection):
        for place, data in rows_of(connection, entry.key or 0):
            at = (entry.key or 0) << 32 | place
            if entry.dense and place < TAIL:
                mask, held = bits.get(place, 0), planes.unpack(data)
                if planes.present(held) & mask:
                    packed = planes.pack([plane & ~mask for plane in held])
                    connection.execute("update hits set data = ? where place = ?", (packed, at))
                continue
            first = place % TAIL
            before = postings.unpack(first, data)
            if not absent.isdisjoint(before.keys):
                connection.execute("delete from hits where place = ?", (at,))
                write_postings(connection, at - first, _without(before, absent))
    connection.execute("delete from gone")


def _without(some: Postings, absent: Container[int]) -> Postings:
    left = [key not in absent for key in some.keys]
    words = None if some.words is None else list(compress(some.words, left))
    return Postings(list(compress(some.keys, left)), bytes(compress(some.units, left)), words)


def check(connection: sqlite3.Connection) -> None:
    """Compare the lists with the index; raises sqlite3.DatabaseError when they differ."""
    for entry in every(connection):
        found = dict(zip(*postings_in_index(connection, f'"{entry.term}"'), strict=True))
        if found != units_in(connection, entry) or len(found) != entry.pages:
            raise sqlite3.DatabaseError(f"list of {entry.term!r} differs from the index")
