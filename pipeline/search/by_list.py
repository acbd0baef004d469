"""The best pages by the lists of words: which queries they can answer, and the way to it."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping

from ..store import lists
from ..store.fulltext import page_count
from ..store.lengths import last_key
from ..store.lists import Listed
from .best import MOST_LEAVES, Best
from .by_key import rarest, show_by_key
from .formula import Formula, Scored
from .leaves import Dense, Placed, placed
from .query import AllOf, Leaf, Node, every_leaf

_OF_ROW, _OF_LOOKS, _OF_BLOCKS = 25, 3, 4


def listed_in(connection: sqlite3.Connection, root: Node) -> dict[str, Listed]:
    """Those of the words of a query that stand on any page."""
    return lists.of_words(connection, {word for leaf in every_leaf(root) for word in leaf.words})


def places_of(connection: sqlite3.Connection, root: Node, listed: Mapping[str, Listed]) -> Placed | None:
    """Where all leaves of a query stand, `listed` has their words; None where lists cannot tell."""
    leaves = set(every_leaf(root))
    if not answers_by_lists(root) or len(leaves) > MOST_LEAVES:
        return None
    places: Placed = {}
    for leaf in leaves:
        if not (place := placed(connection, leaf, listed)):
            return None
        places[leaf] = place
    return places


def best_by_lists(
    connection: sqlite3.Connection,
    root: Node,
    formula: Formula,
    places: Placed,
    scope: bytes | bytearray | None,
    limit: int,
) -> tuple[list[Scored], int] | None:
    """The `limit` best pages that answer `root`, of those with a flag in `scope` if it is given, and how many answer.

    `formula` is for the leaves of `root` that are looked for. None where FTS4 is likely to be quicker.
    """
    pages = page_count(connection) if isinstance(root, AllOf) else 0
    if scope is None and _rows_are_sooner_read(root, places, pages):
        return None
    best = Best(connection, formula, limit)
    gone = lists.gone(connection)
    if driver := rarest(root, places, pages):
        show_by_key(best, root, places, driver, scope, gone)
    else:
        from .by_block import show_by_block  # not for every search

        show_by_block(best, root, places, scope, gone, last_key(connection))
    return best.pages(), best.total


def _rows_are_sooner_read(root: Node, places: Placed, pages: int) -> bool:
    """Whether FTS4 finds some words together sooner than lists do.

    It has to go through all pages of each word, and through the rows of those that are left; lists go through a
    few postings for each page of a rare word, and through all blocks of a frequent one (measured in postings
    of FTS4: `python -m tests.bench search` has both kinds).
    """
    if not isinstance(root, AllOf) or root.without:
        return False
    words = [part for part in root.parts if isinstance(part, Leaf) and len(part.words) == 1 and not part.prefix]
    if len(words) < len(root.parts):
        return False
    holding = [places[word].pages for word in words]
    expected = pages * math.prod(each / max(pages, 1) for each in holding)
    of_lists = (
        pages / _OF_BLOCKS if isinstance(places[word], Dense) else _OF_LOOKS * places[word].pages for word in words
    )
    return sum(holding) + _OF_ROW * expected < sum(of_lists)


def answers_by_lists(node: Node) -> bool:
    """Whether lists can answer a query: no columns, exact words or NEAR, and no NOT within an OR.

    There FTS4 counts hits of what is left out; lists would not. Of a NOT within a NOT FTS4 counts none right.
    """
    if isinstance(node, Leaf):
        return not (node.column or node.exact)
    if isinstance(node, AllOf):
        return node.near is None and all(map(answers_by_lists, (*node.parts, *node.without)))
    return all(map(answers_by_lists, node.parts)) and not any(map(_leaves_out, node.parts))


def _leaves_out(node: Node) -> bool:
    return not isinstance(node, Leaf) and (
        bool(isinstance(node, AllOf) and node.without) or any(map(_leaves_out, node.parts))
    )
