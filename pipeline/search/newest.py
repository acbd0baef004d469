"""Pages of the newest documents, and all documents that answer, by flags of the pages that do."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from ..store import lists
from ..store.filters import Condition
from ..store.lengths import last_key
from .best import Best
from .by_block import flags_of
from .by_key import units_on
from .formula import Formula, Scored
from .leaves import Placed
from .query import Node
from .scope import flagged, pages_of


def flags_answering(connection: sqlite3.Connection, root: Node, places: Placed) -> bytearray:
    """Flags of the pages that answer `root`, whose leaves stand at `places`: a byte for each page, 255 or 0."""
    flags = flags_of(root, places, last_key(connection))
    for page in lists.gone(connection):
        flags[page] = 0
    return flags


def newest_pages(
    connection: sqlite3.Connection, root: Node, formula: Formula, places: Placed, chosen: Condition, limit: int
) -> tuple[list[Scored], int]:
    """The first `limit` pages that answer `root` in the documents `chosen`, by their days, the last first.

    Those of a day by their score. And how many answer.
    """
    flags = flags_answering(connection, root, places)
    if chosen:
        both = int.from_bytes(flags, "little") & int.from_bytes(pages_of(connection, chosen), "little")
        flags = bytearray(both.to_bytes(len(flags), "little"))
    found: list[Scored] = []
    documents = connection.execute(
        "select ifnull(date, ''), first_key, page_count from documents where first_key is not null order by date desc"
    )
    for _day, rows in groupby(documents, key=lambda row: row[0]):
        if keys := flagged(flags, (row[1:] for row in rows)):
            best = Best(connection, formula, limit - len(found))
            best.show(keys, units_on(root, keys, places))
            found += best.pages()
            if len(found) == limit:
                break
    return found, flags.count(255)
