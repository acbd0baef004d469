"""Retrieve the pages for a query: candidates by BM25, reranked; documents whose number was typed come first."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..i18n import _
from ..index import Accept, AllOf, AnyOf, Index, Leaf, Node, ScoredPage, Spans, leaves_of
from ..store.connection import plain_cursor
from ..store.filters import Condition
from .query import Query, plain
from .reranker import ALL_TONES_IN_ORDER, RankedPage, Reranker, neighbours
from .weights import WEIGHTS

if TYPE_CHECKING:
    from .numbers import NamedDocuments

_MAX_LEADING = 20  # documents with one number
# Whether a citation of `links` is in a passage of its page.
_IS_INSIDE = "(passages.text is null or links.start - passages.start between 0 and length(passages.text) - 1)"


class Retrieved(NamedTuple):
    """Pages for a query, best first, and how many match; `root` is what was searched in the end."""

    pages: tuple[RankedPage, ...] = ()
    total: int = 0
    root: Node | None = None
    note: str | None = None


def retrieve(
    connection: sqlite3.Connection,
    query: Query,
    chosen: Condition,
    limit: int,
    *,
    newest: bool = False,
    whole: bool = False,
) -> Retrieved:
    """Return the `limit` best pages; those with some of the words where none, or few for a question, has all of them.

    More pages may follow, in no final order. `newest` asks for those of the newest documents, `whole` for pages with
    every word only.
    """
    if query.root is None:
        if query.filters:
            return _first_pages(connection, chosen, limit)
        return Retrieved(note=_("There is no word to search for."))
    if not whole and _is_plain(query.root) and len(query.leaves) >= WEIGHTS.sentence:
        # Too few pages would have all of so many words.
        return _ranked(connection, relaxed(connection, query), query.root, chosen, limit, newest=newest)
    try:
        found = _ranked(connection, query.root, query.root, chosen, limit, newest=newest)
    except sqlite3.OperationalError:
        # FTS4 refuses brackets that are nested too deep.
        query = plain(query.text, _("The query could not be read with its signs; its words were searched."))
        if query.root is None:
            return Retrieved(note=query.note)
        found = _ranked(connection, query.root, query.root, chosen, limit, newest=newest)._replace(note=query.note)
    if whole or not _is_too_few(query, found.total):
        return found
    assert query.root is not None
    some = _ranked(connection, relaxed(connection, query), query.root, chosen, limit, newest=newest)
    if not some.total:
        return found
    return some._replace(note=_("No page has all of the words; these have some of them.") if not found.total else None)


def _is_too_few(query: Query, total: int) -> bool:
    """Return whether pages with some of the words are wanted: no page has all, or few have all those of a question."""
    if len(query.leaves) < 2:
        return False
    if not total:
        return True
    return _is_plain(query.root) and total < WEIGHTS.enough and len(query.leaves) >= WEIGHTS.question


def _is_plain(root: Node | None) -> bool:
    """Return whether a query is words and phrases without operators."""
    return (
        isinstance(root, AllOf)
        and not root.without
        and root.near is None
        and all(isinstance(part, Leaf) and not part.special for part in root.parts)
    )


def relaxed(connection: sqlite3.Connection, query: Query) -> Node:
    """Return a disjunction of the rarest words of a query; excluded words stay excluded."""
    without = query.root.without if isinstance(query.root, AllOf) else ()
    some = AnyOf(_rarest(connection, tuple(dict.fromkeys(query.leaves))))
    return AllOf((some,), without) if without else some


def _rarest(connection: sqlite3.Connection, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Return the leaves on the fewest pages, in their order.

    Those on no page or on too many are left out, unless few others are left.
    """
    index = Index(connection)
    most = WEIGHTS.common * index.page_count()
    doc_freqs = index.doc_freqs({leaf.words[0] for leaf in leaves if len(leaf.words) == 1})
    # A word on no page would take the place of another.
    chosen = [leaf for leaf in leaves if len(leaf.words) > 1 or 0 < doc_freqs.get(leaf.words[0], 0) <= most]
    if len(chosen) < 3:
        chosen = list(leaves)
    weights = dict(zip(chosen, index.leaf_weights(chosen), strict=True))
    least = sorted(weights.values(), reverse=True)[: WEIGHTS.telling][-1]
    return tuple(leaf for leaf in chosen if weights[leaf] >= least)


