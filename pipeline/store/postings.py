"""Hits of a word, page by page: the keys of its pages as gaps, a code for each (planes.code_of), and, if wanted,
the words of each page. A row of them is some hundred pages long; bytes of the same kind stand together and are
deflated."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

ROW = 640  # pages of a row
_WORTH_DEFLATING = 24  # pages
_DEFLATED = 64
_BARE = -12  # zlib without header and check sum, a window that is soon made
_TYPES = {1: "B", 2: "H", 3: "I"}  # width as it stands in the first byte


class Postings(NamedTuple):
    """Pages in the order of their keys: key, code and, unless left out, words of each."""

    keys: Sequence[int]
    codes: Sequence[int]
    words: Sequence[int] | None


def pack(postings: Postings) -> bytes:
    """A row; its first key is kept elsewhere."""
    gaps = [two - one for one, two in pairwise(postings.keys)]
    widths, body = 0, b""
    for place, values in enumerate((gaps, postings.codes, postings.words)):
        width = _width(values)
        widths |= width << 2 * place
        if width and values:
            body += _apart(array(_TYPES[width], values))
    if len(postings.keys) >= _WORTH_DEFLATING:
        packer = zlib.compressobj(strategy=zlib.Z_RLE, wbits=_BARE, memLevel=6)
        deflated = packer.compress(body) + packer.flush()
        if len(deflated) < len(body):
            return bytes([widths | _DEFLATED]) + deflated
    return bytes([widths]) + body


def unpack(first: int, data: bytes) -> Postings:
    """The row that `pack` packed, whose first key is `first`."""
    widths = data[0]
    body = zlib.decompress(data[1:], _BARE) if widths & _DEFLATED else data[1:]
    of_gap, of_code, of_words = (_BYTES[widths >> shift & 3] for shift in (0, 2, 4))
    count = (len(body) + of_gap) // (of_gap + of_code + of_words)
    codes_from = (count - 1) * of_gap
    words_from = codes_from + count * of_code
    gaps = _together(body[:codes_from], of_gap)
    return Postings(
        list(accumulate(gaps, initial=first)),
        _together(body[codes_from:words_from], of_code),
        _together(body[words_from:], of_words) if of_words else None,
    )


_BYTES = (0, 1, 2, 4)


def _width(values: Sequence[int] | None) -> int:
    if values is None:
        return 0
    most = max(values, default=0)
    return 1 if most < 1 << 8 else 2 if most < 1 << 16 else 3


def _apart(values: array[int]) -> bytes:
    """The lowest bytes of all, then the next."""
    data, size = values.tobytes(), values.itemsize
    return data if size == 1 else b"".join(data[byte::size] for byte in range(size))


def _together(data: bytes, size: int) -> Sequence[int]:
    if size < 2:
        return data
    count = len(data) // size
    both = bytearray(len(data))
    for byte in range(size):
        both[byte::size] = data[byte * count : (byte + 1) * count]
    return array("H" if size == 2 else "I", bytes(both))
