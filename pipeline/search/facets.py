"""Facets: how the documents that match a query spread over years, types and issuers."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ..index import Index, Node
from ..store.filters import Condition
from .reranker import exact_words_test
from .retrieval import accepting

Counts = tuple[tuple[str | None, int], ...]


class Facets(NamedTuple):
    """Numbers of documents by year (the newest first), type and issuer (the most first); None where it is unknown."""

    years: Counts
    types: Counts
    issuers: Counts


def facets_of(connection: sqlite3.Connection, documents: Iterable[str]) -> Facets:
    """Return the facets of the documents with these ids."""
    rows = connection.execute(
        "select substr(date, 1, 4), type, issuer from documents where id in (select value from json_each(?))",
        (json.dumps(list(documents)),),
    ).fetchall()
    years, types, issuers = (Counter(row[place] for row in rows) for place in range(3))
    return Facets(
        tuple(sorted(years.items(), key=lambda each: each[0] or "", reverse=True)),
        _most_first(types),
        _most_first(issuers),
    )


def _most_first(counts: Counter[str | None]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda each: (each[0] is None, -each[1], each[0] or "")))


def documents_matching(
    connection: sqlite3.Connection, root: Node | None, chosen: Condition, also: Iterable[int] = ()
) -> dict[str, int]:
    """Return the ids of the documents chosen, each with its number of pages that match `root` or are in `also`.

    Every page matches where `root` is None.
    """
    where = chosen.sql or "true"
    if root is None:
        return dict(
            connection.execute(f"select id, page_count from documents where {where}", dict(chosen.values)).fetchall()
        )
    mask = Index(connection).page_mask(root, accept=accepting(connection, exact_words_test(root)))
    for key in also:
        mask[key] = 255
    rows = connection.execute(
        f"select id, first_key, passage_count from documents where first_key is not null and {where}",
        dict(chosen.values),
    )
    return {name: times for name, first, count in rows if (times := mask.count(255, first, first + count))}
