"""From what was typed to hits.

The order: documents whose number was typed, pages that cite them; then by
tones, if any were typed (the whole query side by side with the same tones, every
word with them, the rest); then by BM25, raised where the query's words stand side by
side, since a Vietnamese word is several syllables, and a little for a work that the pages found cite.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Unpack

from ..index import Index, Node, leaves_of
from ..model import Hit
from ..store.connection import snapshot
from ..store.filters import Condition, Filters, conditions
from .find import find
from .hits import hits_of
from .leading import places, with_named
from .numbers import Named, named_documents
from .query import Query, parse_query
from .rank import Ranked
from .weights import WEIGHTS

if TYPE_CHECKING:
    from ..store.store import Store
    from .facets import Facets

Sort = Literal["relevance", "date"]


class Explanation(NamedTuple):
    """The parts of a hit's score.

    `leaves` are the words and phrases with their BM25; `pairs`, `tones`, `cited` and `tier` those of
    `Ranked`; `place` 2 and more for a document whose number was typed, 1 for a page that cites
    it; `matchinfo` FTS4's counts, decoded; `rank_bm25` the score by sqlite-fts4, where all columns weigh the same.
    """

    leaves: tuple[tuple[str, float], ...]
    pairs: float
    tones: float
    cited: float
    tier: int
    place: int
    matchinfo: dict[str, Any]
    rank_bm25: float | None


class Results(NamedTuple):
    """The answer to a query.

    `total` counts all pages found, `start` those before the first hit; `note` says when the query was
    read otherwise than typed, `suggestion` what may have been meant.
    """

    query: str
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    note: str | None = None
    explanations: tuple[Explanation, ...] = ()
    start: int = 0
    suggestion: str | None = None
    facets: Facets | None = None


def search(
    store: Store,
    query: str,
    *,
    limit: int = 10,
    start: int = 0,
    whole: bool = False,
    sort: Sort = "relevance",
    facets: bool = False,
    explain: bool = False,
    **filters: Unpack[Filters],
) -> Results:
    """Return the pages that answer `query` under the filters, at most `limit` after the first `start`.

    `whole` leaves out pages that lack one of the words; the filters are those of store/filters.py. Never raises for
    what was typed.
    """
    began = time.perf_counter()
    connection = store.connection
    with snapshot(connection):
        read, named = read_query(connection, query)
        told, unclear = with_cited(connection, {name: value for name, value in filters.items() if value is not None})
        chosen = conditions(**{**read.filters, **told})
        start, limit = max(start, 0), max(limit, 0)
        newest = sort == "date"
        # Where another order follows, every candidate is wanted.
        wanted = max(start + limit, WEIGHTS.candidates) if newest or named.works else start + limit
        found = find(connection, read, chosen, wanted, newest=newest, whole=whole)
        placed = places(connection, named, chosen)
        pages, total = with_named(connection, named, placed, found)
        if newest:
            pages = _newest_first(connection, pages)
        pages = pages[start : start + limit]
        return Results(
            read.text,
            total,
            round(time.perf_counter() - began, 4),
            tuple(hits_of(connection, pages, read.leaves)),
            " ".join(filter(None, (unclear, named.note, found.note or read.note))) or None,
            _explanations(connection, pages, placed, found.root) if explain else (),
            start,
            _suggestion(connection, read),
            _facets(connection, found.root, chosen, placed) if facets else None,
        )


def read_query(connection: sqlite3.Connection, typed: str) -> tuple[Query, Named]:
    """The query taken apart; a number of a document held is a phrase in it, however it was typed."""
    taken = partial(_words_taken, connection)
    read = parse_query(typed, taken)
    filters, unclear = with_cited(connection, read.filters)
    # What is to be cited is not itself looked for.
    beside = read.text if read.beside is None else read.beside
    named = named_documents(connection, beside)
    if named.works and '"' not in beside:
        again = parse_query(named.text, taken)
        filters = {**filters, **again.filters}
        read = again._replace(text=read.text)
    read = read._replace(filters=filters)
    if unclear:
        named = named._replace(note=f"{unclear} {named.note or ''}".strip())
    if len(read.leaves) > 2:
        from .question import without_asking

        read = without_asking(read)
    return read, named


def with_cited(connection: sqlite3.Connection, filters: Mapping[str, Any]) -> tuple[Mapping[str, Any], str | None]:
    """The filters with the work whose citation is asked for, however it was named; a note where that is not clear."""
    if "cites" not in filters:
        return filters, None
    from .cited import cited  # few searches ask for it

    value, note = cited(connection, filters["cites"])
    return {**filters, "cites": value}, note


def _words_taken(connection: sqlite3.Connection, name: str, words: Sequence[str]) -> int:
    from .values import words_taken  # few queries have a field with a value of several words

    return words_taken(connection, name, words)


def _suggestion(connection: sqlite3.Connection, query: Query) -> str | None:
    words = {word for leaf in query.leaves if not leaf.prefix for word in leaf.words}
    unknown = words - Index(connection).doc_freqs(words).keys()
    if not unknown:
        return None
    from .suggest import suggestion

    return suggestion(connection, query, unknown)


def _facets(connection: sqlite3.Connection, root: Node | None, chosen: Condition, also: Iterable[int]) -> Facets:
    from .facets import facets_of
    from .scope import documents_matching

    if root is None and not chosen:
        return facets_of(connection, ())  # there was nothing to search for
    return facets_of(connection, documents_matching(connection, root, chosen, also))


def _newest_first(connection: sqlite3.Connection, pages: Sequence[Ranked]) -> list[Ranked]:
    dates = dict(
        connection.execute(
            "select pages.key, ifnull(date, '') from pages join documents on documents.key = document"
            " where pages.key in (select value from json_each(?))",
            (str([page.scored.key for page in pages]),),
        )
    )
    return sorted(pages, key=lambda page: dates[page.scored.key], reverse=True)


def _explanations(
    connection: sqlite3.Connection, pages: Sequence[Ranked], placed: dict[int, int], root: Node | None
) -> tuple[Explanation, ...]:
    explained = Index(connection).explain(root, [page.scored.key for page in pages]) if root else {}
    names = [" ".join(leaf.words) + "*" * leaf.prefix for leaf in leaves_of(root)] if root else []
    return tuple(
        Explanation(
            leaves=tuple(zip(names, scored.parts, strict=False)) if scored else (),
            pairs=page.pairs,
            tones=page.tones,
            cited=page.cited,
            tier=page.tier,
            place=placed.get(page.scored.key, 0),
            matchinfo=scored.matchinfo if scored else {},
            rank_bm25=scored.rank_bm25 if scored else None,
        )
        for page in pages
        for scored in (explained.get(page.scored.key),)
    )
