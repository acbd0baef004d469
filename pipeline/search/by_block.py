"""The pages of a query of frequent words, by whole blocks of pages instead of a page at a time."""

from __future__ import annotations

from collections.abc import Iterable

from ..store.planes import BLOCK, BLOCK_BITS, as_bits, bits_of, pages_at, spread
from .best import Best
from .leaves import Dense, Placed, block_of, gathered
from .query import AllOf, AnyOf, Leaf, Node

_FEW = BLOCK // 16  # pages of a block that are sooner taken out than bounded with the others


def show_by_block(
    best: Best, root: Node, places: Placed, scope: bytes | bytearray | None, gone: Iterable[int], last: int
) -> None:
    """Show `best` the pages that answer `root`, of those with a flag in `scope` if it is given.

    `places` has all leaves of `root`, `last` is the last page.
    """
    absent = bits_of(gone)
    # Then it is no work to see which pages answer.
    frequent = all(isinstance(place, Dense) for place in places.values())
    for block in range((last >> BLOCK_BITS) + 1):
        some = scope is not None or block in absent or isinstance(root, AllOf)
        mask = -1 if scope is None else as_bits(block_of(scope, block))
        among = mask and _present(root, block, places) & mask & ~absent.get(block, 0) if some or frequent else None
        if among == 0:
            continue
        columns = _units(root, block, places)
        count = None if among is None else among.bit_count()
        if count is not None and count <= _FEW and some:
            pages = pages_at(among or 0)
            best.show([block << BLOCK_BITS | page for page in pages], [gathered(units, pages) for units in columns])
        else:
            best.show_block(block, columns, among if some else None, count)


def flags_of(root: Node, places: Placed, last: int) -> bytearray:
    """Flags of the pages that answer `root`: a byte for each page, 255 or 0."""
    flags = bytearray()
    for block in range((last >> BLOCK_BITS) + 1):
        flags += spread(_present(root, block, places))
    return flags


def _present(node: Node, block: int, places: Placed) -> int:
    """The pages of a block that answer a part of the query, as bits."""
    if isinstance(node, Leaf):
        return places[node].present(block)
    if isinstance(node, AnyOf):
        bits = 0
        for part in node.parts:
            bits |= _present(part, block, places)
        return bits
    bits = -1
    for part in node.parts:
        bits &= _present(part, block, places)
        if not bits:
            return 0
    for part in node.without:
        bits &= ~_present(part, block, places)
    return bits


def _units(node: Node, block: int, places: Placed, *, masked: bool = False) -> list[bytes]:
    """What the hits of each leaf are worth, a byte a page: nothing for those of an inner part that a page does not
    answer."""
    if isinstance(node, Leaf):
        return [places[node].units(block)]
    columns = [units for part in node.parts for units in _units(part, block, places, masked=True)]
    if isinstance(node, AnyOf) or not masked:
        return columns
    mask = _number(spread(_present(node, block, places)))
    return [(_number(units) & mask).to_bytes(BLOCK, "little") for units in columns]


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
