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
from .query import Query, all_of, plain
from .relaxed import RelaxedQuery, Texts, words_of_grammar
from .reranker import ALL_TONES_IN_ORDER, RankedPage, Reranker, neighbours
from .weights import WEIGHTS

if TYPE_CHECKING:
    from .numbers import NamedDocuments
    from .places import NamedPlace
    from .vocabulary import Alternative

# What counts on the first passage of a document only, as the view `_indexed` has it.
_IS_FIRST = "page = 1 and start = 0"
_NUMBER = "(select ifnull(type, '') || ' ' || ifnull(number, '') from documents where documents.key = document)"
_FILE = "(select file_words(path) from documents where documents.key = document)"
_MAX_LEADING = 20  # documents with one number
# Whether a citation of `_links` is in a passage of its page.
_IS_INSIDE = (
    "_links.start >= _passages.start"
    " and (_passages.text is null or _links.start < _passages.start + length(_passages.text))"
)


class Retrieved(NamedTuple):
    """Pages for a query, best first, and how many match; `root` is what was searched in the end.

    `also` are words of the vocabulary that were searched beside those typed, `phrases` their leaves.
    """

    pages: tuple[RankedPage, ...] = ()
    total: int = 0
    root: Node | None = None
    note: str | None = None
    also: tuple[str, ...] = ()
    phrases: tuple[Leaf, ...] = ()


def retrieve(
    connection: sqlite3.Connection,
    query: Query,
    chosen: Condition,
    limit: int,
    *,
    newest: bool = False,
    whole: bool = False,
) -> Retrieved:
    """Return the `limit` best pages; those with some of the words where few have all of them.

    More pages may follow, in no final order. `newest` asks for those of the newest documents, `whole` for pages with
    every word only.
    """
    if query.root is None:
        if query.filters or query.excluded:
            return _first_pages(connection, chosen, limit)
        return Retrieved(note=_("There is no word to search for."))
    ask = _Asked(connection, chosen, limit, newest)
    if not whole and _is_plain(query.root) and len(query.leaves) >= WEIGHTS.sentence:
        # Too few pages would have all of so many words.
        return ask.for_any_word(query)
    try:
        found = ask.for_all_words(query)
    except sqlite3.OperationalError:
        # FTS4 refuses brackets that are nested too deep.
        query = plain(query.text, _("The query could not be read with its signs; its words were searched."))
        if query.root is None:
            return Retrieved(note=query.note)
        found = ask.for_all_words(query)._replace(note=query.note)
    if isinstance(query.root, Leaf) and len(query.root.words) > 1 and not query.root.column:
        found = _with_page_ends(connection, query.root, chosen, found)
    if whole or not _is_too_few(query, found.total):
        return found
    some = ask.for_any_word(query)
    if not some.total:
        return found
    if not found.total:
        return some._replace(note=_("No page has all of the words; these have some of them."))
    if len(query.leaves) >= WEIGHTS.question:
        return some
    first = {page.scored.key for page in found.pages}
    others = [page for page in some.pages if page.scored.key not in first]
    return some._replace(pages=(*found.pages, *others))


def _with_page_ends(connection: sqlite3.Connection, phrase: Leaf, chosen: Condition, found: Retrieved) -> Retrieved:
    """Return what was found for a phrase, then the pages at whose end it begins."""
    from .page_ends import across_page_ends

    pages, parts = across_page_ends(connection, phrase, spans_of(connection, chosen))
    present = {page.scored.key for page in found.pages}
    more = [page for page in pages if page.scored.key not in present]
    return found._replace(
        pages=(*found.pages, *more), total=found.total + len(more), phrases=(*found.phrases, *(parts if more else ()))
    )


def _is_too_few(query: Query, total: int) -> bool:
    """Return whether pages with some of the words are wanted: no page has all of them, or few have."""
    if len(query.leaves) < 2:
        return False
    if not total:
        return True
    return _is_plain(query.root) and total < WEIGHTS.enough


def _is_plain(root: Node | None) -> bool:
    """Return whether a query is words and phrases without operators."""
    return (
        isinstance(root, AllOf)
        and not root.without
        and root.near is None
        and all(isinstance(part, Leaf) and not part.special for part in root.parts)
    )


