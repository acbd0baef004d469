"""Pages found → what is told of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Hit
from pipeline.paged import pages_known
from pipeline.place import place_at
from pipeline.search.query import Leaf
from pipeline.search.rank import Ranked
from pipeline.search.snippet import matches_in, snippet_of
from pipeline.store import codec


def hits_of(connection: sqlite3.Connection, pages: Iterable[Ranked], leaves: Sequence[Leaf]) -> Iterator[Hit]:
    """The hits for these pages, in order, `leaves` shown in their snippets."""
    for ranked in pages:
        row = connection.execute(
            "select documents.key, documents.id, number, type, issuer, date, title, path, outline, page, text"
            " from pages join documents on documents.key = pages.document where pages.key = ?",
            (ranked.scored.key,),
        ).fetchone()
        snippet = snippet_of(row["text"], matches_in(row["text"], leaves))
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
            page_known=row["page"] <= pages_known(row["path"], _lengths(connection, row["key"])),
        )


def _lengths(connection: sqlite3.Connection, document: int) -> list[int]:
    """The lengths of a document's pages."""
    rows = connection.execute("select length(text) from pages where document = ? order by page", (document,))
    return [row[0] for row in rows]
