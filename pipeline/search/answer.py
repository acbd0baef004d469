"""Answer a query: from what was typed to hits.

The order: documents whose number was typed, then pages that cite them; then by tones, if any were typed (the whole
query side by side with the same tones, every word with them, the others); then by BM25, raised where words of the query
are side by side, since a Vietnamese word is several syllables, and a little for a work that the pages found cite.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Unpack

from ..i18n import _
from ..index import Index, Leaf, Node, leaves_of, words_of
from ..model import Hit
from ..store.connection import snapshot
from ..store.filters import Condition, Filters, both, conditions
from .numbers import NamedDocuments, named_documents
from .query import Query, parse_query, without_question_words
from .relaxed import words_of_grammar
from .reranker import RankedPage
from .retrieval import places_of_named, retrieve, spans_of, with_named
from .snippet import hits_of
from .variety import varied
from .weights import WEIGHTS

if TYPE_CHECKING:
    from ..store.store import Store
    from .facets import Facets
    from .places import NamedPlace

Sort = Literal["relevance", "date"]


class Explanation(NamedTuple):
    """The parts of a hit's score.

    Attributes:
        leaves: words and phrases with their BM25.
        pairs, tones, cited, tier: those of `RankedPage`.
        place: 2 and more for a document whose number was typed, 1 for a page that cites it, else 0.
        matchinfo: FTS4's counts, decoded.
        rank_bm25: the score by sqlite-fts4, where all columns weigh the same.
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

    Attributes:
        query: what was typed.
        total: the number of all pages found.
        seconds: how long it took.
        hits: the pages asked for, best first.
        note: a sentence where the query was read otherwise than typed.
        explanations: one for each hit, if asked for.
        start: the number of pages before the first hit.
        suggestion: the query that may have been meant.
        facets: how the documents found spread, if asked for.
        documents: the ids of the documents found, each with its number of pages found, if asked for.
        also: words of the vocabulary that were searched beside those typed.
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
    documents: Mapping[str, int] | None = None
    also: tuple[str, ...] = ()


def search(
    store: Store,
    query: str,
    *,
    limit: int = 10,
    start: int = 0,
    whole: bool = False,
    sort: Sort = "relevance",
    facets: bool = False,
    count: bool = False,
    explain: bool = False,
    model: str = "",
    **filters: Unpack[Filters],
) -> Results:
    """Return the pages that answer `query` under the filters, at most `limit` after the first `start`.

    `model` is the folder of a model that compares the best pages by their meaning; it may be faulty (UsageError).

    `whole` leaves out pages that lack one of the words; the filters are those of store/filters.py. Never raises for
    what was typed.
    """
    began = time.perf_counter()
    connection = store.connection
    with snapshot(connection):
        read = read_query(connection, query)
        given, unclear = resolve_cites_filter(
            connection, {name: value for name, value in filters.items() if value is not None}
        )
        chosen = both(conditions(**{**read.filters, **given}), conditions(**read.excluded))
        start, limit = max(start, 0), max(limit, 0)
        newest = sort == "date"
        named, section = _named(connection, read)
        # Where another order follows, every candidate is needed.
        wanted = max(start + limit, WEIGHTS.candidates) if newest or named else start + limit
        if model:
            wanted = max(wanted, WEIGHTS.compared_by_meaning)
        found = retrieve(connection, read, chosen, wanted, newest=newest, whole=whole)
        if model and read.rest:
            from .semantic import by_meaning

            found = found._replace(pages=by_meaning(connection, found.pages, read.text, model))
        places = places_of_named(connection, named, read.rest, chosen, section) if named else {}
        pages, total = with_named(connection, places, found, alone=read.is_name_only)
        if newest:
            pages = _newest_first(connection, pages)
        copies: Mapping[int, Sequence[int]] = {}
        held_back: Mapping[int, int] = {}
        if not (newest or whole or "document" in given or read.root is None):
            before = len(pages)
            pages, copies, held_back = varied(connection, pages)
            total -= before - len(pages)
        pages = pages[start : start + limit]
        documents = _documents(connection, found.root, chosen, places) if facets or count else None
        hits = tuple(_hits(connection, pages, (*_telling(read), *found.phrases), copies, held_back))
        in_name = _number_in_file_name(connection, read, hits[0]) if hits else None
        notes = (unclear, read.named and read.named.note, found.note or read.note, in_name)
        return Results(
            query=read.text,
            total=total,
            seconds=round(time.perf_counter() - began, 4),
            hits=hits,
            note=" ".join(filter(None, notes)) or None,
            explanations=_explanations(connection, pages, places, found.root) if explain else (),
            start=start,
            suggestion=_suggestion(connection, read),
            facets=_facets(connection, documents or {}) if facets else None,
            documents=documents,
            also=found.also,
        )


def _telling(read: Query) -> tuple[Leaf, ...]:
    """Return the leaves that are looked for in the snippets: of a question those that are not words of grammar."""
    leaves = read.leaves
    grammar = words_of_grammar(leaves) if len(leaves) >= WEIGHTS.question else ()
    return tuple(leaf for leaf in leaves if leaf not in grammar) or leaves


