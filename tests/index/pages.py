"""Small libraries for tests of the index: random pages of few words, and random expressions over them."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pipeline.index import AllOf, AnyOf, Index, Leaf, Node, Thresholds
from pipeline.store import Store

# Even the smallest library has impact vectors.
SMALL = Thresholds(pages=1, doc_freq=1, word_share=4, phrase_share=4)
WORDS = ("dang", "va", "cua", "luat", "ky", "lua", "luan", "lu")
Rows = dict[int, tuple[str, str, str, str]]


@contextmanager
def index_of(rows: Rows, *, compacted: bool = True) -> Iterator[tuple[Index, sqlite3.Connection]]:
    """Give the index of a library with these folded rows by key, each page a document of its own."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/l.sqlite", create=True) as library:
        index = Index(library.connection, SMALL)
        put(index, library.connection, rows)
        if compacted:
            index.compact()
        yield index, library.connection


def put(index: Index, connection: sqlite3.Connection, rows: Mapping[int, tuple[str, str, str, str]]) -> None:
    for key, (body, heading, title, _number) in rows.items():
        connection.execute(
            "insert into documents (key, id, path, sha256, title, header, outline, warnings, page_count, first_key)"
            " values (?1, ?2, ?3, '', ?4, '{}', '[]', '[]', 1, ?1)",
            (key, f"d/{key}", f"/{key}/", title),
        )
        connection.execute("insert into pages values (?, ?, 1, 1, 1, 'text', ?, ?, '[]')", (key, key, heading, body))
        connection.execute("insert into _passages values (?, ?, 1, 0, ?, '', null)", (key, key, heading))
    index.add({key: (*row[:3], " ", "") for key, row in rows.items()})


def take(index: Index, connection: sqlite3.Connection, key: int) -> None:
    index.delete([key])
    connection.execute("delete from documents where key = ?", (key,))


def some_rows(chance: random.Random) -> Rows:
    """Return pages of few words, with gaps between their keys, over several rows of the arrays of norms."""

    def text(longest: int) -> str:
        return " ".join(chance.choices(WORDS, weights=(9, 7, 5, 3, 2, 1, 1, 1), k=chance.randint(0, longest)))

    first = [*range(1, 60), *range(1960, 2060), *range(32760, 32775)]
    few = chance.random() < 0.95
    keys = sorted(chance.sample(first, chance.randint(1, 80))) if few else [*first, *range(100, 1300)]
    return {key: (text(chance.choice((3, 12, 60))), text(3), text(4), " ") for key in keys}


def word(text: str) -> Leaf:
    """Return a leaf of one word, or of a phrase."""
    words = tuple(text.split())
    return Leaf(words, words)


def some_expression(chance: random.Random, depth: int = 2) -> Node:
    roll = chance.random()
    if depth == 0 or roll < 0.4:
        words = tuple(chance.choices(WORDS, k=chance.choice((1, 1, 1, 2, 3))))
        return Leaf(words, words, prefix=chance.random() < 0.3, times=chance.choice((1, 1, 2)))
    parts = tuple(dict.fromkeys(some_expression(chance, depth - 1) for _part in range(chance.randint(2, 3))))
    if roll < 0.7:
        return AnyOf(parts)
    without = (some_expression(chance, 0),) if chance.random() < 0.4 else ()
    return AllOf(parts, without)
