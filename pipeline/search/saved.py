"""Searches that are kept, and what is new since each was last asked so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..i18n import _
from ..store import saved_searches
from ..store.connection import transaction
from ..store.filters import conditions
from .answer import Results, read_query, search, with_cited
from .leading import places
from .scope import documents_matching

if TYPE_CHECKING:
    from ..store.store import Store


def save(store: Store, name: str, query: str, filters: Mapping[str, date | str | None]) -> None:
    """Keep a search with its filters under a name; what it finds now is not new later."""
    told = {key: value if isinstance(value, str) else value.isoformat() for key, value in filters.items() if value}
    with transaction(store.connection) as connection:
        saved_searches.save_search(connection, name, query, told)
        read, named = read_query(connection, query)
        chosen = conditions(**{**read.filters, **with_cited(connection, told)[0]})
        placed = places(connection, named, chosen)
        saved_searches.mark_seen(connection, name, documents_matching(connection, read.root, chosen, placed))


def search_saved(store: Store, name: str, *, new: bool = False, **options: Any) -> Results:
    """Ask a saved search again; `new` asks only for documents that it has not shown.

    Those of the hits then count as shown. Raises NotHeld.
    """
    kept = saved_searches.find_search(store.connection, name)
    options = {**kept.filters, **{key: value for key, value in options.items() if value is not None}}
    if not new:
        return search(store, kept.query, **options)
    results = search(store, kept.query, unseen=kept.name, whole=True, **options)
    if not results.hits:
        return results._replace(note=_("Nothing new since “{name}” was last asked.").format(name=kept.name))
    saved_searches.mark_seen(store.connection, kept.name, {hit.id for hit in results.hits})
    return results
