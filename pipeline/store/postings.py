"""Hits of a word, page by page: the keys of its pages as gaps, a code for each (planes.code_of), and, if wanted,
the words of each page. A row of them is some hundred pages long; bytes of the same kind stand together and are
deflated."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

_ROW = 960  # bytes of a row, of which four fill a page of the file
_WORTH_DEFLATING = 24  # pages
_DEFLATED = 64
_BARE = -12  # zlib without header and check sum, a window that is soon made
_TYPES = {1: "B", 2: "H", 3: "I"}  # width as it stands in the first byte


class Postings(NamedTuple):
    """Pages in the order of their keys: key, code and, unless left out, words of each."""

    keys: Sequence[int]
    codes: Sequence[int]
    words: Sequence[int] | None


def rows(postings: Postings) -> Iterator[tuple[int, bytes]]:
    """Rows of about the same size: their first keys, and what is kept of them."""
    start, of_page = 0, 1.5
    while start < len(postings.keys):
        end = start + int(_ROW / of_page)
        if len(postings.keys) < end * 1.2 - start * 0.2:
            end = len(postings.keys)  # no small one is left over
        words = None if postings.words is None else postings.words[start:end]
        row = Postings(postings.keys[start:end], postings.codes[start:end], words)
        data = pack(row)
        yield row.keys[0], data
        of_page = len(data) / len(row.keys)
        start = end


def pack(postings: Postings) -> bytes:
    """A row; its first key is kept elsewhere."""
    gaps = list(map(sub, postings.keys[1:], postings.keys))
    widths, parts = 0, []
    for place, values in enumerate((gaps, postings.codes, postings.words)):
        width = _width(values)
        widths |= width << 2 * place
        if width and values:
            parts.append(_apart(array(_TYPES[width], values)))
    body = b"".join(parts)
    if len(postings.keys) >= _WORTH_DEFLATING:
        packer = zlib.compressobj(strategy=zlib.Z_RLE, wbits=_BARE, memLevel=6)
        # Each kind of numbers has a code of its own.
        deflated = b"".join(packer.compress(part) + packer.flush(zlib.Z_BLOCK) for part in parts) + packer.flush()
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