class _Asked:
    """What is asked of the index: pages of some documents, so many, in one order or the other."""

    def __init__(self, connection: sqlite3.Connection, chosen: Condition, limit: int, newest: bool) -> None:
        self._connection, self._chosen, self._limit, self._newest = connection, chosen, limit, newest
        self._index = Index(connection)

    def for_all_words(self, query: Query) -> Retrieved:
        """Return pages with every word, or another word for it, reranked."""
        assert query.root is not None
        typed = query.root
        alternatives = _alternatives(query)
        root = with_alternatives(typed, alternatives)
        reranker = self._reranker(typed)
        accept = accepting(self._connection, reranker.has_exact_words)
        pages, others, total = self._candidates(root, WEIGHTS.candidates, _phrases(alternatives), accept)
        pages = _with_citations(self._connection, pages, WEIGHTS.cited)
        pages = _reranked(self._connection, reranker, pages, self._limit) if reranker.reads_pages else in_order(pages)
        return Retrieved(
            (*pages, *others), total, root, also=_shown(alternatives), phrases=tuple(sorted(_phrases(alternatives)))
        )

    def for_any_word(self, query: Query) -> Retrieved:
        """Return pages with any of the telling words, or other words for them, scored by all words."""
        assert query.root is not None
        alternatives = _alternatives(query) if _is_plain(query.root) else []
        root = relaxed(self._connection, query, _phrases(alternatives))
        count = len(query.leaves)
        candidates = WEIGHTS.question_candidates if count >= WEIGHTS.question else WEIGHTS.candidates
        candidates = WEIGHTS.long_candidates if count >= WEIGHTS.long else candidates
        grammar = words_of_grammar(query.leaves)
        pages, others, total = self._candidates(root, candidates, _phrases(alternatives), None, grammar)
        pages = in_order(self._scored(query.root, pages, alternatives))
        cited = WEIGHTS.cited if count < WEIGHTS.question else WEIGHTS.cited_by_question
        first, later = pages[: WEIGHTS.citing], pages[WEIGHTS.citing :]
        pages = [*in_order(_with_citations(self._connection, first, cited)), *later]
        return Retrieved(
            (*pages, *others), total, root, also=_shown(alternatives), phrases=tuple(sorted(_phrases(alternatives)))
        )

    def _candidates(
        self,
        root: Node,
        count: int,
        phrases: Collection[Leaf],
        accept: Accept | None,
        grammar: Collection[Leaf] = (),
    ) -> tuple[list[RankedPage], list[RankedPage], int]:
        """Return the best pages by BM25, those to be reranked and those after them, and how many match."""
        leaves = list(leaves_of(root))
        weights = self._index.leaf_weights(leaves)
        weights = [
            weight * (WEIGHTS.alternative if leaf in phrases else 1) * (WEIGHTS.function_word if leaf in grammar else 1)
            for leaf, weight in zip(leaves, weights, strict=True)
        ]
        scored, total = self._index.top_k(
            root,
            max(self._limit, count),
            within=spans_of(self._connection, self._chosen),
            accept=accept,
            groups=by_day(self._connection) if self._newest else None,
            weights=weights,
        )
        others = [RankedPage(each, score=each.score) for each in scored[count:]]
        pages = _with_dates(self._connection, scored[:count])
        return pages, others, total

    def _reranker(self, typed: Node) -> Reranker:
        pairs = neighbours(typed)
        if not pairs:
            return Reranker(typed, {}, 1.0)
        words = sorted({word for pair in pairs for word in pair})
        idf = dict(zip(words, self._index.leaf_weights([Leaf((word,), (word,)) for word in words]), strict=True))
        weights = {pair: times * max(map(idf.__getitem__, pair)) for pair, times in pairs.items()}
        return Reranker(typed, weights, self._index.average_length())

    def _scored(
        self, typed: Node, pages: Sequence[RankedPage], alternatives: Sequence[Alternative]
    ) -> list[RankedPage]:
        leaves = list(leaves_of(typed))
        run = _run_of(typed)
        words = {word for leaf in leaves for word in leaf.words}
        query = RelaxedQuery(
            leaves,
            neighbours(typed),
            self._index.doc_freqs(words),
            pages=self._index.page_count(),
            average=self._index.average_length(),
            alternatives=[(run[each.first : each.last], self._weights_of(each.phrases)) for each in alternatives],
        )
        return query.ranked(pages, list(_texts_of(self._connection, pages)))

    def _weights_of(self, phrases: Sequence[Leaf]) -> dict[Leaf, float]:
        weights = self._index.leaf_weights(phrases)
        return {phrase: WEIGHTS.alternative * weight for phrase, weight in zip(phrases, weights, strict=True)}


