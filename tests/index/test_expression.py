"""Expressions in FTS4's syntax, and their leaves."""

from __future__ import annotations

import pytest

from pipeline.index import AllOf, AnyOf, Leaf, Node, leaves_of, match_expression
from pipeline.index.expression import every_leaf
from tests.index.pages import word

A, B, C = word("a"), word("b c"), Leaf(("d",), ("đ",), exact=True)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (A, '"a"'),
        (B, '"b c"'),
        (Leaf(("lu",), ("lu",), prefix=True), '"lu*"'),
        (Leaf(("lu",), ("lu",), column="title"), "title:lu"),
        (AllOf((A, B)), '("a" AND "b c")'),
        (AllOf((A, B), near=3), '("a" NEAR/3 "b c")'),
        (AnyOf((A, B)), '("a" OR "b c")'),
        (AllOf((A,), (B,)), '(("a") NOT ("b c"))'),
        # A page may have the word with other tones; its text decides.
        (AllOf((A,), (C,)), '("a")'),
        (AnyOf((AllOf((A,), (B,)), B)), '((("a") NOT ("b c")) OR "b c")'),
    ],
)
def test_fts4_syntax(node: Node, text: str) -> None:
    assert match_expression(node) == text


def test_leaves_that_may_match_and_all_leaves() -> None:
    root = AnyOf((AllOf((A,), (B,)), C))
    assert list(leaves_of(root)) == [A, C]
    assert list(every_leaf(root)) == [A, B, C]


def test_how_a_leaf_was_typed() -> None:
    assert (C.special, C.toned, C.term) == (True, True, "d")
    assert (B.special, B.toned, B.term) == (False, False, "b c")
