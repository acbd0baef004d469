"""Hits of a frequent term on the pages of a block, as planes of bits: plane k has bit k of each page's code.

A block is 32,768 pages in the order of their keys. A plane is a number of 32,768 bits, in which page p stands at
bit p // 4,096 of byte p % 4,096: numbers so long are added and compared in one step, and all planes of
a block become a byte a page by three exchanges of bits (Hacker's Delight, 7-3: transposing 8 × 8 bits).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Mapping, Sequence
from itertools import zip_longest

BLOCK_BITS = 15
BLOCK = 1 << BLOCK_BITS
_WIDTH = BLOCK // 8  # bytes of a plane
_PLANES = 15  # bits of a code
_BARE = -12  # zlib without header and check sum, a window that is soon made
# More hits than these in a body, heading, title or number say no more.
CAPS = (127, 7, 7, 3)
_SHIFTS = (0, 7, 10, 13)
Planes = Sequence[int]


def code_of(counts: Sequence[int]) -> int:
    """Hits in body, heading, title and number in one number of 15 bits."""
    body, heading, title, number = map(min, counts, CAPS)
    return body | heading << 7 | title << 10 | number << 13


def counts_of(code: int) -> tuple[int, int, int, int]:
    """The hits that `code_of` told."""
    return code & 127, code >> 7 & 7, code >> 10 & 7, code >> 13


def columns_of(planes: Planes) -> tuple[Planes, ...]:
    """The planes of each column's counts."""
    return planes[:7], planes[7:10], planes[10:13], planes[13:]


def place_of(page: int) -> int:
    """The bit at which a page of the block stands in a plane."""
    return (page % _WIDTH << 3) + page // _WIDTH


def pages_at(bits: int) -> list[int]:
    """The pages of the block whose bits are set, in order."""
    return [match.start() for match in re.finditer(rb"\xff", spread(bits))]


def code_at(planes: Planes, page: int) -> int:
    """The code of a page of the block."""
    place = place_of(page)
    return sum((plane >> place & 1) << bit for bit, plane in enumerate(planes) if plane)


def present(planes: Planes) -> int:
    """The pages on which the term stands, as bits."""
    bits = 0
    for plane in planes:
        bits |= plane
    return bits


def joined(planes: Planes, codes: Mapping[int, int]) -> list[int]:
    """The planes with the codes of further pages of the block."""
    held = [bytearray(plane.to_bytes(_WIDTH, "little")) for plane in planes]
    held += [bytearray(_WIDTH) for _plane in range(_PLANES - len(held))]
    for page, code in codes.items():
        byte, bit = page % _WIDTH, 1 << page // _WIDTH
        plane = 0
        while code:
            if code & 1:
                held[plane][byte] |= bit
            code >>= 1
            plane += 1
    return [int.from_bytes(plane, "little") for plane in held]


def pack(planes: Planes) -> bytes:
    """A block's planes as they are kept: which there are, and these, deflated."""
    there = sum(1 << bit for bit, plane in enumerate(planes) if plane)
    # Runs of pages without a hit are all there is to gain; each plane has a code of its own.
    packer = zlib.compressobj(strategy=zlib.Z_RLE, wbits=_BARE, memLevel=9)
    parts = (plane.to_bytes(_WIDTH, "little") for plane in planes if plane)
    deflated = b"".join(packer.compress(part) + packer.flush(zlib.Z_BLOCK) for part in parts)
    return there.to_bytes(2, "little") + deflated + packer.flush()


def unpack(data: bytes) -> list[int]:
    """The planes that `pack` packed, 15 of them."""
    there = data[0] | data[1] << 8
    bits = zlib.decompress(data[2:], _BARE, there.bit_count() * _WIDTH)
    planes, start = [], 0
    while there:
        if there & 1:
            planes.append(int.from_bytes(bits[start : start + _WIDTH], "little"))
            start += _WIDTH
        else:
            planes.append(0)
        there >>= 1
    return planes + [0] * (_PLANES - len(planes))


# Counts as planes


def added(one: Planes, two: Planes) -> list[int]:
    """The sums of two counts."""
    if not any(two):
        return list(one)
    if not any(one):
        return list(two)
    total, carry = [], 0
    for a, b in zip_longest(one, two, fillvalue=0):
        either = a ^ b
        total.append(either ^ carry)
        carry = a & b | carry & either
    return [*total, carry] if carry else total


def times(planes: Planes, factor: int) -> list[int]:
    """Counts as often as `factor`."""
    total: list[int] = []
    for bit in range(factor.bit_length()):
        if factor >> bit & 1:
            total = added(total, [0] * bit + list(planes))
    return total


def as_bytes(planes: Planes, bits: int = 7) -> bytes:
    """Counts as a byte a page; those that need more than so many bits (at most 8) have all of them set."""
    if len(planes) > bits:
        over = present(planes[bits:])
        planes = [plane | over for plane in planes[:bits]]
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
    return as_bytes([bits] * 8, 8)


def codes_of(planes: Planes) -> array[int]:
    """The code of every page of the block."""
    low, high = as_bytes(planes[:8], 8), as_bytes(planes[8:], 8)
    both = bytearray(2 * BLOCK)
    both[0::2], both[1::2] = low, high
    return array("H", both)