def _run_of(root: Node) -> tuple[Leaf, ...]:
    """Return the leaves of a plain query in the order typed."""
    if isinstance(root, Leaf):
        return (root,)
    run = root.run or root.parts if isinstance(root, AllOf) else ()
    return tuple(part for part in run if isinstance(part, Leaf))


def _alternatives(query: Query) -> list[Alternative]:
    """Return other words for those of a query without operators."""
    root = query.root
    if root is None or not (_is_plain(root) or (isinstance(root, Leaf) and not root.special)):
        return []
    from .vocabulary import alternatives_in

    return list(alternatives_in(_run_of(root)))


def _phrases(alternatives: Iterable[Alternative]) -> frozenset[Leaf]:
    return frozenset(phrase for each in alternatives for phrase in each.phrases)


def _shown(alternatives: Iterable[Alternative]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for each in alternatives for text in each.shown))


def with_alternatives(root: Node, alternatives: Sequence[Alternative]) -> Node:
    """Return a query in which other words will do in place of those typed."""
    run = _run_of(root)
    parts: list[Node] = []
    done = 0
    for each in alternatives:
        own = all_of(run[each.first : each.last])
        parts += run[done : each.first]
        parts.append(AnyOf(tuple(part for part in (own, *each.phrases) if part)))
        done = each.last
    return (all_of([*parts, *run[done:]]) or root) if alternatives else root


def relaxed(connection: sqlite3.Connection, query: Query, also: Collection[Leaf] = ()) -> Node:
    """Return a disjunction of the rarest words of a query and some others; excluded words stay excluded."""
    without = query.root.without if isinstance(query.root, AllOf) else ()
    rarest = _rarest(connection, tuple(dict.fromkeys(query.leaves)))
    some = AnyOf(tuple(dict.fromkeys((*rarest, *sorted(also)))))
    return AllOf((some,), without) if without else some


