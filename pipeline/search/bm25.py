"""BM25 in plain SQL over FTS4's `matchinfo(…, 'y')`.

`y` gives the hits of each leaf in each column as 32-bit numbers, the low byte
first; the length of a page stands in the low bits of its key. So a row costs a few byte
look-ups, where a Python callback would cost twenty times as much.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from pipeline.search.query import AnyOf, Leaf, Node, leaves_of
from pipeline.search.weights import WEIGHTS
from pipeline.store import fulltext
from pipeline.store.filters import Condition

_DATE = "(select date from documents join pages on pages.document = documents.key where pages.key = docid)"
_BYTES = bytes(range(256))
_WIDTH = 4 * len(fulltext.COLUMNS)  # bytes of `y` for one leaf
_NONE = f"x'{'00' * 4 * (len(fulltext.COLUMNS) - 1)}'"


class Scored(NamedTuple):
    """A page of the index and its BM25 score."""

    key: int
    score: float


def best_pages(
    connection: sqlite3.Connection,
    root: Node,
    chosen: Condition,
    limit: int,
    *,
    newest: bool = False,
    checked: bool = False,
) -> tuple[list[Scored], int]:
    """The `limit` best pages that answer `root` in the documents `chosen`, and how many answer.

    `newest` asks for those of the newest documents instead; `checked` ones satisfy
    the SQL function `holds` of their text besides.
    """
    order = f"{_DATE} desc," if newest else ""
    rows = connection.execute(
        f"""
        with found as materialized (
          select docid, matchinfo(page_index, 'y') as y from page_index
          where page_index match :match {_within(chosen, checked)}
        )
        select docid, {" + ".join(_scores(connection, root))} as score, (select count(*) from found) from found
        order by {order} score desc, docid limit :limit
        """,
        {**chosen.values, "match": match_expression(root), "bytes": _BYTES, "limit": limit},
    ).fetchall()
    return [Scored(row[0], row[1]) for row in rows], rows[0][2] if rows else 0


def match_expression(node: Node) -> str:
    """A query in FTS4's enhanced syntax."""
    if isinstance(node, Leaf):
        text = " ".join(node.words) + "*" * node.prefix
        return f"{node.column}:{text}" if node.column else f'"{text}"'
    if isinstance(node, AnyOf):
        return "(" + " OR ".join(map(match_expression, node.parts)) + ")"
    found = (" AND " if node.near is None else f" NEAR/{node.near} ").join(map(match_expression, node.parts))
    # A word with other tones may stand there: `holds` sees to it.
    without = [each for each in node.without if not any(leaf.exact for leaf in leaves_of(each))]
    if without:
        return f"(({found}) NOT ({' OR '.join(map(match_expression, without))}))"
    return f"({found})"


def leaf_weights(connection: sqlite3.Connection, leaves: Sequence[Leaf]) -> list[float]:
    """Each leaf's inverse document frequency: ln(1 + (N - n + ½) / (n + ½)), as often as it was typed.

    A phrase has its words' sum.
    """
    total = fulltext.page_count(connection)
    holding = fulltext.pages_holding(connection, {word for leaf in leaves for word in leaf.words})

    def idf(pages: int) -> float:
        return math.log(1 + (max(total - pages, 0) + 0.5) / (pages + 0.5))

    return [
        leaf.times
        * (
            sum(idf(holding.get(word, 0)) for word in leaf.words[: -1 if leaf.prefix else None])
            + (idf(min(total, fulltext.pages_holding_prefix(connection, leaf.words[-1]))) if leaf.prefix else 0.0)
        )
        for leaf in leaves
    ]


def _scores(connection: sqlite3.Connection, root: Node) -> list[str]:
    average = fulltext.average_length(connection)
    weights = leaf_weights(connection, list(leaves_of(root)))
    return [_score(place, weight, average) for place, weight in enumerate(weights)]


def _score(place: int, weight: float, average: float) -> str:
    """BM25 of the leaf at a place as SQL: its weighted hits against the page's length."""
    k1, b = WEIGHTS.k1, WEIGHTS.b
    *others, body = (
        f"{worth} * (instr(:bytes, substr(y, {_WIDTH * place + 4 * column + 1}, 1)) - 1)"
        for column, worth in enumerate(WEIGHTS.columns)
    )
    # Most hits are in the body alone: one comparison passes over the other columns.
    first = _WIDTH * place + 1
    hits = f"({body} + iif(substr(y, {first}, {_WIDTH - 4}) = {_NONE}, 0, {' + '.join(others)}))"
    length = f"({k1 * (1 - b)} + {k1 * b / average} * (docid & {fulltext.LENGTH_MASK}))"
    # w (k1 + 1) h / (h + length), with h read once.
    return f"{weight * (k1 + 1)} * (1 - {length} / ({hits} + {length}))"


def _within(chosen: Condition, checked: bool) -> str:
    sql = ""
    if chosen:
        documents = f"select key from documents where {chosen.sql}"
        sql += f" and docid in (select key from pages where document in ({documents}))"
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
        f"""
        with found as materialized (
          select docid, matchinfo(page_index, 'y') as y, matchinfo(page_index, 'pcnalx') as counts from page_index
          where page_index match :match and docid = :key
        )
        select counts, {", ".join(_scores(connection, root))} from found
        """,
        {"match": match_expression(root), "key": key, "bytes": _BYTES},
    ).fetchone()
    return (list(row[1:]), json.loads(annotate_matchinfo(row[0], "pcnalx"))) if row else ([], {})
