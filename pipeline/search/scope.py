"""The pages of documents, as flags: a byte for each page of the library, 255 or 0."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import compress

from ..store.filters import Condition
from ..store.lengths import last_key


def pages_of(connection: sqlite3.Connection, chosen: Condition) -> bytearray:
    """Flags of the pages of the documents that are chosen."""
    flags = bytearray(last_key(connection) + 1)
    rows = connection.execute(
        f"select first_key, page_count from documents where first_key is not null and {chosen.sql}",
        dict(chosen.values),
    )
    for first, count in rows:
        flags[first : first + count] = b"\xff" * count
    return flags


def documents_of(connection: sqlite3.Connection, flags: bytes | bytearray, chosen: Condition) -> Iterator[str]:
    """The ids of those of the documents chosen that have a page with a flag."""
    rows = connection.execute(
        f"select id, first_key, page_count from documents where first_key is not null and {chosen.sql or 'true'}",
        dict(chosen.values),
    )
    return (name for name, first, count in rows if flags.find(255, first, first + count) >= 0)


def flagged(flags: bytes | bytearray, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The pages with flags of some spans (first page, count), in order."""
    return sorted(
        key for first, count in spans for key in compress(range(first, first + count), flags[first : first + count])
    )