def _rarest(connection: sqlite3.Connection, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Return the leaves on the fewest pages, in their order.

    Those on no page or on too many are left out, unless few others are left.
    """
    index = Index(connection)
    most = WEIGHTS.common * index.page_count()
    doc_freqs = index.doc_freqs({leaf.words[0] for leaf in leaves if len(leaf.words) == 1})
    # A word on no page would take the place of another.
    known = [leaf for leaf in leaves if len(leaf.words) > 1 or doc_freqs.get(leaf.words[0], 0)]
    chosen = [leaf for leaf in known if len(leaf.words) > 1 or doc_freqs[leaf.words[0]] <= most]
    if len(chosen) < WEIGHTS.few:
        chosen = known or list(leaves)
    grammar = words_of_grammar(leaves)
    weights = {
        leaf: weight * (WEIGHTS.function_word if leaf in grammar else 1)
        for leaf, weight in zip(chosen, index.leaf_weights(chosen), strict=True)
    }
    least = sorted(weights.values(), reverse=True)[: WEIGHTS.telling][-1]
    return tuple(leaf for leaf in chosen if weights[leaf] >= least)


def _with_dates(connection: sqlite3.Connection, scored: Sequence[ScoredPage]) -> list[RankedPage]:
    """Return the candidates with the dates of their documents."""
    rows = plain_cursor(connection).execute(
        "select ifnull(date, '') from json_each(?) cross join _passages on _passages.key = value"
        " join documents on documents.key = document",
        (str([each.key for each in scored]),),
    )
    return [RankedPage(each, score=each.score, date=day) for each, (day,) in zip(scored, rows, strict=True)]


def _with_citations(connection: sqlite3.Connection, pages: Sequence[RankedPage], weight: float) -> list[RankedPage]:
    """Return the candidates with what citations of their documents add."""
    keys = str([each.scored.key for each in pages])
    sql = (
        "select documents.id, documents.key from json_each(?)"
        " cross join _passages on _passages.key = value join documents on documents.key = document"
    )
    rows = plain_cursor(connection).execute(sql, (keys,)).fetchall()
    citing = _citing_documents(connection, keys, dict(rows))
    shares = {name: weight * math.log1p(times) for name, times in citing.items()}
    return [
        page._replace(cited=(share := shares.get(name, 0.0)), score=page.score * (1 + share))
        for page, (name, _document) in zip(pages, rows, strict=True)
    ]


def _citing_documents(connection: sqlite3.Connection, keys: str, documents: Mapping[str, int]) -> Counter[str]:
    """Count, by id of a work, the other documents that cite it on these pages."""
    links = plain_cursor(connection).execute(
        "select target, _links.document from json_each(?) cross join _passages on _passages.key = value"
        f" cross join _links using (document, page) where {_IS_INSIDE} and target is not null",
        (keys,),
    )
    return Counter(target for target, document in set(links) if documents.get(target) != document)


def _reranked(
    connection: sqlite3.Connection, reranker: Reranker, pages: Sequence[RankedPage], limit: int
) -> list[RankedPage]:
    """Return the candidates reranked; the first `limit` of them are in their final order."""
    if reranker.decides_tier_only:
        pages = in_order(pages)
    found: list[RankedPage] = []
    for page, columns in zip(pages, _texts_of(connection, pages), strict=True):
        found.append(reranker.rank(page, *columns))
        limit -= reranker.decides_tier_only and found[-1].tier == ALL_TONES_IN_ORDER
        if not limit:
            break  # none of the others can be before these
    return in_order(found) + list(pages[len(found) :])


def _texts_of(connection: sqlite3.Connection, pages: Sequence[RankedPage]) -> Iterator[Texts]:
    """Yield title, headings, text, and number and file name of pages, in their order."""
    # A document without a title is named by its first line.
    title = (
        "iif(page = 1 and start = 0, ifnull((select title from documents where documents.key = document),"
        " substr(text, 1, min(instr(text || x'0a', x'0a'), 200))), '')"
    )
    yield from plain_cursor(connection).execute(
        f"select {title}, heading, text, iif({_IS_FIRST}, {_NUMBER}, ''), iif({_IS_FIRST}, {_FILE}, '')"
        " from json_each(?) cross join passages on passages.key = value",
        (str([each.scored.key for each in pages]),),
    )


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
    connection: sqlite3.Connection,
    named: NamedDocuments,
    rest: Node | None,
    chosen: Condition,
    section: NamedPlace | None = None,
) -> dict[int, int]:
    """Return places by page key: 1 for pages that cite a work named, more for the best page of each document named.

    The likeliest document has the highest place. Its best page is that of the `section` named, or the one that answers
    the `rest` of the query.
    """
    where = f"and {chosen.sql}" if chosen else ""
    keys = named.keys[:_MAX_LEADING]
    values = {**chosen.values, "named": str(list(keys)), "works": json.dumps(named.works)}
    inside = f"select key from documents where key in (select value from json_each(:named)) {where}"
    in_library = {row[0] for row in connection.execute(inside, values)}
    leading = [_leading_page(connection, key, rest, section) for key in keys if key in in_library]
    rows = connection.execute(
        f"select distinct _passages.key from _links cross join _passages using (document, page) where {_IS_INSIDE}"
        " and _links.target in (select value from json_each(:works))"
        f" and document in (select key from documents where true {where})",
        values,
    )
    first = {key: len(leading) + 1 - place for place, key in enumerate(leading) if key is not None}
    return {row[0]: 1 for row in rows} | first


def _leading_page(
    connection: sqlite3.Connection, document: int, rest: Node | None, section: NamedPlace | None
) -> int | None:
    """Return the page of a document with the section named, else that which answers the rest of a query, or its first.

    Where no page has all of the rest, that with most of its words leads.
    """
    if section:
        from .places import passage_of

        key = passage_of(connection, document, section)
        if key is not None:
            return key
    if rest:
        own_pages = spans_of(connection, Condition("key = :own", {"own": document}))
        index, leaves = Index(connection), tuple(dict.fromkeys(leaves_of(rest)))
        for root in (rest, AnyOf(leaves)):
            own, _total = index.top_k(root, 1, within=own_pages)
            if own and 2 * sum(index.count(leaf, [(own[0].key, 1)]) for leaf in leaves) > len(leaves):
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
            "select key, heading || x'0a' || text from passages where key in (select value from json_each(?))",
            (str(list(keys)),),
        )
        return {key for key, text in rows if has_exact_words(text)}

    return accept
