"""Variety among the first hits: copies of a document take one place, and no document takes more than two of ten.

Copies have the same number and day; without these, a passage with the same text and no other number or day.
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
        pages: One copy of each document only.
        copies: The best page of each other copy, by the page that it is a copy of.
        held_back: How many pages of a document, by its key, come after the first ten for the sake of others.
    """

    pages: list[RankedPage]
    copies: dict[int, list[int]]
    held_back: Counter[int]


def varied(connection: sqlite3.Connection, pages: Sequence[RankedPage]) -> Varied:
    """Return the pages with those of one document apart and copies in one place; nothing else changes their order."""
    documents, numbers = _documents(connection, pages)
    originals = _originals(connection, pages, documents, numbers)
    kept: list[RankedPage] = []
    copies: dict[int, list[int]] = {}
    first_of: dict[int, int] = {}
    seen = set()
    for page in pages:
        document = documents[page.scored.key]
        original = originals.get(document, document)
        if original == document:
            first_of.setdefault(document, page.scored.key)
            kept.append(page)
        elif document not in seen and original in first_of:
            copies.setdefault(first_of[original], []).append(page.scored.key)
            seen.add(document)
    ordered, held_back = _apart(kept, documents)
    return Varied(ordered, copies, held_back)


def _documents(
    connection: sqlite3.Connection, pages: Sequence[RankedPage]
) -> tuple[dict[int, int], dict[int, tuple[str, str]]]:
    """Return the document of each page, and number and day of each document."""
    rows = connection.execute(
        "select _passages.key, document, number_key, date"
        " from json_each(?) cross join _passages on _passages.key = value"
        " join documents on documents.key = document",
        (str([page.scored.key for page in pages]),),
    ).fetchall()
    numbers = {row[1]: (row[2] or "", row[3] or "") for row in rows}
    return {row[0]: row[1] for row in rows}, numbers


def _originals(
    connection: sqlite3.Connection,
    pages: Sequence[RankedPage],
    documents: dict[int, int],
    numbers: dict[int, tuple[str, str]],
) -> dict[int, int]:
    """Return for each document of which a better one is a copy that better one."""
    first = [page.scored.key for page in pages[:_COMPARED]]
    texts = dict(
        connection.execute(
            "select key, text from passages where key in (select value from json_each(?))", (str(first),)
        ).fetchall()
    )
    by_sign: dict[object, int] = {}
    originals: dict[int, int] = {}
    for page in pages:
        document = documents[page.scored.key]
        number = numbers[document]
        text = texts.get(page.scored.key)
        signs = [number if all(number) else None, (*number, text) if text else None]
        better = next((by_sign[sign] for sign in signs if sign and by_sign.get(sign, document) != document), None)
        if better is not None:
            originals.setdefault(document, originals.get(better, better))
        for sign in filter(None, signs):
            by_sign.setdefault(sign, originals.get(document, document))
    return originals


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
