"""Every document that answers a query, unranked: what facets count and a saved search remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.search.bm25 import match_expression
from pipeline.search.query import Node
from pipeline.search.rank import holding
from pipeline.store.filters import Condition


def documents_matching(
    connection: sqlite3.Connection, root: Node | None, chosen: Condition, also: Iterable[int] = ()
) -> list[str]:
    """The ids of the documents `chosen` with a page that answers `root` (any page if None) or is one of `also`."""
    where = chosen.sql or "true"
    if root is None:
        return [row[0] for row in connection.execute(f"select id from documents where {where}", dict(chosen.values))]
    checked = ""
    if holds := holding(root):
        connection.create_function("holds", 1, holds, deterministic=True)
        checked = "and holds((select heading || x'0a' || text from pages where key = docid))"
    rows = connection.execute(
        f"select id from documents where {where} and key in (select document from pages where pages.key in ("
        f"select docid from page_index where page_index match :match {checked}"
        " union select value from json_each(:also)))",
        {**chosen.values, "match": match_expression(root), "also": str(list(also))},
    )
    return [row[0] for row in rows]
