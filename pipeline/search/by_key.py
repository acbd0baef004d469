"""The best pages of a query that only the few pages of its rarest word can answer: each of them is looked up in
the lists of the other words, and every page that is left is scored."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Sequence
from heapq import nsmallest

from pipeline.search.formula import Formula, Scored
from pipeline.search.leaves import Placed, Sparse, codes_on, worth_of
from pipeline.search.query import AllOf, AnyOf, Leaf, Node
from pipeline.store.lengths import Lengths

_ONE_OF = 50  # pages: where more than one of so many answers, blocks are quicker


def rarest(node: Node, places: Placed, pages: int) -> Leaf | None:
    """The rarest leaf of those that must stand on each page; None if so many pages may answer that it is of no help.

    `pages` is how many there are.
    """
    must = [part for part in (node.parts if isinstance(node, AllOf) else (node,)) if isinstance(part, Leaf)]
    leaf = min(must, key=lambda each: places[each].pages, default=None)
    if leaf is None or not isinstance(places[leaf], Sparse):
        return None
    by_chance = math.prod(places[each].pages / max(pages, 1) for each in must)
    return leaf if len(must) == 1 or by_chance * _ONE_OF < 1 else None


def best_by_key(
    connection: sqlite3.Connection,
    root: Node,
    formula: Formula,
    places: Placed,
    driver: Leaf,
    chosen: Collection[int] | None,
    limit: int,
) -> tuple[list[Scored], int]:
    """The `limit` best pages that answer `root`, of those `chosen` if any are given, and how many answer.

    `driver` is the `rarest` leaf of `root`, `places` have all leaves of it, `formula` is for those looked for.
    """
    first = places[driver]
    assert isinstance(first, Sparse)
    keys, _codes, words = first.postings
    if root is not driver or chosen is not None:
        keys = _answering(root, keys if chosen is None else [key for key in keys if key in chosen], places, driver)
        words = None
    columns = [first.postings.codes] if keys is first.postings.keys else codes_on(root, keys, places)
    if words is None:
        words = Lengths(connection).of(keys)
    scores = formula.scores([map(worth_of, codes) for codes in columns], words)
    return _best(scores, keys, words, limit), len(keys)


def _best(scores: Sequence[float], keys: Sequence[int], words: Sequence[int], limit: int) -> list[Scored]:
    if len(scores) > 4 * limit:
        least = sorted(scores, reverse=True)[limit - 1]
        rows = [row for row in zip(scores, keys, words, strict=True) if row[0] >= least]
    else:
        rows = list(zip(scores, keys, words, strict=True))
    rows = nsmallest(limit, rows, key=lambda row: (-row[0], row[1]))
    return [Scored(key, value, count) for value, key, count in rows]


def _answering(node: Node, keys: Sequence[int], places: Placed, sure: Leaf | None = None) -> list[int]:
    """Those of the pages, on all of which `sure` stands, that answer a part of the query."""
    if isinstance(node, Leaf):
        return list(keys) if node == sure else places[node].among(keys)
    if isinstance(node, AnyOf):
        some = {key for part in node.parts for key in _answering(part, keys, places)}
        return [key for key in keys if key in some]
    left = list(keys)
    for part in sorted(node.parts, key=lambda each: _most(each, places)):
        left = _answering(part, left, places, sure)
    for part in node.without:
        absent = set(_answering(part, left, places))
        left = [key for key in left if key not in absent]
    return left


def _most(node: Node, places: Placed) -> int:
    """No more pages answer it."""
    if isinstance(node, Leaf):
        return places[node].pages
    of_parts = [_most(part, places) for part in node.parts]
    return sum(of_parts) if isinstance(node, AnyOf) else min(of_parts)
