"""The pages that match an expression, with the impact of every leaf: by impact vectors, or a row of FTS4 at a time.

With vectors, every leaf is one integer of a byte a page, and a conjunction, disjunction or negation is one operation
on those integers for the whole library. Leaves without a vector (phrases, prefixes, rare words) are read from FTS4.
FTS4 alone answers what impacts cannot: columns, NEAR, exact tones, and expressions without any frequent term.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from . import norms, vectors
from .expression import AnyOf, Leaf, Node, every_leaf, leaves_of, match_expression
from .norms import as_bytes, as_integer, masked
from .vectors import Accept

MAX_LEAVES = 64  # for which vectors are combined and bounds computed
_PRESENT = bytes([0] + [255] * 255)
Spans = Sequence[tuple[int, int]]  # runs of pages: first key and number of pages
_Impacts = Mapping[Leaf, bytes]


class Matches(NamedTuple):
    """Pages that match an expression, with the impact of each leaf on each of them."""

    keys: Sequence[int]  # in order; all pages of the library if vectors were used
    impacts: list[bytes]
    mask: bytes | None = None  # 255 for each of these pages that matches, else 0; None if all of them do

    @property
    def total(self) -> int:
        """The number of pages that match."""
        return len(self.keys) if self.mask is None else len(self.mask) - self.mask.count(0)

    def page_mask(self, size: int) -> bytearray:
        """Return 255 for each page of the library that matches, else 0."""
        if self.mask is not None:
            return bytearray(self.mask)
        found = bytearray(size)
        for key in self.keys:
            found[key] = 255
        return found


def mask_of(spans: Spans, size: int) -> bytes:
    """Return 255 for each of `size` pages that is in one of the spans, else 0."""
    found = bytearray(size)
    for first, count in spans:
        found[first : first + count] = b"\xff" * count
    return bytes(found)


def flagged(mask: bytes | bytearray, spans: Spans) -> list[int]:
    """Return the keys of the pages in the spans that have a flag in the mask, in order."""
    return sorted(
        key for first, count in spans for key in compress(range(first, first + count), mask[first : first + count])
    )


def matches(
    connection: sqlite3.Connection, root: Node, within: Spans | None = None, accept: Accept | None = None
) -> Matches:
    """Return the pages that match `root`, are in one of the spans, if any are given, and are accepted."""
    size = norms.size(connection)
    impacts = None if accept else _impacts_of_leaves(connection, root, size)
    if impacts is None:
        return scan(connection, root, within, accept)
    mask = norms.alive(connection) & _present(root, impacts)
    if within is not None:
        mask &= as_integer(mask_of(within, size))
    return Matches(range(size), _columns(root, impacts), as_bytes(mask, size))


def scan(
    connection: sqlite3.Connection, root: Node, within: Spans | None = None, accept: Accept | None = None
) -> Matches:
    """Return what `matches` does, from FTS4 alone."""
    keys: list[int] = []
    impacts: list[bytearray] = [bytearray() for _leaf in leaves_of(root)]
    where = "_index match ?"
    values: list[str | int] = [match_expression(root)]
    if within is not None:
        mask = mask_of(within, norms.size(connection))
        connection.create_function("in_spans", 1, mask.__getitem__, deterministic=True)
        where += " and docid between ? and ? and in_spans(docid)"
        values += [min(within, default=(0, 0))[0], max((first + count - 1 for first, count in within), default=-1)]
    for some, columns in vectors.fts4_rows(connection, where, values, accept):
        keys += some
        for column, more in zip(impacts, columns, strict=True):
            column += more
    return Matches(keys, list(map(bytes, impacts)))


def _impacts_of_leaves(connection: sqlite3.Connection, root: Node, size: int) -> _Impacts | None:
    """Return the impacts of each leaf; None where FTS4 alone answers, or does as well."""
    leaves = set(every_leaf(root))
    if len(leaves) > MAX_LEAVES or not _is_combinable(root):
        return None
    held = vectors.keys_of(connection, {leaf.term for leaf in leaves if not leaf.prefix})
    if not held:
        return None

    def impacts(leaf: Leaf) -> bytes:
        if not leaf.prefix and (key := held.get(leaf.term)):
            return vectors.read(connection, leaf.term, key, size)
        return vectors.from_fts4(connection, match_expression(leaf), size)

    return {leaf: impacts(leaf) for leaf in leaves}


def _is_combinable(node: Node, *, optional: bool = False) -> bool:
    """Whether impacts of leaves determine the result: not for columns, exact tones and NEAR.

    Nor for a negation inside a disjunction (`optional`), where FTS4 counts occurrences otherwise.
    """
    if isinstance(node, Leaf):
        return not (node.column or node.exact)
    if isinstance(node, AnyOf):
        return all(_is_combinable(part, optional=True) for part in node.parts)
    if node.near is not None or (optional and node.without):
        return False
    return all(_is_combinable(part, optional=optional) for part in (*node.parts, *node.without))


def _present(node: Node, impacts: _Impacts) -> int:
    """Return the pages that match, as an integer of a byte a page: 255 or 0."""
    if isinstance(node, Leaf):
        return as_integer(impacts[node].translate(_PRESENT))
    if isinstance(node, AnyOf):
        found = 0
        for part in node.parts:
            found |= _present(part, impacts)
        return found
    found = -1
    for part in node.parts:
        found &= _present(part, impacts)
    for part in node.without:
        found &= ~_present(part, impacts)
    return found


def _columns(node: Node, impacts: _Impacts, *, inner: bool = False) -> list[bytes]:
    """Return the impacts of each leaf that may match; 0 where an inner conjunction that the leaf is in fails."""
    if isinstance(node, Leaf):
        return [impacts[node]]
    found = [column for part in node.parts for column in _columns(part, impacts, inner=True)]
    if isinstance(node, AnyOf) or not inner:
        return found
    mask = _present(node, impacts)
    return [masked(column, mask) for column in found]
