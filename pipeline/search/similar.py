"""Documents similar to one of the library: with the same distinctive words, citing the same works."""

from __future__ import annotations

import math
import sqlite3
import time
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..index import AnyOf, Index, Leaf, words_of
from ..store.connection import snapshot
from ..store.filters import Condition
from .answer import Results
from .reranker import RankedPage
from .retrieval import spans_of
from .snippet import hits_of
from .weights import WEIGHTS

if TYPE_CHECKING:
    from ..store.store import Store


def similar(store: Store, name: str, *, limit: int = 10, start: int = 0) -> Results:
    """Return the documents most similar to the one with this id or number, each with its most similar page.

    Raises NotHeld where there is no such document, or several.
    """
    began = time.perf_counter()
    connection = store.connection
    entry = store.find(name)
    with snapshot(connection):
        own = connection.execute("select key from documents where id = ?", (entry.id,)).fetchone()[0]
        leaves = _distinctive_words(connection, own)
        best: dict[int, RankedPage] = {}
        if leaves:
            shared = _shared_works(connection, own)
            others = spans_of(connection, Condition("key <> :own", {"own": own}))
            pages, _total = Index(connection).top_k(AnyOf(leaves), WEIGHTS.candidates, within=others)
            documents = dict(
                connection.execute(
                    "select key, document from _passages where key in (select value from json_each(?))",
                    (str([page.key for page in pages]),),
                ).fetchall()
            )
            for page in pages:
                share = WEIGHTS.cited * math.log1p(shared.get(documents[page.key], 0))
                # Pages are in order: the first of a document is its best.
                best.setdefault(documents[page.key], RankedPage(page, cited=share, score=page.score * (1 + share)))
        ranked = sorted(best.values(), key=lambda page: -page.score)
        hits = tuple(hits_of(connection, ranked[start : start + limit], leaves))
    return Results(entry.id, len(ranked), round(time.perf_counter() - began, 4), hits, start=start)


def _distinctive_words(connection: sqlite3.Connection, document: int) -> tuple[Leaf, ...]:
    """Return the words that distinguish a document: frequent in it and on few pages of the library."""
    texts = connection.execute("select heading || x'0a' || text from pages where document = ?", (document,))
    times = Counter(word for row in texts for word in words_of(row[0]) if word.isalpha() and len(word) > 1)
    frequent = [word for word, _count in times.most_common(WEIGHTS.frequent_words)]
    index = Index(connection)
    pages, doc_freqs = index.page_count(), index.doc_freqs(frequent)
    worth = {
        word: math.log1p(times[word]) * math.log(1 + pages / count) for word, count in doc_freqs.items() if count > 1
    }
    return tuple(Leaf((word,), (word,)) for word in _best(worth, WEIGHTS.telling_words))


def _best(worth: Mapping[str, float], count: int) -> list[str]:
    return sorted(worth, key=lambda word: (-worth[word], word))[:count]


def _shared_works(connection: sqlite3.Connection, document: int) -> dict[int, int]:
    """Count, by key of another document, the works that both cite."""
    return dict(
        connection.execute(
            "select other.document, count(distinct own.target) from _links as own join _links as other"
            " on other.target = own.target where own.document = ?1 and other.document <> ?1 group by other.document",
            (document,),
        ).fetchall()
    )
