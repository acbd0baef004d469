"""The pages of a query that only the few pages of its rarest word can answer: each of them is looked up in the
lists of the other words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from itertools import compress
from operator import and_, not_

from ..store.planes import BLOCK_BITS, spread
from .best import Best
from .leaves import Dense, Placed, Sparse, gathered
from .query import AllOf, AnyOf, Leaf, Node

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
    best: Best, root: Node, places: Placed, driver: Leaf, scope: bytes | bytearray | None, gone: set[int]
) -> None:
    """Show `best` the pages that answer `root`, of those with a flag in `scope` if it is given.

    `driver` is the `rarest` leaf of `root`, `places` have all leaves of it.
    """
    first = places[driver]
    assert isinstance(first, Sparse)
    keys, units, words = first.postings
    columns = {0: [units]}
    if scope is not None:
        keys, columns = _selected(keys, columns, gathered(scope.ljust(keys[-1] + 1 if keys else 0, b"\0"), keys))
    if root is not driver:
        keys, columns = _answering(root, keys, columns[0][0], places, driver)
    if not gone.isdisjoint(keys):
        keys, columns = _selected(keys, columns, [key not in gone for key in keys])
    found = [column for _at, some in sorted(columns.items()) for column in some]
    best.show(keys, found, words if keys is first.postings.keys else None)


def _answering(
    node: Node, keys: Sequence[int], units: bytes, places: Placed, driver: Leaf
) -> tuple[Sequence[int], dict[int, list[bytes]]]:
    """Those of the pages that answer `node`, and, by part, units of each leaf there.

    `driver` stands on all of the pages, with these units.
    """
    assert isinstance(node, AllOf)
    first = node.parts.index(driver)
    columns = {first: [units]}
    others = [at for at in range(len(node.parts)) if at != first]
    frequent = [place for at in others if isinstance(place := _place(node.parts[at], places), Dense)]
    keys, columns = _selected(keys, columns, _on_all(frequent, keys))
    for at in sorted(others, key=lambda at: _most(node.parts[at], places)):
        columns[at] = units_on(node.parts[at], keys, places)
        keys, columns = _selected(keys, columns, _answered(columns[at]))
    for part in node.without:
        absent = _answered(units_on(part, keys, places))
        keys, columns = _selected(keys, columns, list(map(not_, absent)))
    return keys, columns


def _place(node: Node, places: Placed) -> object:
    return places[node] if isinstance(node, Leaf) else None


def _on_all(frequent: Sequence[Dense], keys: Sequence[int]) -> Sequence[object]:
    """Whether all of some frequent words stand on each page; it is no harm to take those that are few for such."""
    blocks = range(keys[0] >> BLOCK_BITS, (keys[-1] >> BLOCK_BITS) + 1) if keys else range(0)
    if len(frequent) < _SOME or len(keys) < _ENOUGH * len(blocks):
        return b"\1" * len(keys)
    flags = bytearray(blocks.start << BLOCK_BITS)
    for block in blocks:
        bits = reduce(and_, (each.present(block) for each in frequent))
        flags += spread(bits)
    return gathered(flags, keys)


def units_on(node: Node, keys: Sequence[int], places: Placed) -> list[bytes]:
    """What the hits of each leaf are worth on pages: nothing for those of a part that a page does not answer."""
    if isinstance(node, Leaf):
        return [places[node].units_at(keys)]
    parts = [units_on(part, keys, places) for part in node.parts]
    columns = [column for part in parts for column in part]
    if isinstance(node, AnyOf):
        return columns
    stands = list(map(all, zip(*map(_answered, parts), strict=True)))
    for part in node.without:
        absent = _answered(units_on(part, keys, places))
        stands = [there and not here for there, here in zip(stands, absent, strict=True)]
    return [bytes(units * there for units, there in zip(column, stands, strict=True)) for column in columns]


def _answered(columns: Sequence[bytes]) -> Sequence[object]:
    """Whether any of the leaves stands on each page."""
    return columns[0] if len(columns) == 1 else list(map(any, zip(*columns, strict=True)))


def _selected(
    keys: Sequence[int], columns: dict[int, list[bytes]], stands: Sequence[object]
) -> tuple[Sequence[int], dict[int, list[bytes]]]:
    if all(stands):
        return keys, columns
    return list(compress(keys, stands)), {
        at: [bytes(compress(column, stands)) for column in some] for at, some in columns.items()
    }


def _most(node: Node, places: Placed) -> int:
    """No more pages answer it."""
    if isinstance(node, Leaf):
        return places[node].pages
    of_parts = [_most(part, places) for part in node.parts]
    return sum(of_parts) if isinstance(node, AnyOf) else min(of_parts)
