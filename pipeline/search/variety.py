"""Variety among the first hits: copies of a document take one place, and no document takes more than two of ten.

Copies have the same number, day and issuer; without these, only a passage with the same text is one, not its document.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .reranker import RankedPage

MOST_OF_A_DOCUMENT, FIRST = 2, 10
_COMPARED = 30  # pages whose texts are compared


class Varied(NamedTuple):
    """Pages in their final order.

    Attributes:
        pages: One copy of each document, or of each passage without number, day and issuer, only.
        copies: The best page of each other copy, by the page that it is a copy of.
        held_back: How many pages of a document, by its key, come after the first ten for the sake of others.
    """

    pages: list[RankedPage]
    copies: dict[int, list[int]]
    held_back: Counter[int]


def varied(connection: sqlite3.Connection, pages: Sequence[RankedPage]) -> Varied:
    """Return the pages with those of one document apart and copies in one place; nothing else changes their order."""
    documents, numbers = _documents(connection, pages)
    texts = _texts(connection, pages[:_COMPARED])
    kept: list[RankedPage] = []
    copies: dict[int, list[int]] = {}
    first_with: dict[object, int] = {}
    seen = set()
    for page in pages:
        key = page.scored.key
        document = documents[key]
        number = numbers[document]
        # Without number, day and issuer one passage says nothing about the others of its document.
        sign = number if all(number) else (*number, texts.get(key) or key)
        first = first_with.setdefault(sign, key)
        if documents[first] == document:
            kept.append(page)
        elif (first, document) not in seen:
            copies.setdefault(first, []).append(key)
            seen.add((first, document))
    ordered, held_back = _apart(kept, documents)
    return Varied(ordered, copies, held_back)


def _documents(
    connection: sqlite3.Connection, pages: Sequence[RankedPage]
) -> tuple[dict[int, int], dict[int, tuple[str, str, str]]]:
    """Return the document of each page, and number, day and issuer of each document."""
    rows = connection.execute(
        "select _passages.key, document, number_key, date, issuer_key"
        " from json_each(?) cross join _passages on _passages.key = value"
        " join documents on documents.key = document",
        (str([page.scored.key for page in pages]),),
    ).fetchall()
    numbers = {row[1]: (row[2] or "", row[3] or "", row[4] or "") for row in rows}
    return {row[0]: row[1] for row in rows}, numbers


def _texts(connection: sqlite3.Connection, pages: Sequence[RankedPage]) -> dict[int, str]:
    keys = str([page.scored.key for page in pages])
    sql = "select key, text from passages where key in (select value from json_each(?))"
    return dict(connection.execute(sql, (keys,)).fetchall())


def _apart(pages: Sequence[RankedPage], documents: dict[int, int]) -> tuple[list[RankedPage], Counter[int]]:
    first: list[RankedPage] = []
    later: list[RankedPage] = []
    times, held_back = Counter[int](), Counter[int]()
    for place, page in enumerate(pages):
        if len(first) == FIRST:
            later += pages[place:]
            break
        document = documents[page.scored.key]
        if times[document] < MOST_OF_A_DOCUMENT:
            times[document] += 1
            first.append(page)
        else:
            later.append(page)
    if len(first) == FIRST:
        held_back.update(documents[page.scored.key] for page in later if times[documents[page.scored.key]])
    return [*first, *later], held_back
