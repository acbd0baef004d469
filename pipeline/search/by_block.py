"""The pages of a query of frequent words, by whole blocks of pages instead of a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipeline.search.best import Best
from pipeline.search.leaves import Dense, Placed, gathered
from pipeline.search.query import AllOf, AnyOf, Leaf, Node
from pipeline.store.planes import BLOCK, BLOCK_BITS, pages_at, place_of, spread

_FEW = BLOCK // 16  # pages of a block that are sooner taken out than bounded with the others


def show_by_block(
    best: Best, root: Node, places: Placed, chosen: Collection[int] | None, gone: Collection[int], last: int
) -> None:
    """Show `best` the pages that answer `root`, of those `chosen` if any are given.

    `places` has all leaves of `root`, `last` is the last page.
    """
    masks = None if chosen is None else _as_bits(chosen)
    absent = _as_bits(gone)
    # Then it is no work to see which pages answer.
    frequent = all(isinstance(place, Dense) for place in places.values())
    for block in range((last >> BLOCK_BITS) + 1) if masks is None else sorted(masks):
        some = masks is not None or block in absent or isinstance(root, AllOf)
        among = _present(root, block, places) if some or frequent else None
        if among is not None:
            among &= -1 if masks is None else masks[block]
            among &= ~absent.get(block, 0)
            if not among:
                continue
        columns = _units(root, block, places)
        count = None if among is None else among.bit_count()
        if count is not None and count <= _FEW and some:
            pages = pages_at(among or 0)
            best.show([block << BLOCK_BITS | page for page in pages], [gathered(units, pages) for units in columns])
        else:
            best.show_block(block, columns, among if some else None, count)


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


def _as_bits(keys: Iterable[int]) -> dict[int, int]:
    """The pages with these keys, as bits, by block."""
    marks: dict[int, bytearray] = {}
    for key in keys:
        block = marks.get(key >> BLOCK_BITS)
        if block is None:
            block = marks[key >> BLOCK_BITS] = bytearray(BLOCK // 8)
        place = place_of(key % BLOCK)
        block[place >> 3] |= 1 << (place & 7)
    return {block: _number(mark) for block, mark in marks.items()}


def _number(data: bytes | bytearray) -> int:
    return int.from_bytes(data, "little")
