"""BM25 by rows, by blocks and by keys find the same pages, in the order of sqlite-fts4's rank_bm25."""

from __future__ import annotations

import math
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_fts4 import register_functions

from pipeline.search.best import Best
from pipeline.search.bm25 import best_pages, match_expression, scan
from pipeline.search.by_block import show_by_block
from pipeline.search.by_key import rarest, show_by_key
from pipeline.search.by_list import answers_by_lists
from pipeline.search.formula import WORTH, Formula, Scored, formula_of
from pipeline.search.leaves import Placed, placed
from pipeline.search.query import AllOf, AnyOf, Leaf, Node, leaves_of
from pipeline.store import Store, fulltext, lists
from pipeline.store.filters import Condition
from pipeline.store.lengths import last_key
from pipeline.store.lists import gone
from pipeline.store.planes import BLOCK

WORDS = ("dang", "va", "cua", "luat", "ky", "lua", "luan", "lu")
Rows = dict[int, tuple[str, str, str, str]]


@contextmanager
def library_of(rows: Rows, *, listed: bool) -> Iterator[sqlite3.Connection]:
    """A library of pages with these folded rows by key, each of its own document."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/l.sqlite", create=True) as library:
        connection = library.connection
        put(connection, rows)
        if listed:
            fulltext.choose_lists(connection, fewest=1)
        yield connection


def put(connection: sqlite3.Connection, rows: Rows) -> None:
    for key, (body, heading, title, _number) in rows.items():
        connection.execute(
            "insert into documents"
            " (key, id, path, sha256, title, header, outline, warnings, page_count, date, first_key)"
            " values (?1, ?2, ?3, '', ?4, '{}', '[]', '[]', 1, ?5, ?1)",
            (key, f"d/{key}", f"/{key}", title, None if key % 7 == 0 else f"2020-01-{key % 5 + 1:02}"),
        )
        connection.execute("insert into pages values (?, ?, 1, 1, 1, 'text', ?, ?, '[]')", (key, key, heading, body))
    fulltext.add(connection, {key: (*row[:3], " ") for key, row in rows.items()})


def some_rows(chance: random.Random) -> Rows:
    """Pages of few words, in three blocks, with gaps between."""

    def text(longest: int) -> str:
        return " ".join(chance.choices(WORDS, weights=(9, 7, 5, 3, 2, 1, 1, 1), k=chance.randint(0, longest)))

    first = [*range(1, 60), *range(BLOCK - 40, BLOCK + 60), *range(2 * BLOCK - 5, 2 * BLOCK + 5)]
    keys = sorted(chance.sample(first, chance.randint(1, 80)) if chance.random() < 0.95 else [*first, *range(100, 900)])
    return {key: (text(chance.choice((3, 12, 60))), text(3), text(4), " ") for key in keys}


def some_query(chance: random.Random, depth: int = 2) -> Node:
    roll = chance.random()
    if depth == 0 or roll < 0.4:
        words = tuple(chance.choices(WORDS, k=chance.choice((1, 1, 1, 2, 3))))
        return Leaf(words, words, prefix=chance.random() < 0.3, times=chance.choice((1, 1, 2)))
    parts = tuple(dict.fromkeys(some_query(chance, depth - 1) for _part in range(chance.randint(2, 3))))
    if roll < 0.7:
        return AnyOf(parts)
    without = (some_query(chance, 0),) if chance.random() < 0.4 else ()
    return AllOf(parts, without)


def places_of(connection: sqlite3.Connection, node: Node) -> Placed:
    if isinstance(node, Leaf):
        place = placed(connection, node, lists.of_words(connection, node.words))
        assert place is not None
        return {node: place}
    parts = (*node.parts, *(node.without if isinstance(node, AllOf) else ()))
    return {leaf: place for part in parts for leaf, place in places_of(connection, part).items()}


def by_block(connection: sqlite3.Connection, query: Node, scope: bytes | None, limit: int) -> tuple[list[Scored], int]:
    places, best = places_of(connection, query), best_of(connection, query, limit)
    show_by_block(best, query, places, scope, gone(connection), last_key(connection))
    return best.pages(), best.total


def best_of(connection: sqlite3.Connection, query: Node, limit: int) -> Best:
    return Best(connection, formula_of(connection, list(leaves_of(query))), limit)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(), listed=st.booleans())
def test_lists_find_what_rows_find(seed: int, listed: bool) -> None:
    chance = random.Random(seed)
    rows = some_rows(chance)
    later = dict(list(rows.items())[len(rows) - chance.randint(0, len(rows) // 2) :])
    with library_of({key: row for key, row in rows.items() if key not in later}, listed=listed) as connection:
        put(connection, later)
        for key in chance.sample(list(rows), len(rows) // 4 * chance.randint(0, 1)):
            del rows[key]
            fulltext.drop(connection, key)
            connection.execute("delete from documents where key = ?", (key,))
        for _query in range(12 if len(rows) <= 80 else 2):
            query = some_query(chance)
            formula = formula_of(connection, list(leaves_of(query)))
            keys = sorted(chance.sample(list(rows), len(rows) // 2))
            limit = chance.choice((1, 3, 10, 200))
            everything = scan(connection, query, formula, Condition(), limit)
            assert best_pages(connection, query, Condition(), limit) == everything
            newest = scan(connection, query, formula, Condition(), limit, newest=True)
            assert best_pages(connection, query, Condition(), limit, newest=True) == newest
            within = Condition("key in (select value from json_each(:keys))", {"keys": str(keys)})
            some = scan(connection, query, formula, within, limit)
            assert best_pages(connection, query, within, limit) == some
            newest = scan(connection, query, formula, within, limit, newest=True)
            assert best_pages(connection, query, within, limit, newest=True) == newest
            if not (listed and answers_by_lists(query)):
                continue
            assert by_block(connection, query, None, limit) == everything
            scope = bytes(255 * (key in keys) for key in range(last_key(connection) + 1))
            assert by_block(connection, query, scope, limit) == some
            places = places_of(connection, query)
            if driver := rarest(query, places, chance.choice((len(rows), 10_000_000))):
                for within_scope, expected in ((None, everything), (scope, some)):
                    best = best_of(connection, query, limit)
                    show_by_key(best, query, places, driver, within_scope, gone(connection))
                    assert (best.pages(), best.total) == expected


@pytest.mark.parametrize("hits", [1, 2, 7, 100, 126, 127, 128, 300])
@pytest.mark.parametrize("words", [0, 50, 5000, 70_000])
def test_many_hits_and_long_pages_are_bounded_too(hits: int, words: int) -> None:
    row = ("luat " * hits + "va " * words, "luat " * (hits % 12), "luat luan lu " * (hits % 5), " ")
    with library_of({5: row, 6: ("luat", "", "", " ")}, listed=True) as connection:
        for query in (Leaf(("luat",), ("luat",)), Leaf(("lu",), ("lu",), prefix=True)):
            found = scan(connection, query, formula_of(connection, [query]), Condition(), 10)
            assert by_block(connection, query, None, 10) == found
            assert found[1] == 2


def test_more_leaves_than_bounds_are_worth_are_scored_one_by_one() -> None:
    chance = random.Random(1)
    words = [f"w{number}" for number in range(300)]
    rows = {key: (" ".join(chance.sample(words, chance.randint(1, 5))), "", "", " ") for key in range(1, 1200)}
    leaves = [Leaf((word,), (word,)) for word in words]
    query = AnyOf(tuple(leaves))
    with library_of(rows, listed=True) as connection:
        formula = formula_of(connection, leaves)
        best, total = best_pages(connection, query, Condition(), 10)
    score = formula.scorer()
    expected = {
        key: score([float(word in row[0].split()) for word in words], len(row[0].split())) for key, row in rows.items()
    }
    assert total == len(rows)
    assert [each.score for each in best] == pytest.approx(sorted(expected.values(), reverse=True)[:10])


@settings(max_examples=60, deadline=None)
@given(seed=st.integers())
def test_the_order_is_that_of_rank_bm25(seed: int) -> None:
    """The peer takes k1 1.2 and b 0.75 for one column; its idf turns to nothing where half the pages have a word."""
    chance = random.Random(seed)
    rows = {key: (row[0], "", "", " ") for key, row in some_rows(chance).items() if row[0]}
    words = chance.sample(WORDS, chance.randint(1, 3))
    query: Node = (
        AnyOf(tuple(Leaf((word,), (word,)) for word in words)) if len(words) > 1 else Leaf((words[0],), (words[0],))
    )
    peer = sqlite3.connect(":memory:")
    register_functions(peer)
    peer.execute("create virtual table t using fts4(body)")
    peer.executemany("insert into t (docid, body) values (?, ?)", [(key, row[0]) for key, row in rows.items()])
    scored = peer.execute(
        "select docid, rank_bm25(matchinfo(t, 'pcnalx')) from t where t match ?", (match_expression(query),)
    ).fetchall()
    peer.close()
    with library_of(rows, listed=True) as connection:
        # FTS4 rounds the average.
        average = float(math.floor(fulltext.average_length(connection) + 0.5))
        holding = fulltext.pages_holding(connection, words)
        weights = tuple(
            max(math.log((len(rows) - holding.get(word, 0) + 0.5) / (holding.get(word, 0) + 0.5)), 0.0) or 1e-9
            for word in words
        )
        found, total = best_pages(connection, query, Condition(), 10, formula=Formula(weights, average))
    assert total == len(scored)
    theirs = {key: -score for key, score in scored}
    assert WORTH[0] == 1.0
    ranked = sorted(theirs.values(), reverse=True)[:10]
    assert [theirs[each.key] for each in found] == pytest.approx(ranked, abs=1e-6)
