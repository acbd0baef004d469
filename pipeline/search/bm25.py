"""The best pages by BM25, exactly: from the lists of words where they can tell, else a row of FTS4 at a time."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

from ..store import fulltext
from ..store.connection import snapshot
from ..store.filters import Condition
from ..store.lengths import Lengths
from ..store.lists import plain_cursor
from ..store.units import units_of
from .best import Best
from .by_list import best_by_lists, listed_in, places_of
from .by_word import best_of_word
from .formula import WORTHS, Formula, Scored, formula_of
from .query import AllOf, AnyOf, Leaf, Node, leaves_of
from .scope import pages_of

_DATE = "ifnull((select date from documents join pages on pages.document = documents.key where pages.key = docid), '')"
_IN_DOCUMENTS = "document in (select key from documents where {})"
_AT_ONCE = 1 << 16  # rows


def best_pages(
    connection: sqlite3.Connection,
    root: Node,
    chosen: Condition,
    limit: int,
    *,
    newest: bool = False,
    checked: bool = False,
    formula: Formula | None = None,
) -> tuple[list[Scored], int]:
    """The `limit` best pages that answer `root` in the documents `chosen`, and how many answer.

    `newest` asks for those of the newest documents instead; `checked` ones satisfy
    the SQL function `holds` of their text besides. `formula` replaces that of the library.
    """
    plainly = limit > 0 and not (chosen or newest or checked or formula)
    if plainly and isinstance(root, Leaf) and (found := best_of_word(connection, root, limit)):
        return found
    with snapshot(connection):
        listed = listed_in(connection, root)
        formula = formula or formula_of(connection, list(leaves_of(root)), listed)
        places = None if checked or limit < 1 else places_of(connection, root, listed)
        if places is not None and newest:
            from .newest import newest_pages

            return newest_pages(connection, root, formula, places, chosen, limit)
        if places is not None:
            scope = pages_of(connection, chosen) if chosen else None
            if found := best_by_lists(connection, root, formula, places, scope, limit):
                return found
        return scan(connection, root, formula, chosen, limit, newest=newest, checked=checked)


def scan(
    connection: sqlite3.Connection,
    root: Node,
    formula: Formula,
    chosen: Condition,
    limit: int,
    *,
    newest: bool = False,
    checked: bool = False,
) -> tuple[list[Scored], int]:
    """`best_pages`, by every row."""
    cursor = plain_cursor(connection).execute(
        f"select docid, matchinfo(page_index, 'y'){', ' + _DATE if newest else ''} from page_index"
        f" where page_index match :match {_within(chosen, checked)}",
        {**chosen.values, "match": match_expression(root)},
    )
    units = _Units()
    best = Best(connection, formula, limit)
    if newest:
        # Those of each day, the last first, till there are enough.
        rows = cursor.fetchall()
        days = sorted((row[2] for row in rows), reverse=True)[:limit]
        found: list[Scored] = []
        for day in sorted(set(days), reverse=True):
            of_day = Best(connection, formula, limit - len(found))
            of_day.show(*units.columns([row for row in rows if row[2] == day]))
            found += of_day.pages()
        return found, len(rows)
    while rows := cursor.fetchmany(_AT_ONCE):
        best.show(*units.columns(rows))
    return best.pages(), best.total


class _Units(dict[bytes, bytes]):
    """Units of each leaf by what `matchinfo` `y` says of a page; FTS4 counts no hits of what is to be absent."""

    def __missing__(self, info: bytes) -> bytes:
        counts, width = array("I", info), len(fulltext.COLUMNS)
        self[info] = units = bytes(units_of(counts[start : start + width]) for start in range(0, len(counts), width))
        return units

    def columns(self, rows: Sequence[tuple[Any, ...]]) -> tuple[Sequence[int], list[bytes]]:
        """The keys of rows of key and `matchinfo`, and units of each leaf on them."""
        units = b"".join([self[row[1]] for row in rows])
        leaves = len(units) // max(len(rows), 1)
        return [row[0] for row in rows], [units[leaf::leaves] for leaf in range(leaves)]


def match_expression(node: Node) -> str:
    """A query in FTS4's enhanced syntax."""
    if isinstance(node, Leaf):
        text = " ".join(node.words) + "*" * node.prefix
        return f"{node.column}:{text}" if node.column else f'"{text}"'
    if isinstance(node, AnyOf):
        return "(" + " OR ".join(map(match_expression, node.parts)) + ")"
    found = (" AND " if node.near is None else f" NEAR/{node.near} ").join(map(match_expression, node.parts))
    if without := _absent(node):
        return f"(({found}) NOT ({' OR '.join(map(match_expression, without))}))"
    return f"({found})"


def _absent(node: AllOf) -> list[Node]:
    """What FTS4 leaves out; a word with other tones may stand there, `holds` sees to it."""
    return [each for each in node.without if not any(leaf.exact for leaf in leaves_of(each))]


def _within(chosen: Condition, checked: bool) -> str:
    sql = ""
    if chosen:
        sql += f" and docid in (select key from pages where {_IN_DOCUMENTS.format(chosen.sql)})"
    if checked:
        sql += " and holds((select heading || x'0a' || text from pages where key = docid))"
    return sql


def matching(connection: sqlite3.Connection, root: Node, keys: Sequence[int]) -> set[int]:
    """Those of the pages with these keys that answer `root`."""
    rows = connection.execute(
        "select docid from page_index where page_index match ? and docid in (select value from json_each(?))",
        (match_expression(root), str(list(keys))),
    )
    return {row[0] for row in rows}


def explained(
    connection: sqlite3.Connection, root: Node, keys: Sequence[int]
) -> dict[int, tuple[list[float], dict[str, Any]]]:
    """Of those of the pages with these keys that answer `root`: BM25 of each leaf and FTS4's own counts, decoded."""
    from sqlite_fts4 import annotate_matchinfo

    # The sign keeps SQLite from asking FTS4 anew for each page.
    rows = connection.execute(
        "select docid, matchinfo(page_index, 'y'), matchinfo(page_index, 'pcnax') from page_index"
        " where page_index match ? and +docid in (select value from json_each(?))",
        (match_expression(root), str(list(keys))),
    )
    formula, units, lengths = formula_of(connection, list(leaves_of(root))), _Units(), Lengths(connection)
    return {
        key: (
            formula.parts([WORTHS[each] for each in units[info]], *lengths.of((key,))),
            json.loads(annotate_matchinfo(counts, "pcnax")),
        )
        for key, info, counts in rows
    }
