"""Rows or blocks: which way of finding the best pages is likely to cost less. Both find the same."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.search.query import AllOf, Leaf, Node
from pipeline.store import blocks, fulltext

_MOST_LEAVES = 64
_FEWEST = 1000  # pages of a word that may have a list
# In µs: to pass over a page of a word's list in FTS4, of a prefix's; to score a row; to look at a page of a
# block; to ask FTS4 for one more word. Measured by `python -m tests.bench search`.
_SEEN, _SEEN_OF_PREFIX, _ROW, _PAGE, _ASKED = 0.03, 0.2, 0.6, 0.008, 50.0


class _Cost(NamedTuple):
    """Pages that a part finds, and what it costs by rows (scoring aside) and by blocks."""

    pages: float
    rows: float
    blocks: float


def by_block(connection: sqlite3.Connection, root: Node) -> bool:
    """Whether whole blocks are likely to cost less than rows; False where they cannot answer `root`."""
    leaves = list(_every_leaf(root))
    if not answers_by_block(root) or len(leaves) > _MOST_LEAVES:
        return False
    holding = fulltext.pages_holding(connection, {word for leaf in leaves for word in leaf.words})
    if max(holding.values(), default=0) < _FEWEST and not any(leaf.prefix for leaf in leaves):
        return False  # as most queries for rare words
    listed = blocks.pages_holding(connection, {" ".join(leaf.words) for leaf in leaves})
    if not listed and not any(leaf.prefix for leaf in leaves):
        return False
    cost = _cost(_Held(connection, float(fulltext.page_count(connection)), listed, holding), root)
    return cost.blocks < cost.rows + _ROW * cost.pages


class _Held(NamedTuple):
    connection: sqlite3.Connection
    pages: float
    listed: dict[str, int]
    holding: dict[str, int]


def _cost(held: _Held, node: Node) -> _Cost:
    if isinstance(node, Leaf):
        return _of_prefix(held, node) if node.prefix and len(node.words) == 1 else _of_leaf(held, node)
    parts = [_cost(held, part) for part in node.parts]
    beside = [_cost(held, part) for part in node.without] if isinstance(node, AllOf) else []
    found = [part.pages for part in parts]
    return _Cost(
        _of_all(held.pages, found) if isinstance(node, AllOf) else min(held.pages, sum(found)),
        sum(part.rows for part in (*parts, *beside)),
        sum(part.blocks for part in (*parts, *beside)),
    )


def _of_all(pages: float, found: Sequence[float]) -> float:
    """About how many pages have every part: words asked for together meet more often than by chance."""
    by_chance = pages * math.prod(each / max(pages, 1.0) for each in found)
    return min(*found, 2 * by_chance) if len(found) > 1 else sum(found)


def _of_leaf(held: _Held, leaf: Leaf) -> _Cost:
    pages = [float(held.holding.get(word, 0)) for word in leaf.words]
    seen = _SEEN * sum(pages)
    if (listed := held.listed.get(" ".join(leaf.words))) is not None and not leaf.prefix:
        return _Cost(listed, seen, _PAGE * held.pages)
    found = min(pages) if len(pages) == 1 else min(*pages, held.pages / blocks.FREQUENT)
    return _Cost(found, seen, seen + _ROW * found + _PAGE * held.pages)


def _of_prefix(held: _Held, leaf: Leaf) -> _Cost:
    words = fulltext.words_beginning(held.connection, leaf.words[0])
    listed = blocks.pages_holding(held.connection, words)
    other = sum(words.values()) - sum(words[word] for word in listed)
    return _Cost(
        min(held.pages, sum(words.values())),
        _SEEN_OF_PREFIX * sum(words.values()),
        _PAGE * held.pages * (len(listed) + 1) + _ROW * other + _ASKED * (len(words) - len(listed)),
    )


def answers_by_block(node: Node) -> bool:
    """Whether blocks can answer a query: no columns, exact words or NEAR, and no NOT within an OR.

    There FTS4 counts hits of what is left out; blocks would not.
    """
    if isinstance(node, Leaf):
        return not (node.column or node.exact)
    if isinstance(node, AllOf):
        return node.near is None and all(map(answers_by_block, (*node.parts, *node.without)))
    return all(map(answers_by_block, node.parts)) and not any(map(_leaves_out, node.parts))


def _leaves_out(node: Node) -> bool:
    return not isinstance(node, Leaf) and (
        bool(isinstance(node, AllOf) and node.without) or any(map(_leaves_out, node.parts))
    )


def _every_leaf(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
        return
    for part in (*node.parts, *(node.without if isinstance(node, AllOf) else ())):
        yield from _every_leaf(part)
