"""Documents as runs of pages, by which the index limits, groups and reports what matches."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby

from ..index import Accept, Index, Node, Spans
from ..store.filters import Condition
from .rank import holding


def spans_of(connection: sqlite3.Connection, chosen: Condition) -> Spans | None:
    """Return the runs of pages of the documents chosen; None where no document is excluded."""
    if not chosen:
        return None
    sql = f"select first_key, page_count from documents where first_key is not null and {chosen.sql}"
    return [(first, count) for first, count in connection.execute(sql, dict(chosen.values))]


def by_day(connection: sqlite3.Connection) -> Iterator[Spans]:
    """Yield the runs of pages of the documents of each day, the last day first, undated ones at the end."""
    rows = connection.execute(
        "select ifnull(date, ''), first_key, page_count from documents where first_key is not null order by date desc"
    )
    for _day, same_day in groupby(rows, key=lambda row: row[0]):
        yield [(first, count) for _date, first, count in same_day]


def accepting(connection: sqlite3.Connection, holds: Callable[[str], bool] | None) -> Accept | None:
    """Return a function that selects the pages, by key, whose heading and text satisfy `holds`."""
    if not holds:
        return None

    def accept(keys: Sequence[int]) -> Collection[int]:
        rows = connection.execute(
            "select key, heading || x'0a' || text from pages where key in (select value from json_each(?))",
            (str(list(keys)),),
        )
        return {key for key, text in rows if holds(text)}

    return accept


def documents_matching(
    connection: sqlite3.Connection, root: Node | None, chosen: Condition, also: Iterable[int] = ()
) -> list[str]:
    """Return the ids of the documents chosen with a page that matches `root` (any page if None) or is one of `also`."""
    where = chosen.sql or "true"
    if root is None:
        return [row[0] for row in connection.execute(f"select id from documents where {where}", dict(chosen.values))]
    mask = Index(connection).page_mask(root, accept=accepting(connection, holding(root)))
    for key in also:
        mask[key] = 255
    rows = connection.execute(
        f"select id, first_key, page_count from documents where first_key is not null and {where}", dict(chosen.values)
    )
    return [name for name, first, count in rows if mask.find(255, first, first + count) >= 0]
