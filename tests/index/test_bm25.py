"""BM25 agrees with sqlite-fts4's rank_bm25 on the library's own index, and impacts with FTS4's counts."""

from __future__ import annotations

import math
import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_fts4 import register_functions

from pipeline.index import AnyOf, match_expression
from pipeline.index.bm25 import COLUMN_WEIGHTS, MAX_IMPACT, Bm25, Impacts, idf, impact_of
from tests.index.pages import WORDS, index_of, some_rows, word


@settings(max_examples=60, deadline=None)
@given(seed=st.integers())
def test_rank_bm25_gives_the_same_scores_to_pages_of_one_column(seed: int) -> None:
    """With its own weights of words (0 where half the pages have one) and the average length that FTS4 rounds."""
    chance = random.Random(seed)
    rows = {key: (row[0], "", "", " ") for key, row in some_rows(chance).items() if row[0]}
    if not rows:
        return
    words = chance.sample(WORDS, chance.randint(1, 3))
    root = AnyOf(tuple(map(word, words)))
    with index_of(rows) as (index, connection):
        register_functions(connection)
        theirs = dict(
            connection.execute(
                "select docid, -rank_bm25(matchinfo(_index, 'pcnalx')) from _index where _index match ?",
                (match_expression(root),),
            ).fetchall()
        )
        doc_freqs = [index.doc_freqs(words).get(each, 0) for each in words]
        weights = [max(math.log((len(rows) - each + 0.5) / (each + 0.5)), 0.0) for each in doc_freqs]
        found, lengths = (
            index.top_k(root, len(rows), weights=[each or 1e-9 for each in weights])[0],
            index.average_length(),
        )
    assert {page.key for page in found} == theirs.keys()
    assert COLUMN_WEIGHTS[0] == 1.0
    rounded = Bm25((1.0,), float(math.floor(lengths + 0.5)))
    exact = Bm25((1.0,), lengths)
    for page in found:
        # The rounded average changes the length normalisation of a page by this share at most.
        share = abs(rounded.norm(page.words) / exact.norm(page.words) - 1)
        assert page.score == pytest.approx(theirs[page.key], rel=share + 1e-9, abs=1e-6)


def test_the_order_of_rank_bm25_is_ours_where_the_average_is_whole() -> None:
    rows = {key: ("luat " * key + "dang " * (20 - key), "", "", " ") for key in range(1, 9)}
    rows |= dict.fromkeys(range(9, 40), ("dang " * 20, "", "", " "))
    with index_of(rows) as (index, _connection):
        ours = [page.key for page in index.top_k(word("luat"), 8)[0]]
        explained = index.explain(word("luat"), ours)
    assert ours == sorted(ours, key=lambda key: -explained[key].rank_bm25) == list(range(8, 0, -1))


def test_rank_bm25_weighs_all_columns_alike() -> None:
    rows = {1: ("luat dang", "", "dang dang", " "), 2: ("dang dang", "", "luat dang", " ")}
    rows |= dict.fromkeys(range(3, 9), ("dang dang", "", "dang dang", " "))
    with index_of(rows) as (index, _connection):
        explained = index.explain(word("luat"), [1, 2, 3])
    assert explained.keys() == {1, 2}
    assert explained[1].rank_bm25 < explained[2].rank_bm25 * 2  # a title is as good as a body
    assert explained[2].parts[0] > explained[1].parts[0]  # ours: a title weighs three times as much


@pytest.mark.parametrize(
    ("counts", "impact"),
    [
        ((0, 0, 0, 0, 0), 0),
        ((1, 0, 0, 0, 0), 2),
        ((1, 1, 1, 1, 1), 18),
        ((0, 0, 0, 2, 0), 12),
        ((0, 0, 0, 0, 1), 1),
        ((500, 0, 0, 0, 0), MAX_IMPACT),
    ],
)
def test_impacts_of_occurrences(counts: tuple[int, ...], impact: int) -> None:
    assert impact_of(counts) == impact


def test_impacts_are_decoded_by_leaf() -> None:
    pages = [
        array("I", counts).tobytes() for counts in ([1, 0, 0, 0, 0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 90, 0, 0, 0, 0])
    ]
    assert Impacts().decode(pages) == [bytes([2, 6]), bytes([3, MAX_IMPACT])]


def test_a_rarer_word_weighs_more_and_every_word_weighs_something() -> None:
    weights = [idf(1000, doc_freq) for doc_freq in (0, 1, 500, 999, 1000, 1001)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0
    assert idf(0, 0) == pytest.approx(math.log(2))


def test_a_score_is_the_sum_of_its_parts() -> None:
    bm25 = Bm25((2.0, 0.5), 10.0)
    impacts = [bytes([2, 0]), bytes([4, 4])]
    parts = bm25.parts(impacts, [10, 40])
    assert parts[0][0] == pytest.approx(2.0 * 2.2 * 1 / (1 + 1.2))
    assert parts[0][1] == 0
    assert bm25.scores(impacts, [10, 40]) == pytest.approx([parts[0][0] + parts[1][0], parts[1][1]])
    assert parts[1][1] < parts[1][0]  # a longer page
