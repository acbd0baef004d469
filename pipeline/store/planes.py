"""Hits of a frequent term on the pages of a block, as planes of bits: plane k has bit k of each page's units
(store/units.py).

A block is 32,768 pages in the order of their keys. A plane is a number of 32,768 bits, in which page p stands at
bit p // 4,096 of byte p % 4,096: numbers so long are added and compared in one step, and all planes of
a block become a byte a page by three exchanges of bits (Hacker's Delight, 7-3: transposing 8 × 8 bits).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

BLOCK_BITS = 15
BLOCK = 1 << BLOCK_BITS
_WIDTH = BLOCK // 8  # bytes of a plane
_PLANES = 7  # bits of units
_BARE = -12  # zlib without header and check sum, a window that is soon made
Planes = Sequence[int]


def place_of(page: int) -> int:
    """The bit at which a page of the block stands in a plane."""
    return (page % _WIDTH << 3) + page // _WIDTH


def bits_of(keys: Iterable[int]) -> dict[int, int]:
    """The pages with these keys, as bits, by block."""
    marks: dict[int, bytearray] = {}
    for key in keys:
        block = marks.get(key >> BLOCK_BITS)
        if block is None:
            block = marks[key >> BLOCK_BITS] = bytearray(_WIDTH)
        place = place_of(key % BLOCK)
        block[place >> 3] |= 1 << (place & 7)
    return {block: int.from_bytes(mark, "little") for block, mark in marks.items()}


def pages_at(bits: int) -> list[int]:
    """The pages of the block whose bits are set, in order."""
    return [match.start() for match in re.finditer(rb"\xff", spread(bits))]


def units_at(planes: Planes, page: int) -> int:
    """The units of a page of the block."""
    place = place_of(page)
    return sum((plane >> place & 1) << bit for bit, plane in enumerate(planes) if plane)


def present(planes: Planes) -> int:
    """The pages on which the term stands, as bits."""
    bits = 0
    for plane in planes:
        bits |= plane
    return bits


def joined(planes: Planes, units: Mapping[int, int]) -> list[int]:
    """The planes with the units of further pages of the block."""
    held = [bytearray(plane.to_bytes(_WIDTH, "little")) for plane in planes]
    held += [bytearray(_WIDTH) for _plane in range(_PLANES - len(held))]
    for page, count in units.items():
        byte, bit = page % _WIDTH, 1 << page // _WIDTH
        for plane in held:
            if count & 1:
                plane[byte] |= bit
            count >>= 1
    return [int.from_bytes(plane, "little") for plane in held]


def pack(planes: Planes) -> bytes:
    """A block's planes as they are kept: which there are, and these, deflated."""
    there = sum(1 << bit for bit, plane in enumerate(planes) if plane)
    # Runs of pages without a hit are all there is to gain; each plane has a code of its own.
    packer = zlib.compressobj(strategy=zlib.Z_RLE, wbits=_BARE, memLevel=9)
    parts = (plane.to_bytes(_WIDTH, "little") for plane in planes if plane)
    deflated = b"".join(packer.compress(part) + packer.flush(zlib.Z_BLOCK) for part in parts)
    return bytes([there]) + deflated + packer.flush()


def unpack(data: bytes) -> list[int]:
    """The planes that `pack` packed, seven of them."""
    there = data[0]
    bits = zlib.decompress(data[1:], _BARE, there.bit_count() * _WIDTH)
    planes, start = [], 0
    while there:
        if there & 1:
            planes.append(int.from_bytes(bits[start : start + _WIDTH], "little"))
            start += _WIDTH
        else:
            planes.append(0)
        there >>= 1
    return planes + [0] * (_PLANES - len(planes))


# Planes as numbers


def added(one: Planes, two: Planes) -> list[int]:
    """The sums of the numbers that two have."""
    total, carry = [], 0
    for a, b in zip_longest(one, two, fillvalue=0):
        if not (b or carry):
            total.append(a)
            continue
        either = a ^ b
        total.append(either ^ carry)
        carry = a & b | carry & either
    return [*total, carry] if carry else total


def as_bytes(planes: Planes) -> bytes:
    """The numbers, a byte a page; those that need more than seven bits are 127."""
    if len(planes) > _PLANES:
        over = present(planes[_PLANES:])
        planes = [plane | over for plane in planes[:_PLANES]]
    return _columns(planes)


def _columns(planes: Planes) -> bytes:
    number = int.from_bytes(b"".join(plane.to_bytes(_WIDTH, "little") for plane in planes), "little")
    return _transposed(number).to_bytes(BLOCK, "little")


def as_bits(counts: bytes) -> int:
    """The pages of the block whose bytes are not 0, as bits."""
    return _transposed(int.from_bytes(counts.translate(_NOT_ZERO), "little")) & _LOWEST


def _transposed(number: int) -> int:
    for shift, mask in _EXCHANGES:
        moved = (number ^ number >> shift) & mask
        number ^= moved ^ moved << shift
    return number


def _exchange(step: int) -> tuple[int, int]:
    """How far bits move that change places in planes and bytes `step` apart, and where the lower ones stand."""
    byte = sum(1 << bit for bit in range(8) if bit & step)
    some, none = bytes([byte]) * _WIDTH, bytes(_WIDTH)
    mask = b"".join(none if plane & step else some for plane in range(8))
    return 8 * _WIDTH * step - step, int.from_bytes(mask, "little")


_EXCHANGES = tuple(map(_exchange, (1, 2, 4)))
_LOWEST = (1 << BLOCK) - 1
_NOT_ZERO = bytes([0] + [1] * 255)


def spread(bits: int) -> bytes:
    """A byte a page: 255 where its bit is set, else 0."""
    return _columns([bits] * 8)
