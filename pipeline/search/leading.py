"""Documents whose number was typed lead, and the pages that cite them follow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from ..index import Index, Node, ScoredPage
from ..store.filters import Condition
from .find import Found
from .numbers import NamedDocuments
from .rank import Ranked
from .scope import spans_of

_MAX_LEADING = 20  # documents with one number


def places_of_named(
    connection: sqlite3.Connection, named: NamedDocuments, rest: Node | None, chosen: Condition
) -> dict[int, int]:
    """Return places by page key: 1 for pages that cite a work named, more for the best page of each document named.

    The likeliest document has the highest place. Its best page is the one that answers the `rest` of the query.
    """
    where = f"and {chosen.sql}" if chosen else ""
    keys = named.keys[:_MAX_LEADING]
    values = {**chosen.values, "named": str(list(keys)), "works": json.dumps(named.works)}
    inside = f"select key from documents where key in (select value from json_each(:named)) {where}"
    in_library = {row[0] for row in connection.execute(inside, values)}
    leading = [_leading_page(connection, key, rest) for key in keys if key in in_library]
    rows = connection.execute(
        "select distinct pages.key from links join pages using (document, page)"
        " where links.target in (select value from json_each(:works))"
        f" and document in (select key from documents where true {where})",
        values,
    )
    first = {key: len(leading) + 1 - place for place, key in enumerate(leading) if key is not None}
    return {row[0]: 1 for row in rows} | first


def _leading_page(connection: sqlite3.Connection, document: int, rest: Node | None) -> int | None:
    """Return the page of a document that answers the rest of the query, else its first."""
    if rest:
        own_pages = spans_of(connection, Condition("key = :own", {"own": document}))
        own, _total = Index(connection).top_k(rest, 1, within=own_pages)
        if own:
            return own[0].key
    row = connection.execute("select key from pages where document = ? order by page limit 1", (document,)).fetchone()
    return int(row[0]) if row else None


def with_named(
    connection: sqlite3.Connection, places: Mapping[int, int], found: Found, *, alone: bool
) -> tuple[list[Ranked], int]:
    """Return the pages in their final order, those with a place first, and how many there are.

    Pages that only cite a document named are added where nothing else was typed.
    """
    if not places:
        return list(found.pages), found.total
    present = {page.scored.key for page in found.pages}
    missing = [key for key, place in places.items() if key not in present and (place > 1 or alone)]
    total = found.total + len(missing)
    if missing and found.root and found.total > len(found.pages):
        total -= Index(connection).top_k(found.root, 0, within=[(key, 1) for key in sorted(missing)])[1]
    pages = [*found.pages, *(Ranked(ScoredPage(key, 0.0)) for key in missing)]
    pages.sort(key=lambda page: -places.get(page.scored.key, 0))  # stable
    return pages, total
