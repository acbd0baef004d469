"""Documents whose number was typed lead, and the pages that cite them follow."""

from __future__ import annotations

import json
import sqlite3

from ..index import Index, ScoredPage
from ..store.filters import Condition
from .find import Found
from .numbers import Named
from .query import parse_query
from .rank import Ranked
from .scope import spans_of

_MOST_NAMED = 20  # documents with one number that lead


def places(connection: sqlite3.Connection, named: Named, chosen: Condition) -> dict[int, int]:
    """By page key: 1 for pages that cite a work named, more for the best page of each held, most for the likeliest."""
    if not named.works:
        return {}
    where = f"and {chosen.sql}" if chosen else ""
    keys = named.keys[:_MOST_NAMED]
    values = {**chosen.values, "named": str(list(keys)), "works": json.dumps(named.works)}
    inside = f"select key from documents where key in (select value from json_each(:named)) {where}"
    held = {row[0] for row in connection.execute(inside, values)}
    leading = [_leading_page(connection, key, named) for key in keys if key in held]
    rows = connection.execute(
        "select distinct pages.key from links join pages using (document, page)"
        " where links.target in (select value from json_each(:works))"
        f" and document in (select key from documents where true {where})",
        values,
    )
    first = {key: len(leading) + 1 - place for place, key in enumerate(leading) if key is not None}
    return {row[0]: 1 for row in rows} | first


def _leading_page(connection: sqlite3.Connection, document: int, named: Named) -> int | None:
    """The page of a document that answers what else was typed, else its first."""
    rest = parse_query(named.rest).root
    if rest:
        own_pages = spans_of(connection, Condition("key = :own", {"own": document}))
        own, _total = Index(connection).top_k(rest, 1, within=own_pages)
        if own:
            return own[0].key
    row = connection.execute("select key from pages where document = ? order by page limit 1", (document,)).fetchone()
    return int(row[0]) if row else None


def with_named(
    connection: sqlite3.Connection, named: Named, placed: dict[int, int], found: Found
) -> tuple[list[Ranked], int]:
    """The pages in their final order, those of `placed` first, and how many there are."""
    if not placed:
        return list(found.pages), found.total
    alone = not parse_query(named.rest).root
    present = {page.scored.key for page in found.pages}
    missing = [key for key, place in placed.items() if key not in present and (place > 1 or alone)]
    total = found.total + len(missing)
    if missing and found.root and found.total > len(found.pages):
        total -= Index(connection).top_k(found.root, 0, within=[(key, 1) for key in sorted(missing)])[1]
    pages = [*found.pages, *(Ranked(ScoredPage(key, 0.0)) for key in missing)]
    pages.sort(key=lambda page: -placed.get(page.scored.key, 0))  # the order of each stays
    return pages, total
