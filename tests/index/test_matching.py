"""Matching by impact vectors and by FTS4's rows find the same pages, with the same impacts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.index import AllOf, AnyOf, Leaf, Node
from pipeline.index.matching import flagged, mask_of, matches, scan
from tests.index.pages import index_of, put, some_expression, some_rows, take, word

ROWS = {
    1: ("ky luat dang", "", "", " "),
    2: ("luat ky dang", "", "", " "),
    3: ("ky", "luat", "", " "),
    4: ("dang", "", "ky luat", " "),
    9: ("luan", "", "", " "),
}
KY, LUAT, DANG = map(word, ("ky", "luat", "dang"))
LU = Leaf(("lu",), ("lu",), prefix=True)


@pytest.mark.parametrize(
    ("root", "keys"),
    [
        (KY, [1, 2, 3, 4]),
        (word("ky luat"), [1, 4]),
        (LU, [1, 2, 3, 4, 9]),
        (word("khong"), []),
        (AllOf((KY, LUAT)), [1, 2, 3, 4]),
        (AllOf((KY,), (DANG,)), [3]),
        (AllOf((KY,), (word("ky luat"),)), [2, 3]),
        (AnyOf((word("luan"), word("luat ky"))), [2, 9]),
        (AnyOf((AllOf((KY,), (DANG,)), word("luan"))), [3, 9]),
        (AllOf((KY, DANG), near=0), [2]),
        (Leaf(("ky",), ("ky",), column="title"), [4]),
        (Leaf(("ky",), ("kỷ",), exact=True), [1, 2, 3, 4]),
    ],
)
@pytest.mark.parametrize("compacted", [True, False])
def test_pages_that_match(root: Node, keys: list[int], compacted: bool) -> None:
    with index_of(ROWS, compacted=compacted) as (index, connection):
        mask = matches(connection, root).page_mask(10)
        assert [key for key, flag in enumerate(mask) if flag] == keys
        assert index.page_mask(root) == mask
        assert index.find(root, 2) == keys[:2]
        assert index.top_k(root, 10)[1] == len(keys)


def test_vectors_answer_what_they_can() -> None:
    with index_of(ROWS) as (_index, connection):
        for root, combined in (
            (KY, True),
            (AllOf((KY,), (DANG,)), True),
            (AnyOf((AllOf((KY,), (DANG,)), word("luan"))), False),
            (AllOf((KY, DANG), near=0), False),
            (Leaf(("ky",), ("kỷ",), exact=True), False),
            (word("khong"), False),  # no leaf has a vector
        ):
            assert (matches(connection, root).mask is not None) is combined, root


@settings(max_examples=40, deadline=None)
@given(seed=st.integers())
def test_impacts_of_every_leaf_are_those_of_fts4(seed: int) -> None:
    chance = random.Random(seed)
    rows = some_rows(chance)
    late = dict(list(rows.items())[len(rows) // 2 :])
    with index_of({key: row for key, row in rows.items() if key not in late}) as (index, connection):
        put(index, connection, late)
        for key in chance.sample(list(rows), len(rows) // 5):
            take(index, connection, key)
        for _query in range(10):
            root = some_expression(chance)
            by_rows, found = scan(connection, root), matches(connection, root)
            assert found.total == by_rows.total
            for key, *impacts in zip(by_rows.keys, *by_rows.impacts, strict=True):
                place = key if found.mask is not None else found.keys.index(key)
                assert [column[place] for column in found.impacts] == impacts


def test_spans_limit_what_matches() -> None:
    assert list(mask_of([(1, 2), (5, 1)], 7)) == [0, 255, 255, 0, 0, 255, 0]
    assert flagged(mask_of([(1, 2), (5, 1)], 7), [(4, 3), (0, 2)]) == [1, 5]
    with index_of(ROWS) as (_index, connection):
        for root in (KY, Leaf(("ky",), ("ky",), column="body")):
            assert matches(connection, root, [(3, 2), (1, 1)]).total == (3 if root == KY else 2)
            assert matches(connection, root, []).total == 0


def test_pages_may_be_accepted_by_other_means() -> None:
    with index_of(ROWS) as (_index, connection):
        assert matches(connection, KY, accept=lambda keys: [key for key in keys if key > 2]).keys == [3, 4]
