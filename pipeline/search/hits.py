"""Pages found → what is told of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from ..index import Leaf
from ..model import Hit
from ..read.formats import has_printed_pages, pages_known
from ..store import codec
from ..vietnamese.citation import place_at
from .rank import Ranked
from .snippet import matches_in, snippet_of


def hits_of(connection: sqlite3.Connection, pages: Sequence[Ranked], leaves: Sequence[Leaf]) -> Iterator[Hit]:
    """The hits for these pages, in order, `leaves` shown in their snippets."""
    rows = connection.execute(
        "select documents.key, documents.id, number, type, issuer, date, title, path, outline, page, text"
        " from (select value from json_each(?))"
        " cross join pages on pages.key = value join documents on documents.key = document",
        (str([each.scored.key for each in pages]),),
    )
    for ranked, row in zip(pages, rows, strict=True):
        snippet = snippet_of(row["text"], matches_in(row["text"], leaves))
        under_way = codec.decode_sections_at(row["outline"], row["page"], snippet.at)
        yield Hit(
            id=row["id"],
            number=row["number"],
            type=row["type"],
            issuer=row["issuer"],
            date=codec.decode_date(row["date"]),
            title=row["title"],
            page=row["page"],
            section=place_at(under_way, row["page"], snippet.at),
            snippet=snippet.text,
            score=round(ranked.score, 4),
            path=row["path"],
            page_known=has_printed_pages(row["path"])
            or row["page"] <= pages_known(row["path"], _lengths(connection, row["key"])),
        )


def _lengths(connection: sqlite3.Connection, document: int) -> list[int]:
    """The lengths of a document's pages."""
    rows = connection.execute("select length(text) from pages where document = ? order by page", (document,))
    return [row[0] for row in rows]
