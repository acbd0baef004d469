"""From what was typed to hits.

The order: documents whose number was typed, pages that cite them; then by
tones, if any were typed (the whole query side by side with the same tones, every
word with them, the rest); then by BM25, raised where the query's words stand side by
side, since a Vietnamese word is several syllables.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.i18n import _
from pipeline.model import Hit
from pipeline.place import place_at
from pipeline.search.bm25 import Scored, best_pages, explained, matching
from pipeline.search.numbers import Named, named_documents
from pipeline.search.query import AllOf, AnyOf, Node, Query, leaves_of, parse_query, plain
from pipeline.search.rank import Closer, Ranked
from pipeline.search.snippet import matches_in, snippet_of
from pipeline.search.weights import WEIGHTS
from pipeline.store import codec
from pipeline.store.filters import Condition, conditions

if TYPE_CHECKING:
    from pipeline.store.library import Library

Sort = Literal["relevance", "date"]


class Explanation(NamedTuple):
    """The parts of a hit's score.

    `leaves` are the words and phrases with their BM25; `adjacency` and `tier` those of
    `Ranked`; `place` 2 for a document whose number was typed, 1 for a page that cites
    it; `matchinfo` FTS4's counts, decoded.
    """

    leaves: tuple[tuple[str, float], ...]
    adjacency: float
    tier: int
    place: int
    matchinfo: dict[str, object]


class Results(NamedTuple):
    """The answer to a query.

    `total` counts all pages found, `note` says when the query was read otherwise than typed.
    """

    query: str
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    note: str | None = None
    explanations: tuple[Explanation, ...] = ()


class _Found(NamedTuple):
    """Pages found, best first; `root` is what was looked for in the end."""

    pages: tuple[Ranked, ...] = ()
    total: int = 0
    root: Node | None = None
    note: str | None = None


def search(
    library: Library,
    query: str,
    *,
    limit: int = 10,
    type: str | None = None,
    issuer: str | None = None,
    since: date | None = None,
    until: date | None = None,
    term: str | None = None,
    cites: str | None = None,
    sort: Sort = "relevance",
    explain: bool = False,
) -> Results:
    """The pages that answer `query` under the filters, at most `limit`. Never raises for what was typed."""
    began = time.perf_counter()
    connection = library.connection
    given = {"type": type, "issuer": issuer, "since": since, "until": until, "term": term, "cites": cites}
    read, named = _read(connection, query)
    given = {name: value for name, value in given.items() if value is not None}
    chosen = conditions(**{**read.filters, **given})
    found = _find(connection, read, chosen, max(limit, WEIGHTS.candidates), newest=sort == "date")
    places = _places(connection, named, chosen)
    pages, total = _with_named(connection, named, places, found)
    if sort == "date":
        pages = _newest_first(connection, pages)
    pages = pages[: max(limit, 0)]
    hits = tuple(_hits(connection, pages, read))
    return Results(
        read.text,
        total,
        round(time.perf_counter() - began, 4),
        hits,
        found.note or read.note,
        tuple(_explanation(connection, page, places, found.root) for page in pages) if explain else (),
    )


def _read(connection: sqlite3.Connection, typed: str) -> tuple[Query, Named]:
    """The query taken apart; a number of a document held is a phrase in it, however it was typed."""
    read = parse_query(typed)
    named = named_documents(connection, read.text)
    if named.keys and '"' not in read.text:
        read = parse_query(named.text)._replace(text=read.text)
    return read, named


def _find(connection: sqlite3.Connection, query: Query, chosen: Condition, limit: int, *, newest: bool) -> _Found:
    """The pages that answer the words of a query; pages with some of the words where none has all of them."""
    if query.root is None:
        if query.filters:
            return _first_pages(connection, chosen, limit)
        return _Found(note=_("There is no word to search for."))
    try:
        found = _ranked(connection, query.root, query.root, chosen, limit, newest=newest)
    except sqlite3.OperationalError:
        # FTS4 refuses what is nested too deep.
        query = plain(query.text, _("The query could not be read with its signs; its words were searched."))
        if query.root is None:
            return _Found(note=query.note)
        found = _ranked(connection, query.root, query.root, chosen, limit, newest=newest)._replace(note=query.note)
    if found.total or len(query.leaves) < 2:
        return found
    assert query.root is not None
    without = query.root.without if isinstance(query.root, AllOf) else ()
    some = AnyOf(tuple(dict.fromkeys(query.leaves)))
    relaxed = _ranked(
        connection, AllOf((some,), without) if without else some, query.root, chosen, limit, newest=newest
    )
    if not relaxed.total:
        return found
    return relaxed._replace(note=_("No page has all of the words; these have some of them."))


def _ranked(
    connection: sqlite3.Connection, root: Node, typed: Node, chosen: Condition, limit: int, *, newest: bool
) -> _Found:
    closer = Closer(typed, relaxed=root is not typed)
    if closer.strict:
        connection.create_function("holds", 1, closer.holds, deterministic=True)
    scored, total = best_pages(connection, root, chosen, limit, newest=newest, checked=closer.strict)
    if not closer.looks:
        return _Found(tuple(Ranked(each, 0.0, 0, each.score) for each in scored), total, root)
    texts = dict(
        connection.execute(
            "select pages.key, iif(page = 1, ifnull(title, '') || x'0a', '') || text from pages"
            " join documents on documents.key = document where pages.key in (select value from json_each(?))",
            (str([each.key for each in scored]),),
        )
    )
    return _Found(tuple(closer.rank(each, texts[each.key]) for each in scored), total, root)


def _first_pages(connection: sqlite3.Connection, chosen: Condition, limit: int) -> _Found:
    """The documents of a query that has filters and no words: their first pages, the newest first."""
    keys = [
        row[0]
        for row in connection.execute(
            f"select (select key from pages where document = found.key order by page limit 1) as first"
            f" from (select key, date, id from documents where {chosen.sql}) as found"
            " where first is not null order by date desc, id",
            dict(chosen.values),
        )
    ]
    pages = (Ranked(Scored(key, 0.0), 0.0, 0, float(-place)) for place, key in enumerate(keys[:limit]))
    return _Found(tuple(pages), len(keys))


_MOST_NAMED = 20  # documents with one number that lead


def _places(connection: sqlite3.Connection, named: Named, chosen: Condition) -> dict[int, int]:
    """By page key: 2 for the best page of each document whose number was typed, 1 for pages that cite one."""
    if not named.keys:
        return {}
    where = f"and {chosen.sql}" if chosen else ""
    inside = f"select key, id from documents where key in (select value from json_each(:named)) {where}"
    values = {**chosen.values, "named": str(list(named.keys[:_MOST_NAMED]))}
    leading = [_leading_page(connection, row[0], named) for row in connection.execute(inside, values).fetchall()]
    rows = connection.execute(
        "select distinct pages.key from links join pages using (document, page)"
        " where links.target in (select id from documents where key in (select value from json_each(:named)))"
        f" and document in (select key from documents where true {where})",
        values,
    )
    return {row[0]: 1 for row in rows} | {key: 2 for key in leading if key is not None}


def _leading_page(connection: sqlite3.Connection, document: int, named: Named) -> int | None:
    """The page of a document that answers what else was typed, else its first."""
    rest = parse_query(named.rest).root
    if rest:
        own, _total = best_pages(connection, rest, Condition("key = :own", {"own": document}), 1)
        if own:
            return own[0].key
    row = connection.execute("select key from pages where document = ? order by page limit 1", (document,)).fetchone()
    return int(row[0]) if row else None


def _with_named(
    connection: sqlite3.Connection, named: Named, places: dict[int, int], found: _Found
) -> tuple[list[Ranked], int]:
    """The pages in their final order, those of `places` first, and how many there are."""
    alone = not parse_query(named.rest).root
    present = {page.scored.key for page in found.pages}
    missing = [key for key, place in places.items() if key not in present and (place == 2 or alone)]
    total = found.total + len(missing)
    if missing and found.root and found.total > len(found.pages):
        total -= len(matching(connection, found.root, missing))
    pages = [*found.pages, *(Ranked(Scored(key, 0.0), 0.0, 0, 0.0) for key in missing)]
    pages.sort(key=lambda page: (-places.get(page.scored.key, 0), -page.tier, -page.score, page.scored.key))
    return pages, total


def _newest_first(connection: sqlite3.Connection, pages: Sequence[Ranked]) -> list[Ranked]:
    dates = dict(
        connection.execute(
            "select pages.key, ifnull(date, '') from pages join documents on documents.key = document"
            " where pages.key in (select value from json_each(?))",
            (str([page.scored.key for page in pages]),),
        )
    )
    return sorted(pages, key=lambda page: dates[page.scored.key], reverse=True)


def _hits(connection: sqlite3.Connection, pages: Iterable[Ranked], query: Query) -> Iterator[Hit]:
    for ranked in pages:
        row = connection.execute(
            "select documents.id, number, type, issuer, date, title, path, outline, page, text"
            " from pages join documents on documents.key = pages.document where pages.key = ?",
            (ranked.scored.key,),
        ).fetchone()
        snippet = snippet_of(row["text"], matches_in(row["text"], query.leaves))
        yield Hit(
            id=row["id"],
            number=row["number"],
            type=row["type"],
            issuer=row["issuer"],
            date=codec.day(row["date"]),
            title=row["title"],
            page=row["page"],
            section=place_at(codec.outline(row["outline"]), row["page"], snippet.at),
            snippet=snippet.text,
            score=round(ranked.score, 4),
            path=row["path"],
        )


def _explanation(
    connection: sqlite3.Connection, page: Ranked, places: dict[int, int], root: Node | None
) -> Explanation:
    scores, counts = explained(connection, root, page.scored.key) if root else ([], {})
    names = [" ".join(leaf.words) + "*" * leaf.prefix for leaf in leaves_of(root)] if root else []
    place = places.get(page.scored.key, 0)
    return Explanation(tuple(zip(names, scores, strict=False)), page.adjacency, page.tier, place, counts)
