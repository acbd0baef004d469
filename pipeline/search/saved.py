"""Saved searches, and the documents that are new since each was last run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..i18n import _
from ..store import saved_searches
from ..store.connection import transaction
from ..store.filters import conditions
from .answer import Results, read_query, resolve_cites_filter, search
from .facets import documents_matching
from .retrieval import places_of_named

if TYPE_CHECKING:
    from ..store.store import Store


def save(store: Store, name: str, query: str, filters: Mapping[str, date | str | None]) -> None:
    """Save a search with its filters under a name; what it finds now counts as shown."""
    values = {key: value if isinstance(value, str) else value.isoformat() for key, value in filters.items() if value}
    with transaction(store.connection) as connection:
        saved_searches.save_search(connection, name, query, values)
        read = read_query(connection, query)
        chosen = conditions(**{**read.filters, **resolve_cites_filter(connection, values)[0]})
        places = places_of_named(connection, read.named, read.rest, chosen) if read.named else {}
        saved_searches.mark_seen(connection, name, documents_matching(connection, read.root, chosen, places))


def search_saved(store: Store, name: str, *, new: bool = False, **options: Any) -> Results:
    """Run a saved search; `new` limits it to documents that it has not shown, which then count as shown.

    Raises NotHeld where no search has this name.
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
