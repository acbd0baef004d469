"""The pages that answer a query's words: by BM25, looked at more closely, and by what the library knows of them."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..i18n import _
from ..index import AllOf, AnyOf, Index, Leaf, Node, ScoredPage
from ..store.connection import plain_cursor
from ..store.filters import Condition
from .query import Query, plain
from .rank import HIGHEST, Closer, Ranked, neighbours
from .scope import accepting, by_day, spans_of
from .weights import WEIGHTS


class Found(NamedTuple):
    """Pages found, best first, and how many there are; `root` is what was looked for in the end."""

    pages: tuple[Ranked, ...] = ()
    total: int = 0
    root: Node | None = None
    note: str | None = None


def find(
    connection: sqlite3.Connection,
    query: Query,
    chosen: Condition,
    limit: int,
    *,
    newest: bool = False,
    whole: bool = False,
) -> Found:
    """The `limit` best pages for a query; those with some of the words where none, or few of many words, has all.

    More pages may follow, in no final order.
    `newest` asks for those of the newest documents, `whole` for pages with every word only.
    """
    if query.root is None:
        if query.filters:
            return _first_pages(connection, chosen, limit)
        return Found(note=_("There is no word to search for."))
    if not whole and _is_plain_run(query.root) and len(query.leaves) >= WEIGHTS.sentence:
        # Pages with all the many words would be too few anyway.
        return _ranked(connection, loosened(connection, query), query.root, chosen, limit, newest=newest)
    try:
        found = _ranked(connection, query.root, query.root, chosen, limit, newest=newest)
    except sqlite3.OperationalError:
        # FTS4 refuses what is nested too deep.
        query = plain(query.text, _("The query could not be read with its signs; its words were searched."))
        if query.root is None:
            return Found(note=query.note)
        found = _ranked(connection, query.root, query.root, chosen, limit, newest=newest)._replace(note=query.note)
    if whole or not _too_few(query, found.total):
        return found
    assert query.root is not None
    loose = _ranked(connection, loosened(connection, query), query.root, chosen, limit, newest=newest)
    if not loose.total:
        return found
    return loose._replace(note=_("No page has all of the words; these have some of them.") if not found.total else None)


def _too_few(query: Query, total: int) -> bool:
    """Whether pages with some of the words are wanted: none has all, or few have all the many of a question."""
    if len(query.leaves) < 2:
        return False
    if not total:
        return True
    return _is_plain_run(query.root) and total < WEIGHTS.enough and len(query.leaves) >= WEIGHTS.question


def _is_plain_run(root: Node | None) -> bool:
    """Whether a query is words and phrases without a sign between them."""
    return (
        isinstance(root, AllOf)
        and not root.without
        and root.near is None
        and all(isinstance(part, Leaf) and not part.special for part in root.parts)
    )


def loosened(connection: sqlite3.Connection, query: Query) -> Node:
    """Any of the telling words of a query; what is not to be there stays away."""
    without = query.root.without if isinstance(query.root, AllOf) else ()
    some = AnyOf(_telling(connection, tuple(dict.fromkeys(query.leaves))))
    return AllOf((some,), without) if without else some


def _telling(connection: sqlite3.Connection, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The most telling leaves, in their order: none that no page or too many pages have, unless few would be left."""
    index = Index(connection)
    most = WEIGHTS.common * index.page_count()
    doc_freqs = index.doc_freqs({leaf.words[0] for leaf in leaves if len(leaf.words) == 1})
    # What no page has tells nothing, and would take the place of another.
    telling = [leaf for leaf in leaves if len(leaf.words) > 1 or 0 < doc_freqs.get(leaf.words[0], 0) <= most]
    if len(telling) < 3:
        telling = list(leaves)
    worth = dict(zip(telling, index.leaf_weights(telling), strict=True))
    least = sorted(worth.values(), reverse=True)[: WEIGHTS.telling][-1]
    return tuple(leaf for leaf in telling if worth[leaf] >= least)


