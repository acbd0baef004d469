"""How what was found spreads over years, types and issuers."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

Counts = tuple[tuple[str | None, int], ...]


class Facets(NamedTuple):
    """Documents found by year (the newest first), type and issuer (the most first); None where they do not say."""

    years: Counts
    types: Counts
    issuers: Counts


def facets_of(connection: sqlite3.Connection, documents: Sequence[str]) -> Facets:
    """The facets of the documents with these ids."""
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
