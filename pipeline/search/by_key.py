"""The pages of a query that only the few pages of its rarest word can answer: each of them is looked up in the
lists of the other words."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from functools import reduce
from itertools import compress
from operator import and_, not_

from pipeline.search.best import Best
from pipeline.search.leaves import Dense, Placed, Sparse, gathered
from pipeline.search.query import AllOf, AnyOf, Leaf, Node
from pipeline.store.planes import BLOCK_BITS, spread

_SOME, _ENOUGH = 2, 100  # frequent words; pages of a block
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


def show_by_key(
    best: Best, root: Node, places: Placed, driver: Leaf, chosen: Container[int] | None, gone: Container[int]
) -> None:
    """Show `best` the pages that answer `root`, of those `chosen` if any are given.

    `driver` is the `rarest` leaf of `root`, `places` have all leaves of it.
    """
    first = places[driver]
    assert isinstance(first, Sparse)
    keys, _codes, words = first.postings
    if chosen is not None:
        keys = [key for key in keys if key in chosen]
    if gone:
        keys = [key for key in keys if key not in gone]
    columns = [first.units_at(keys)]
    if root is not driver:
        keys, columns = _answering(root, keys, places, driver)
    best.show(keys, columns, words if keys is first.postings.keys else None)


def _answering(node: Node, keys: Sequence[int], places: Placed, driver: Leaf) -> tuple[Sequence[int], list[bytes]]:
    """Those of the pages, on all of which `driver` stands, that answer `node`, and units of each leaf there."""
    assert isinstance(node, AllOf)
    leaves = [part for part in node.parts if isinstance(part, Leaf)]
    keys = _on_all([place for leaf in leaves if isinstance(place := places[leaf], Dense)], keys)
    columns: dict[int, list[bytes]] = {}  # by part
    for at in sorted(range(len(node.parts)), key=lambda at: _most(node.parts[at], places)):
        columns[at] = _units_on(node.parts[at], keys, places)
        stands = _answered(columns[at])
        if not all(stands):
            keys = list(compress(keys, stands))
            columns = {each: _selected(some, stands) for each, some in columns.items()}
    found = [column for _at, some in sorted(columns.items()) for column in some]
    for part in node.without:
        stands = list(map(not_, _answered(_units_on(part, keys, places))))
        keys, found = list(compress(keys, stands)), _selected(found, stands)
    return keys, found


def _on_all(frequent: Sequence[Dense], keys: Sequence[int]) -> Sequence[int]:
    """Those of the pages on which all of some frequent words stand; all, where that is not worth a look."""
    if len(frequent) < _SOME:
        return keys
    blocks = range(keys[0] >> BLOCK_BITS, (keys[-1] >> BLOCK_BITS) + 1) if keys else range(0)
    if len(keys) < _ENOUGH * len(blocks):
        return keys
    flags = bytearray(blocks.start << BLOCK_BITS)
    for block in blocks:
        bits = reduce(and_, (each.present(block) for each in frequent))
        flags += spread(bits)
    return list(compress(keys, gathered(flags, keys)))


def _units_on(node: Node, keys: Sequence[int], places: Placed) -> list[bytes]:
    """What the hits of each leaf are worth on pages: nothing for those of a part that a page does not answer."""
    if isinstance(node, Leaf):
        return [places[node].units_at(keys)]
    parts = [_units_on(part, keys, places) for part in node.parts]
    columns = [column for part in parts for column in part]
    if isinstance(node, AnyOf):
        return columns
    stands = list(map(all, zip(*map(_answered, parts), strict=True)))
    for part in node.without:
        absent = _answered(_units_on(part, keys, places))
        stands = [there and not here for there, here in zip(stands, absent, strict=True)]
    return [bytes(units * there for units, there in zip(column, stands, strict=True)) for column in columns]


def _answered(columns: Sequence[bytes]) -> Sequence[object]:
    """Whether any of the leaves stands on each page."""
    return columns[0] if len(columns) == 1 else list(map(any, zip(*columns, strict=True)))


def _selected(columns: Sequence[bytes], stands: Sequence[object]) -> list[bytes]:
    return [bytes(compress(column, stands)) for column in columns]


def _most(node: Node, places: Placed) -> int:
    """No more pages answer it."""
    if isinstance(node, Leaf):
        return places[node].pages
    of_parts = [_most(part, places) for part in node.parts]
    return sum(of_parts) if isinstance(node, AnyOf) else min(of_parts)