def _ranked(
    connection: sqlite3.Connection, root: Node, typed: Node, chosen: Condition, limit: int, *, newest: bool
) -> Found:
    closer = _closer(connection, typed, relaxed=root is not typed)
    scored, total = Index(connection).top_k(
        root,
        max(limit, WEIGHTS.candidates),
        within=spans_of(connection, chosen),
        accept=accepting(connection, closer.holds),
        groups=by_day(connection) if newest else None,
    )
    known = _known(connection, scored[: WEIGHTS.candidates])
    looked = _looked_at(connection, closer, known, limit) if closer.looks else in_order(known)
    rest = (Ranked(each, score=each.score) for each in scored[WEIGHTS.candidates :])
    return Found((*looked, *rest), total, root)


def _closer(connection: sqlite3.Connection, typed: Node, *, relaxed: bool) -> Closer:
    pairs = neighbours(typed)
    if not pairs:
        return Closer(typed, {}, 1.0, relaxed=relaxed)
    words = sorted({word for pair in pairs for word in pair})
    index = Index(connection)
    idf = dict(zip(words, index.leaf_weights([Leaf((word,), (word,)) for word in words]), strict=True))
    weighed = {pair: times * max(map(idf.__getitem__, pair)) for pair, times in pairs.items()}
    return Closer(typed, weighed, index.average_length(), relaxed=relaxed)


def _known(connection: sqlite3.Connection, scored: Sequence[ScoredPage]) -> list[Ranked]:
    """The candidates with what is known of them before a look at their texts."""
    keys = str([each.key for each in scored])
    rows = (
        plain_cursor(connection)
        .execute(
            "select ifnull(date, ''), documents.id, documents.key from json_each(?)"
            " cross join pages on pages.key = value join documents on documents.key = document",
            (keys,),
        )
        .fetchall()
    )
    cited = _cited(connection, keys, {name: document for _date, name, document in rows})
    shares = {name: WEIGHTS.cited * math.log1p(times) for name, times in cited.items()}
    return [
        Ranked(each, cited=(share := shares.get(name, 0.0)), score=each.score * (1 + share), date=day)
        for each, (day, name, _document) in zip(scored, rows, strict=True)
    ]


def _cited(connection: sqlite3.Connection, keys: str, documents: Mapping[str, int]) -> Counter[str]:
    """By id: how many other documents cite a work on the pages found, which is to say for these words."""
    links = plain_cursor(connection).execute(
        "select target, links.document from pages join links using (document, page)"
        " where pages.key in (select value from json_each(?)) and target is not null",
        (keys,),
    )
    return Counter(target for target, document in set(links) if documents.get(target) != document)


def _looked_at(connection: sqlite3.Connection, closer: Closer, known: Sequence[Ranked], wanted: int) -> list[Ranked]:
    """The candidates as `closer` has them; in their final order, the first `wanted` of them."""
    if closer.only_tiers:
        known = in_order(known)
    # What has no title is called by its first line.
    title = (
        "iif(page = 1, ifnull((select title from documents where documents.key = document),"
        " substr(text, 1, min(instr(text || x'0a', x'0a'), 200))), '')"
    )
    texts = plain_cursor(connection).execute(
        f"select {title}, heading, text from json_each(?) cross join pages on pages.key = value",
        (str([each.scored.key for each in known]),),
    )
    looked: list[Ranked] = []
    for page, columns in zip(known, texts, strict=True):
        looked.append(closer.rank(page, *columns))
        wanted -= closer.only_tiers and looked[-1].tier == HIGHEST
        if not wanted:
            break  # none of the others can come before these
    return in_order(looked) + list(known[len(looked) :])


def in_order(pages: Iterable[Ranked]) -> list[Ranked]:
    """Best first; of pages that are nearly as good the newer."""
    return sorted(
        pages,
        key=lambda page: (page.tier, round(page.score, 1), page.date, page.score, -page.scored.key),
        reverse=True,
    )


def _first_pages(connection: sqlite3.Connection, chosen: Condition, limit: int) -> Found:
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
    pages = (Ranked(ScoredPage(key, 0.0), score=float(-place)) for place, key in enumerate(keys[:limit]))
    return Found(tuple(pages), len(keys))
