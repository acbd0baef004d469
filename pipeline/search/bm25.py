"""The best pages by BM25, exactly: from the lists of words where they can tell, else a row of FTS4 at a time."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.search.by_list import best_by_lists
from pipeline.search.by_word import best_of_word
from pipeline.search.formula import Formula, Scored, formula_of, worth
from pipeline.search.query import AllOf, AnyOf, Leaf, Node, every_leaf, leaves_of
from pipeline.store import fulltext, lists
from pipeline.store.connection import snapshot
from pipeline.store.filters import Condition
from pipeline.store.lengths import Lengths
from pipeline.store.lists import plain_cursor

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
        listed = lists.of_words(connection, {word for leaf in every_leaf(root) for word in leaf.words})
        formula = formula or formula_of(connection, list(leaves_of(root)), listed)
        if limit > 0 and not (newest or checked):
            keys = _keys(connection, chosen) if chosen else None
            if found := best_by_lists(connection, root, formula, listed, keys, limit):
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
    return _best_of(cursor, connection, formula, limit)


def _best_of(
    rows_of: sqlite3.Cursor, connection: sqlite3.Connection, formula: Formula, limit: int
) -> tuple[list[Scored], int]:
    """The best of rows of key and `matchinfo` `y`, and how many there are; a date in third place goes before all."""
    lengths = Lengths(connection)
    scores = _Scores(formula)
    best: list[tuple[Any, Scored]] = []
    total = 0
    while rows := rows_of.fetchmany(_AT_ONCE):
        total += len(rows)
        keys, infos, *dates = zip(*rows, strict=True)
        words = lengths.of(keys)
        found = list(map(scores.__getitem__, zip(infos, words, strict=True)))
        order: Sequence[Any] = list(zip(dates[0], found, strict=True)) if dates else found
        least = _last_of(order, limit)
        best += [
            (value, Scored(key, score, length))
            for value, key, score, length in zip(order, keys, found, words, strict=True)
            if value >= least
        ]
        best.sort(key=lambda each: each[1].key)
        best.sort(key=lambda each: each[0], reverse=True)
        del best[max(limit, 0) :]
    return [each for _value, each in best], total


class _Scores(dict[tuple[bytes, int], float]):
    """The score of a page by what `matchinfo` `y` says of it and by its words: few pairs are met often."""

    def __init__(self, formula: Formula) -> None:
        super().__init__()
        self._score = formula.scorer()
        self._hits: dict[bytes, list[float]] = {}

    def __missing__(self, page: tuple[bytes, int]) -> float:
        info, words = page
        hits = self._hits.get(info)
        if hits is None:
            hits = self._hits[info] = _hits(info)
        self[page] = score = self._score(hits, words)
        return score


def _hits(info: bytes) -> list[float]:
    """What each leaf's hits are worth; FTS4 counts none of what is to be absent."""
    counts = array("I", info)
    width = len(fulltext.COLUMNS)
    return [worth(counts[start : start + width]) for start in range(0, len(counts), width)]


def _last_of(values: Sequence[Any], limit: int) -> Any:
    """The least of the `limit` greatest values."""
    counts = Counter(values)
    ranked = sorted(counts, reverse=True)
    taken = 0
    for value in ranked:
        taken += counts[value]
        if taken >= limit:
            return value
    return ranked[-1]


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


def _keys(connection: sqlite3.Connection, chosen: Condition) -> set[int]:
    rows = connection.execute(f"select key from pages where {_IN_DOCUMENTS.format(chosen.sql)}", dict(chosen.values))
    return {row[0] for row in rows}


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


def explained(connection: sqlite3.Connection, root: Node, key: int) -> tuple[list[float], dict[str, Any]]:
    """BM25 of each leaf and FTS4's own counts, decoded, for a page; empty for one that does not answer `root`."""
    from sqlite_fts4 import annotate_matchinfo

    row = connection.execute(
        "select matchinfo(page_index, 'y'), matchinfo(page_index, 'pcnax') from page_index"
        " where page_index match ? and docid = ?",
        (match_expression(root), key),
    ).fetchone()
    if row is None:
        return [], {}
    words = Lengths(connection).of((key,))[0]
    parts = formula_of(connection, list(leaves_of(root))).parts(_hits(row[0]), words)
    return parts, json.loads(annotate_matchinfo(row[1], "pcnax"))