def _ranked(
    connection: sqlite3.Connection, root: Node, typed: Node, chosen: Condition, limit: int, *, newest: bool
) -> Retrieved:
    """Return the pages that match `root`, reranked for the query as typed."""
    is_relaxed = root is not typed
    reranker = _reranker(connection, typed, is_relaxed=is_relaxed)
    is_question = is_relaxed and len(list(leaves_of(typed))) >= WEIGHTS.question
    candidates = min(WEIGHTS.candidates, WEIGHTS.question_candidates) if is_question else WEIGHTS.candidates
    scored, total = Index(connection).top_k(
        root,
        max(limit, candidates),
        within=spans_of(connection, chosen),
        accept=accepting(connection, reranker.has_exact_words),
        groups=by_day(connection) if newest else None,
    )
    pages = _with_citations(connection, scored[:candidates])
    reranked = _reranked(connection, reranker, pages, limit) if reranker.reads_pages else in_order(pages)
    others = (RankedPage(each, score=each.score) for each in scored[candidates:])
    return Retrieved((*reranked, *others), total, root)


def _reranker(connection: sqlite3.Connection, typed: Node, *, is_relaxed: bool) -> Reranker:
    pairs = neighbours(typed)
    if not pairs:
        return Reranker(typed, {}, 1.0, relaxed=is_relaxed)
    words = sorted({word for pair in pairs for word in pair})
    index = Index(connection)
    idf = dict(zip(words, index.leaf_weights([Leaf((word,), (word,)) for word in words]), strict=True))
    weights = {pair: times * max(map(idf.__getitem__, pair)) for pair, times in pairs.items()}
    return Reranker(typed, weights, index.average_length(), relaxed=is_relaxed)


def _with_citations(connection: sqlite3.Connection, scored: Sequence[ScoredPage]) -> list[RankedPage]:
    """Return the candidates with their dates and what citations of their documents add."""
    keys = str([each.key for each in scored])
    sql = (
        "select ifnull(date, ''), documents.id, documents.key from json_each(?)"
        " cross join passages on passages.key = value join documents on documents.key = document"
    )
    rows = plain_cursor(connection).execute(sql, (keys,)).fetchall()
    citing = _citing_documents(connection, keys, {name: document for _date, name, document in rows})
    shares = {name: WEIGHTS.cited * math.log1p(times) for name, times in citing.items()}
    return [
        RankedPage(each, cited=(share := shares.get(name, 0.0)), score=each.score * (1 + share), date=day)
        for each, (day, name, _document) in zip(scored, rows, strict=True)
    ]


def _citing_documents(connection: sqlite3.Connection, keys: str, documents: Mapping[str, int]) -> Counter[str]:
    """Count, by id of a work, the other documents that cite it on these pages."""
    links = plain_cursor(connection).execute(
        f"select target, links.document from passages join links using (document, page) where {_IS_INSIDE}"
        " and passages.key in (select value from json_each(?)) and target is not null",
        (keys,),
    )
    return Counter(target for target, document in set(links) if documents.get(target) != document)


def _reranked(
    connection: sqlite3.Connection, reranker: Reranker, pages: Sequence[RankedPage], limit: int
) -> list[RankedPage]:
    """Return the candidates reranked; the first `limit` of them are in their final order."""
    if reranker.decides_tier_only:
        pages = in_order(pages)
    # A document without a title is named by its first line.
    title = (
        "iif(page = 1 and start = 0, ifnull((select title from documents where documents.key = document),"
        " substr(text, 1, min(instr(text || x'0a', x'0a'), 200))), '')"
    )
    texts = plain_cursor(connection).execute(
        f"select {title}, heading, text from json_each(?) cross join passage_texts on passage_texts.key = value",
        (str([each.scored.key for each in pages]),),
    )
    found: list[RankedPage] = []
    for page, columns in zip(pages, texts, strict=True):
        found.append(reranker.rank(page, *columns))
        limit -= reranker.decides_tier_only and found[-1].tier == ALL_TONES_IN_ORDER
        if not limit:
            break  # none of the others can be before these
    return in_order(found) + list(pages[len(found) :])


def in_order(pages: Iterable[RankedPage]) -> list[RankedPage]:
    """Return the pages, best first; of pages that are nearly as good the newer."""
    return sorted(
        pages,
        key=lambda page: (page.tier, round(page.score, 1), page.date, page.score, -page.scored.key),
        reverse=True,
    )


