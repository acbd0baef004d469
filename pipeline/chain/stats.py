"""What a library holds, in numbers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..store import Store
from .graph import ended

MOST_ISSUERS = 20


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts; the mappings go from the largest to the smallest, a year's in order.

    `states` counts citations by the resolver's answer, `relations` what documents say of each other, `ended` the
    documents held that are known to have ended by the day asked for, `secret` those accepted, whose kind, body,
    year and citations are not told.
    """

    documents: int
    pages: int
    secret: int
    set_aside: int
    undated: int
    types: Mapping[str, int]
    issuers: Mapping[str, int]
    years: Mapping[str, int]
    citations: int
    states: Mapping[str, int]
    relations: Mapping[str, int]
    ended: int
    bytes: int


def stats(store: Store, as_of: date) -> Stats:
    """The figures of a library."""

    def counted(query: str) -> dict[str, int]:
        return {str(name): count for name, count in store.connection.execute(query) if name is not None}

    def one(query: str) -> int:
        return int(store.connection.execute(query).fetchone()[0] or 0)

    by = "select {0}, count(*) from documents where secrecy is null group by 1 order by 2 desc, 1"
    over = ended(store, as_of)
    ids = [row[0] for row in store.connection.execute("select id from documents where secrecy is null")]
    open_ones = (
        "from {0} join documents on documents.key = {0}.document where secrecy is null group by 1 order by 2 desc, 1"
    )
    states = counted("select state, count(*) " + open_ones.format("links"))
    return Stats(
        documents=one("select count(*) from documents"),
        pages=one("select sum(page_count) from documents"),
        secret=one("select count(*) from documents where secrecy is not null"),
        set_aside=one("select count(*) from set_aside"),
        undated=one("select count(*) from documents where date is null and secrecy is null"),
        types=counted(by.format("type")),
        issuers=dict(list(counted(by.format("issuer")).items())[:MOST_ISSUERS]),
        years=dict(sorted(counted(by.format("substr(date, 1, 4)")).items())),
        citations=sum(states.values()),
        states=states,
        relations=counted("select kind, count(*) " + open_ones.format("relations")),
        ended=len(over.intersection(ids)),
        bytes=os.path.getsize(store.path),
    )
