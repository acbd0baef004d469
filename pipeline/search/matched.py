"""Every document that answers a query, unranked: what facets count and a saved search remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..store.filters import Condition
from ..store.lengths import last_key
from .bm25 import match_expression
from .by_list import listed_in, places_of
from .newest import flags_answering
from .query import Node
from .rank import holding
from .scope import documents_of


def documents_matching(
    connection: sqlite3.Connection, root: Node | None, chosen: Condition, also: Iterable[int] = ()
) -> list[str]:
    """The ids of the documents `chosen` with a page that answers `root` (any page if None) or is one of `also`."""
    if root is None:
        where = chosen.sql or "true"
        return [row[0] for row in connection.execute(f"select id from documents where {where}", dict(chosen.values))]
    flags = _flags(connection, root)
    for key in also:
        flags[key] = 255
    return list(documents_of(connection, flags, chosen))


def _flags(connection: sqlite3.Connection, root: Node) -> bytearray:
    """Flags of the pages that answer a query."""
    holds = holding(root)
    places = None if holds else places_of(connection, root, listed_in(connection, root))
    if places is not None:
        return flags_answering(connection, root, places)
    checked = ""
    if holds:
        connection.create_function("holds", 1, holds, deterministic=True)
        checked = "and holds((select heading || x'0a' || text from pages where key = docid))"
    flags = bytearray(last_key(connection) + 1)
    for row in connection.execute(
        f"select docid from page_index where page_index match ? {checked}", (match_expression(root),)
    ):
        flags[row[0]] = 255
    return flags
