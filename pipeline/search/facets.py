"""How what was found spreads over years, types and issuers."""

from __future__ import annotations

import json
import sqlite3
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

    def counts(value: str, order: str) -> Counts:
        rows = connection.execute(
            f"select {value} as value, count(*) as count from documents"
            f" where id in (select value from json_each(?)) group by value order by value is null, {order}",
            (ids,),
        )
        return tuple((row["value"], row["count"]) for row in rows)

    ids = json.dumps(list(documents))
    most = "count desc, value"
    return Facets(counts("substr(date, 1, 4)", "value desc"), counts("type", most), counts("issuer", most))
