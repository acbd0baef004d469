"""Phrases that run over the end of a page, which no page has whole: they are found on the page where they begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from ..index import Index, Leaf, ScoredPage, Spans, folded
from ..store.connection import plain_cursor
from .reranker import RankedPage

_MOST_PAGES = 500  # that have the longer part of a phrase
_FOOT, _HEAD = 8, 3  # lines at the end of a page, and at the beginning of the next, that may be notes or running heads


def across_page_ends(
    connection: sqlite3.Connection, phrase: Leaf, within: Spans | None
) -> tuple[list[RankedPage], list[Leaf]]:
    """Return the pages at whose end a phrase begins that the next page ends, and the parts that they have."""
    pages: dict[int, float] = {}
    parts = []
    index = Index(connection)
    for place in range(1, len(phrase.words)):
        begin, rest = _part(phrase, 0, place), _part(phrase, place, len(phrase.words))
        is_begin_longer = 2 * place >= len(phrase.words)
        scored, total = index.top_k(begin if is_begin_longer else rest, _MOST_PAGES, within=within)
        if total > _MOST_PAGES:
            continue
        keys = [each.key if is_begin_longer else each.key - 1 for each in scored]
        found = list(_pages_with(connection, keys, begin.words, rest.words))
        pages |= dict.fromkeys(found, max((each.score for each in scored), default=0.0))
        parts += [begin] * bool(found)
    ranked = [RankedPage(ScoredPage(key, score), score=score) for key, score in pages.items()]
    return ranked, parts


def _part(phrase: Leaf, first: int, last: int) -> Leaf:
    return phrase._replace(words=phrase.words[first:last], typed=phrase.typed[first:last])


def _pages_with(
    connection: sqlite3.Connection, keys: Sequence[int], begin: Sequence[str], rest: Sequence[str]
) -> Iterator[int]:
    """Yield those of the pages that end with words where the next page of the document begins with others."""
    rows = plain_cursor(connection).execute(
        "select this.key, this.text, next.text from json_each(?)"
        " cross join passages as this on this.key = value"
        " join passages as next on next.key = this.key + 1 and next.document = this.document",
        (str(list(keys)),),
    )
    for key, text, following in rows:
        lines = [_words(line) for line in following.splitlines() if line.strip()]
        above = [_words(line) for line in text.splitlines() if line.strip()]
        begins = any(
            _starts(lines[skipped:], rest) for skipped in range(min(_HEAD, len(lines))) if _passable(lines[:skipped])
        )
        ends = any(
            _ends(above[: len(above) - skipped], begin)
            for skipped in range(min(_FOOT, len(above)))
            if _passable(above[len(above) - skipped :])
        )
        if begins and ends:
            yield key


def _words(line: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in folded(line)).split()


def _passable(lines: Sequence[Sequence[str]]) -> bool:
    """Return whether lines between two parts may be page numbers or notes, which begin with a figure."""
    return not lines or not lines[0] or lines[0][0].isdigit()


def _starts(lines: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    joined = [word for line in lines[:3] for word in line]
    return joined[: len(words)] == list(words)


def _ends(lines: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    joined = [word for line in lines[-3:] for word in line]
    return joined[-len(words) :] == list(words)