def _first_pages(connection: sqlite3.Connection, chosen: Condition, limit: int) -> Retrieved:
    """Return the first pages of documents, the newest first, for a query that has filters and no words."""
    keys = [
        row[0]
        for row in connection.execute(
            f"select first_key from documents where first_key is not null and {chosen.sql} order by date desc, id",
            dict(chosen.values),
        )
    ]
    pages = (RankedPage(ScoredPage(key, 0.0), score=float(-place)) for place, key in enumerate(keys[:limit]))
    return Retrieved(tuple(pages), len(keys))


def places_of_named(
    connection: sqlite3.Connection, named: NamedDocuments, rest: Node | None, chosen: Condition
) -> dict[int, int]:
    """Return places by page key: 1 for pages that cite a work named, more for the best page of each document named.

    The likeliest document has the highest place. Its best page is the one that answers the `rest` of the query.
    """
    where = f"and {chosen.sql}" if chosen else ""
    keys = named.keys[:_MAX_LEADING]
    values = {**chosen.values, "named": str(list(keys)), "works": json.dumps(named.works)}
    inside = f"select key from documents where key in (select value from json_each(:named)) {where}"
    in_library = {row[0] for row in connection.execute(inside, values)}
    leading = [_leading_page(connection, key, rest) for key in keys if key in in_library]
    rows = connection.execute(
        f"select distinct passages.key from links cross join passages using (document, page) where {_IS_INSIDE}"
        " and links.target in (select value from json_each(:works))"
        f" and document in (select key from documents where true {where})",
        values,
    )
    first = {key: len(leading) + 1 - place for place, key in enumerate(leading) if key is not None}
    return {row[0]: 1 for row in rows} | first


def _leading_page(connection: sqlite3.Connection, document: int, rest: Node | None) -> int | None:
    """Return the page of a document that answers the rest of the query, else its first."""
    if rest:
        own_pages = spans_of(connection, Condition("key = :own", {"own": document}))
        own, _total = Index(connection).top_k(rest, 1, within=own_pages)
        if own:
            return own[0].key
    (first,) = connection.execute("select first_key from documents where key = ?", (document,)).fetchone()
    return first and int(first)


def with_named(
    connection: sqlite3.Connection, places: Mapping[int, int], found: Retrieved, *, alone: bool
) -> tuple[list[RankedPage], int]:
    """Return the pages in their final order, those with a place first, and how many there are.

    Pages that only cite a document named are added where its name `alone` was typed.
    """
    if not places:
        return list(found.pages), found.total
    present = {page.scored.key for page in found.pages}
    missing = [key for key, place in places.items() if key not in present and (place > 1 or alone)]
    total = found.total + len(missing)
    if missing and found.root and found.total > len(found.pages):
        total -= Index(connection).count(found.root, [(key, 1) for key in sorted(missing)])
    pages = [*found.pages, *(RankedPage(ScoredPage(key, 0.0)) for key in missing)]
    pages.sort(key=lambda page: -places.get(page.scored.key, 0))  # stable
    return pages, total


def spans_of(connection: sqlite3.Connection, chosen: Condition) -> Spans | None:
    """Return the runs of pages of the documents chosen; None where no document is excluded."""
    if not chosen:
        return None
    sql = f"select first_key, passage_count from documents where first_key is not null and {chosen.sql}"
    return [(first, count) for first, count in connection.execute(sql, dict(chosen.values))]


def by_day(connection: sqlite3.Connection) -> Iterator[Spans]:
    """Yield the runs of pages of the documents of each day, the last day first, undated ones at the end."""
    rows = connection.execute(
        "select ifnull(date, ''), first_key, passage_count from documents where first_key is not null"
        " order by date desc"
    )
    for _day, same_day in groupby(rows, key=lambda row: row[0]):
        yield [(first, count) for _date, first, count in same_day]


def accepting(connection: sqlite3.Connection, has_exact_words: Callable[[str], bool] | None) -> Accept | None:
    """Return a function that selects the pages, by key, whose heading and text pass a test."""
    if not has_exact_words:
        return None

    def accept(keys: Sequence[int]) -> Collection[int]:
        rows = connection.execute(
            "select key, heading || x'0a' || text from passage_texts where key in (select value from json_each(?))",
            (str(list(keys)),),
        )
        return {key for key, text in rows if has_exact_words(text)}

    return accept
