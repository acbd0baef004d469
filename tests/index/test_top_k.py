"""The top-k by bounds and impact vectors is that of scoring every page that FTS4 finds."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Collection, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.index import AnyOf, Index, Leaf, Node, ScoredPage, leaves_of
from pipeline.index.bm25 import Bm25
from pipeline.index.matching import Spans, scan
from pipeline.index.norms import Lengths
from tests.index.pages import WORDS, index_of, put, some_expression, some_rows, take, word


def scanned(
    index: Index,
    connection: sqlite3.Connection,
    root: Node,
    k: int,
    within: Collection[int] | None = None,
    groups: Sequence[Spans] | None = None,
) -> tuple[list[ScoredPage], int]:
    """Score every page that FTS4 finds and sort them."""
    found = scan(connection, root)
    lengths = Lengths(connection).of(found.keys)
    scores = Bm25(tuple(index.leaf_weights(list(leaves_of(root)))), index.average_length()).scores(
        found.impacts, lengths
    )
    pages = [ScoredPage(*row) for row in zip(found.keys, scores, lengths, strict=True)]
    pages = [page for page in pages if within is None or page.key in within]
    group_of = {key: place for place, spans in enumerate(groups or ()) for key, _count in spans}
    pages.sort(key=lambda page: (group_of.get(page.key, 0), -page.score, page.key))
    return pages[:k], len(pages)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(), compacted=st.booleans())
def test_top_k_is_that_of_a_plain_scan(seed: int, compacted: bool) -> None:
    chance = random.Random(seed)
    rows = some_rows(chance)
    late = dict(list(rows.items())[len(rows) - chance.randint(0, len(rows) // 2) :])
    early = {key: row for key, row in rows.items() if key not in late}
    with index_of(early, compacted=compacted) as (index, connection):
        put(index, connection, late)
        for key in chance.sample(list(rows), len(rows) // 4 * chance.randint(0, 1)):
            del rows[key]
            take(index, connection, key)
        index.check()
        for _query in range(12 if len(rows) <= 80 else 2):
            root, k = some_expression(chance), chance.choice((0, 1, 3, 10, 300))
            some = sorted(chance.sample(list(rows), len(rows) // 2))
            spans = [(key, 1) for key in some]
            groups = [spans, [(key, 1) for key in rows if key not in some]]
            assert index.top_k(root, k) == scanned(index, connection, root, k)
            assert index.top_k(root, k, within=spans) == scanned(index, connection, root, k, within=some)
            assert index.top_k(root, k, groups=groups) == scanned(index, connection, root, k, groups=groups)
            odd = index.top_k(root, k, accept=lambda keys: [key for key in keys if key % 2])
            assert odd == scanned(index, connection, root, k, within=[key for key in rows if key % 2])


@pytest.mark.parametrize("occurrences", [1, 2, 7, 100, 126, 127, 128, 300])
@pytest.mark.parametrize("words", [0, 50, 5000, 70_000])
def test_many_occurrences_and_long_pages_are_bounded_too(occurrences: int, words: int) -> None:
    row = ("luat " * occurrences + "va " * words, "luat " * (occurrences % 12), "luat luan " * (occurrences % 5), " ")
    with index_of({5: row, 6: ("luat", "", "", " ")}) as (index, connection):
        for root in (word("luat"), Leaf(("lu",), ("lu",), prefix=True), AnyOf((word("luat"), word("va")))):
            assert index.top_k(root, 10) == scanned(index, connection, root, 10)


@pytest.mark.parametrize("leaves", [64, 65, 300])
def test_expressions_of_many_leaves(leaves: int) -> None:
    chance = random.Random(1)
    words = [f"w{number}" for number in range(leaves)]
    rows = {key: (" ".join(chance.sample(words, chance.randint(1, 5))), "", "", " ") for key in range(1, 1200)}
    root = AnyOf(tuple(map(word, words)))
    with index_of(rows) as (index, connection):
        assert index.top_k(root, 10) == scanned(index, connection, root, 10)
        assert index.top_k(root, 10)[1] == len(rows)


def test_equal_scores_are_in_the_order_of_keys() -> None:
    with index_of(dict.fromkeys(range(1, 1500), ("luat dang", "", "", " "))) as (index, _connection):
        for root in (word("luat"), word(WORDS[0])):
            assert [page.key for page in index.top_k(root, 5)[0]] == [1, 2, 3, 4, 5]
