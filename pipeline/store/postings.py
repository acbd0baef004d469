"""Hits of a word, page by page: the keys of its pages as gaps, units for each (store/units.py), and, if wanted,
the words of each page. A row has some hundred or some thousand of them; bytes of the same kind stand together and
are deflated."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import sub
from typing import NamedTuple

# Bytes of a row: four fill a page of the file; of a long one the most part fills a page of its own, the rest an
# eighth of another (SQLite's file format, "Cell Payload Overflow Pages").
_ROW, _LONG_ROW = 960, 4581
_WORTH_DEFLATING = 24  # pages
_DEFLATED = 64
_BARE = -12  # zlib without header and check sum, a window that is soon made
_TYPES = ("B", "B", "H", "I")  # of numbers, by their width as it stands in the first byte
_BYTES = (0, 1, 2, 4)


class Postings(NamedTuple):
    """Pages in the order of their keys: key, units, a byte each, and, unless left out, words of each."""

    keys: Sequence[int]
    units: bytes
    words: Sequence[int] | None


def rows(postings: Postings) -> Iterator[tuple[int, bytes]]:
    """Rows of about the same size: their first keys, and what is kept of them."""
    start, of_page = 0, 1.2
    while start < len(postings.keys):
        left = len(postings.keys) - start
        wanted = _LONG_ROW if left * of_page >= _LONG_ROW else _ROW
        data, end = _row(postings, start, min(int(wanted / of_page), left))
        if wanted == _LONG_ROW:
            # How many pages fill it shows when they are packed.
            data, end = _row(postings, start, min(int(wanted / len(data) * (end - start)), left))
        elif end - start < left < (end - start) * 1.2:
            data, end = _row(postings, start, left)  # no small one is left over
        yield postings.keys[start], data
        of_page = len(data) / (end - start)
        start = end


def _row(postings: Postings, start: int, count: int) -> tuple[bytes, int]:
    """So many postings, packed, and where they end."""
    end = start + max(count, 1)
    words = None if postings.words is None else postings.words[start:end]
    return pack(Postings(postings.keys[start:end], postings.units[start:end], words)), end


def pack(postings: Postings) -> bytes:
    """A row; its first key is kept elsewhere."""
    gaps = list(map(sub, postings.keys[1:], postings.keys))
    widths, parts = 0, []
    for place, values in enumerate((gaps, postings.words)):
        width = _width(values)
        widths |= width << 2 * place
        parts.append(array(_TYPES[width], values) if width and values else array("B"))
    of_gaps, of_words = parts
    if len(postings.keys) >= _WORTH_DEFLATING:
        packer = zlib.compressobj(strategy=zlib.Z_RLE, wbits=_BARE, memLevel=8)
        # Each kind of numbers has a code of its own.
        kinds = (_apart(of_gaps), postings.units, _apart(of_words))
        deflated = b"".join(packer.compress(kind) + packer.flush(zlib.Z_BLOCK) for kind in kinds if kind)
        deflated += packer.flush()
        if len(deflated) < len(postings.units) + sum(len(part) * part.itemsize for part in parts):
            return bytes([widths | _DEFLATED]) + deflated
    return bytes([widths]) + of_gaps.tobytes() + postings.units + of_words.tobytes()


def unpack(first: int, data: bytes) -> Postings:
    """The row that `pack` packed, whose first key is `first`."""
    widths = data[0]
    deflated = widths & _DEFLATED
    body = zlib.decompress(data[1:], _BARE) if deflated else data[1:]
    numbers = _together if deflated else array
    of_gap, of_words = widths & 3, widths >> 2 & 3
    count = (len(body) + _BYTES[of_gap]) // (_BYTES[of_gap] + 1 + _BYTES[of_words])
    units_from = (count - 1) * _BYTES[of_gap]
    words_from = units_from + count
    return Postings(
        list(accumulate(numbers(_TYPES[of_gap], body[:units_from]), initial=first)),
        body[units_from:words_from],
        numbers(_TYPES[of_words], body[words_from:]) if of_words else None,
    )


def _width(values: Sequence[int] | None) -> int:
    if values is None:
        return 0
    most = max(values, default=0)
    return 1 if most < 1 << 8 else 2 if most < 1 << 16 else 3


def _apart(values: array[int]) -> bytes:
    """The lowest bytes of all, then the next."""
    data, size = values.tobytes(), values.itemsize
    return data if size == 1 else b"".join(data[byte::size] for byte in range(size))


def _together(code: str, data: bytes) -> array[int]:
    """What `_apart` took apart."""
    found = array(code)
    size = found.itemsize
    both, count = bytearray(len(data)), len(data) // size
    for byte in range(size):
        both[byte::size] = data[byte * count : (byte + 1) * count]
    found.frombytes(both)
    return found


def joined(rows: Sequence[Postings]) -> Postings:
    """Rows that follow each other as one."""
    if len(rows) == 1:
        return rows[0]
    keys: list[int] = []
    for row in rows:
        keys += row.keys
    known = [row.words for row in rows if row.words is not None]
    return Postings(
        keys, b"".join(row.units for row in rows), list(chain.from_iterable(known)) if len(known) == len(rows) else None
    )