def _number_in_file_name(connection: sqlite3.Connection, read: Query, hit: Hit) -> str | None:
    """Return a note where a number typed is in the name of the first hit's file and nowhere in its text."""
    typed = {word for leaf in read.leaves for word in leaf.words if word.isdigit() and len(word) > 1}
    file = os.path.basename(hit.path)
    named = typed.intersection(words_of(file)) if typed else None
    if not named:
        return None
    inside = spans_of(connection, Condition("id = :own", {"own": hit.id}))
    index = Index(connection)
    named = {
        word
        for word in named.difference(words_of(hit.number or ""))
        if not index.count(Leaf((word,), (word,), column="body"), inside)
    }
    if not named:
        return None
    return _("The number {number} is only in the name of the file {file}, not in its text.").format(
        number=", ".join(sorted(named)), file=file
    )


def _hits(
    connection: sqlite3.Connection,
    pages: Sequence[RankedPage],
    leaves: Sequence[Leaf],
    copies: Mapping[int, Sequence[int]],
    held_back: Mapping[int, int],
) -> Iterator[Hit]:
    weights = Index(connection).leaf_weights(leaves)
    return hits_of(connection, pages, leaves, copies, held_back, weights)


def read_query(connection: sqlite3.Connection, typed: str) -> Query:
    """Return the query that was typed; a document's number, however typed, is a phrase in it."""
    read = parse_query(typed, partial(_words_of_value, connection), partial(named_documents, connection))
    filters, unclear = resolve_cites_filter(connection, read.filters)
    read = read._replace(filters=filters)
    if unclear and read.named:
        read = read._replace(named=read.named._replace(note=f"{unclear} {read.named.note or ''}".strip()))
    return without_question_words(read) if len(read.leaves) > 2 else read


def _named(connection: sqlite3.Connection, read: Query) -> tuple[NamedDocuments | None, NamedPlace | None]:
    """Return the documents that a query names, and the section of them; with a section, a law's title is a name."""
    named = read.named if read.named and read.named.works else None
    if (
        re.search(r"(?i)(?:[đd]i[eề]u|ch[uươ]+ng|m[uụ]c|ph[aầ]n|ph[uụ] l[uụ]c|(?<!\w)[đd]) ?(?:\w|$)", read.text)
        is None
    ):
        return named, None
    from .places import laws_named, named_place

    section = named_place(read.text)
    if section and named is None and (keys := laws_named(connection, section.rest_of(read.text))):
        named = NamedDocuments(keys=tuple(keys), works=("",))
    return named, section


def resolve_cites_filter(
    connection: sqlite3.Connection, filters: Mapping[str, Any]
) -> tuple[Mapping[str, Any], str | None]:
    """Return the filters with the id or number of the work for `cites`, and a note where its name is not clear."""
    if "cites" not in filters:
        return filters, None
    from .numbers.values import resolve_cites  # few searches ask for it

    value, note = resolve_cites(connection, filters["cites"])
    return {**filters, "cites": value}, note


def _words_of_value(connection: sqlite3.Connection, name: str, words: Sequence[str]) -> int:
    from .numbers.values import words_of_value  # few queries have a field with a value of several words

    return words_of_value(connection, name, words)


def _suggestion(connection: sqlite3.Connection, query: Query) -> str | None:
    words = {word for leaf in query.leaves if not leaf.prefix for word in leaf.words}
    unknown = words - Index(connection).doc_freqs(words).keys()
    if not unknown:
        return None
    from .suggestion import suggestion

    return suggestion(connection, query, unknown)


def _documents(
    connection: sqlite3.Connection, root: Node | None, chosen: Condition, also: Iterable[int]
) -> Mapping[str, int]:
    from .facets import documents_matching

    if root is None and not chosen:
        return {}  # nothing was searched
    return documents_matching(connection, root, chosen, also)


def _facets(connection: sqlite3.Connection, documents: Iterable[str]) -> Facets:
    from .facets import facets_of

    return facets_of(connection, documents)


def _newest_first(connection: sqlite3.Connection, pages: Sequence[RankedPage]) -> list[RankedPage]:
    dates = dict(
        connection.execute(
            "select _passages.key, ifnull(date, '') from _passages join documents on documents.key = document"
            " where _passages.key in (select value from json_each(?))",
            (str([page.scored.key for page in pages]),),
        )
    )
    return sorted(pages, key=lambda page: dates[page.scored.key], reverse=True)


def _explanations(
    connection: sqlite3.Connection, pages: Sequence[RankedPage], places: dict[int, int], root: Node | None
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
            place=places.get(page.scored.key, 0),
            matchinfo=scored.matchinfo if scored else {},
            rank_bm25=scored.rank_bm25 if scored else None,
        )
        for page in pages
        for scored in (explained.get(page.scored.key),)
    )
