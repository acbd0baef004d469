"""Impact vectors: dense postings of frequent terms, which FTS4 would read a row at a time.

The vector of a term has the impact (bm25.py) of every page in the order of keys, a byte each, deflated in one row.
Only libraries from `Thresholds.pages` on have vectors. Pages added after they were written have rows in
`_index_late_impacts`; deleted pages stay in both and are masked by their norm (norms.py). Compaction merges the late
postings into the vectors, removes deleted pages and settles which terms are frequent. Results never depend on it.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from . import norms
from .bm25 import Impacts, impact_of

_LONGEST_PHRASE = 4  # words
_BATCH = 256  # rows: they fit the processor's cache
Row = tuple[Sequence[str], ...]  # the words of a page, by column
Accept = Callable[[Sequence[int]], Collection[int]]  # the pages, of those given, that match by other means too


class Thresholds(NamedTuple):
    """From when on vectors are worth their space."""

    pages: int = 50_000  # of the library
    doc_freq: int = 200  # pages with a word
    word_share: int = 1000  # a word is on at least one page of so many
    phrase_share: int = 10  # so is a phrase; it keeps its vector down to half of that


LARGE_LIBRARY = Thresholds()


def keys_of(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return the keys of the vectors of those of the terms that have one."""
    sql = "select term, key from _index_impacts where term in (select value from json_each(?))"
    return {row[0]: row[1] for row in connection.execute(sql, (json.dumps(list(terms)),))}


def read(connection: sqlite3.Connection, term: str, key: int, size: int) -> bytes:
    """Return the impacts of a term on so many pages, late postings included."""
    (data,) = connection.execute("select data from _index_impacts where key = ?", (key,)).fetchone()
    found = bytearray(zlib.decompress(data).ljust(size, b"\0"))
    for page, impact in connection.execute("select page, impact from _index_late_impacts where term = ?", (term,)):
        found[page] = impact
    return bytes(found)


def from_fts4(connection: sqlite3.Connection, match: str, size: int) -> bytes:
    """Return the impacts of any word, phrase or prefix, in FTS4's syntax, on so many pages."""
    found = bytearray(size)
    for keys, (impacts,) in fts4_rows(connection, "_index match ?", [match]):
        for page, impact in zip(keys, impacts, strict=True):
            found[page] = impact
    return bytes(found)


def fts4_rows(
    connection: sqlite3.Connection, where: str, values: Sequence[str | int], accept: Accept | None = None
) -> Iterator[tuple[Sequence[int], list[bytes]]]:
    """Yield, in batches, the keys of the pages that satisfy an SQL condition with `match`, and impacts of each leaf."""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(f"select docid, matchinfo(_index, 'y') from _index where {where}", values)
    impacts = Impacts()
    while rows := cursor.fetchmany(_BATCH):
        if accept:
            accepted = accept([row[0] for row in rows])
            rows = [row for row in rows if row[0] in accepted]
        if rows:
            keys, matchinfo = zip(*rows, strict=True)
            yield keys, impacts.decode(matchinfo)


def add(connection: sqlite3.Connection, pages: Mapping[int, Row]) -> None:
    """Write the late postings of pages just added: their words, by key."""
    words = keys_of(connection, {word for row in pages.values() for column in row for word in column})
    phrases: dict[int, set[tuple[str, ...]]] = {}
    for (term,) in connection.execute("select term from _index_impacts where words > 1"):
        phrase = tuple(term.split(" "))
        phrases.setdefault(len(phrase), set()).add(phrase)
    if words or phrases:
        rows = [(term, page, impact) for page, row in pages.items() for term, impact in _impacts(row, words, phrases)]
        connection.executemany("insert into _index_late_impacts values (?, ?, ?)", sorted(rows))


def _impacts(row: Row, words: Container[str], phrases: Mapping[int, Container[object]]) -> Iterator[tuple[str, int]]:
    """Return the impacts on a page of those of its words and phrases that have vectors."""
    counts: dict[str, list[int]] = {}
    for place, column in enumerate(row):
        terms = list(filter(words.__contains__, column))
        for length, some in phrases.items():
            runs = zip(*(column[start:] for start in range(length)), strict=False)
            terms += map(" ".join, filter(some.__contains__, runs))
        for term in terms:
            counts.setdefault(term, [0] * len(row))[place] += 1
    return ((term, impact_of(each)) for term, each in counts.items())


def compact(connection: sqlite3.Connection, pages: int, sample: Iterable[Row], thresholds: Thresholds) -> None:
    """Rewrite the vectors of a library of so many pages, of which `sample` gives some: no late postings, no tombstones.

    Every frequent word and phrase has a vector afterwards, no other term has one.
    """
    if pages < thresholds.pages:
        connection.execute("delete from _index_impacts")
        connection.execute("delete from _index_late_impacts")
        return
    words = dict(connection.execute("select term, pages from _index_terms where pages >= ?", (thresholds.doc_freq,)))
    wanted = {word for word, doc_freq in words.items() if doc_freq * thresholds.word_share >= pages}
    common = {word for word in wanted if words[word] * thresholds.phrase_share >= pages}
    wanted |= _frequent_phrases(sample, common, thresholds.phrase_share)
    held = dict(connection.execute("select term, key from _index_impacts").fetchall())
    size, alive = norms.size(connection), norms.alive(connection)
    for term in sorted(wanted | held.keys()):
        if term not in held:
            _write(connection, None, term, from_fts4(connection, f'"{term}"', size))
            continue
        impacts = norms.masked(read(connection, term, held[term], size), alive)
        doc_freq = size - impacts.count(0)
        if term in wanted or (" " in term and doc_freq * 2 * thresholds.phrase_share >= pages):
            _write(connection, held[term], term, impacts)
        else:
            connection.execute("delete from _index_impacts where term = ?", (term,))
    connection.execute("delete from _index_late_impacts")


def _write(connection: sqlite3.Connection, key: int | None, term: str, impacts: bytes) -> None:
    # Most of a vector is runs of zeros; a search for other repetitions takes five times as long and gains nothing.
    packer = zlib.compressobj(strategy=zlib.Z_RLE, memLevel=9)
    data = packer.compress(impacts) + packer.flush()
    connection.execute(
        "insert or replace into _index_impacts values (?, ?, ?, ?)", (key, term, term.count(" ") + 1, data)
    )


def _frequent_phrases(sample: Iterable[Row], words: set[str], share: int) -> set[str]:
    """Return the phrases of these words that are on at least one page of `share`, as far as a sample shows."""
    doc_freqs, rows = Counter[str](), list(sample)
    for row in rows:
        phrases = set[str]()
        for column in row:
            for start, word in enumerate(column):
                phrase = word
                for next_word in column[start + 1 : start + _LONGEST_PHRASE]:
                    if word not in words or next_word not in words:
                        break
                    phrase = f"{phrase} {next_word}"
                    phrases.add(phrase)
        doc_freqs.update(phrases)
    return {phrase for phrase, doc_freq in doc_freqs.items() if doc_freq * share >= len(rows)}


def check(connection: sqlite3.Connection) -> None:
    """Compare the vectors with FTS4. Raises sqlite3.DatabaseError when they differ."""
    size, alive = norms.size(connection), norms.alive(connection)
    for term, key in connection.execute("select term, key from _index_impacts").fetchall():
        if norms.masked(read(connection, term, key, size), alive) != from_fts4(connection, f'"{term}"', size):
            raise sqlite3.DatabaseError(f"impacts of {term!r} differ from the index")
