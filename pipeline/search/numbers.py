"""Document numbers in a query: `08-CT/TU`, `08 ct tu`, `Chỉ thị 08`, `chi thi so 8` name one work."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.number import number_key
from pipeline.store.fulltext import folded

_WORD = re.compile(r"[^\W_]+")
_NEGATED = re.compile(r"(?:(?:^|\s)-|\bNOT )[\"(]?$")
_LONGEST_NUMBER = 6  # words: 24/HDLN-BCA-BQP has four, 30/2020/NĐ-CP too
_LONGEST_TYPE = 4  # words: thông tư liên tịch


class Named(NamedTuple):
    """The documents that a query names by number, and the query with that number taken out or put in quotes.

    `keys` are those of the table `documents`, the newest first; `rest` is what else was
    typed, `text` the query with the number as a phrase.
    """

    keys: tuple[int, ...] = ()
    rest: str = ""
    text: str = ""


def named_documents(connection: sqlite3.Connection, text: str) -> Named:
    """What a query names; nothing where no document of the library has such a number."""
    words = list(_WORD.finditer(folded(text)))
    if not any(word[0][0].isdigit() for word in words):
        return Named()
    return _by_number(connection, text, words) or _by_type(connection, text, words) or Named()


def _by_number(connection: sqlite3.Connection, text: str, words: list[re.Match[str]]) -> Named | None:
    """Any run of words that is the whole number of a document held; the longest run wins."""
    runs = {
        number_key("-".join(word[0] for word in words[first:last])): (first, last)
        for first, word in enumerate(words)
        if word[0][0].isdigit()
        for last in range(first + 2, min(first + _LONGEST_NUMBER, len(words)) + 1)
    }
    rows = connection.execute(
        f"select key, number_key from documents where number_key in ({','.join('?' * len(runs))})"
        " order by length(number_key) desc, date desc",
        list(runs),
    ).fetchall()
    if not rows:
        return None
    number = rows[0]["number_key"]
    first, last = runs[number]
    return _named(text, words, first, last, (row["key"] for row in rows if row["number_key"] == number))


def _by_type(connection: sqlite3.Connection, text: str, words: list[re.Match[str]]) -> Named | None:
    """A type and a serial: `Chỉ thị 08`, `nghi quyet so 4`."""
    for place, word in enumerate(words):
        if not word[0].isdigit():
            continue
        before = [each[0] for each in words[:place]]
        last = len(before) - (before[-1:] == ["so"])
        types = [" ".join(before[last - count : last]) for count in range(1, min(_LONGEST_TYPE, last) + 1)]
        if not types:
            continue
        following = words[place + 1][0] if place + 1 < len(words) else ""
        rows = connection.execute(
            "select key, type_key from documents"
            f" where serial = ? and type_key in ({','.join('?' * len(types))})"
            " order by length(type_key) desc, date desc",
            (word[0].lstrip("0"), *types),
        ).fetchall()
        # `chi thi 08 ct tw` is a whole number, and of another document.
        rows = [row for row in rows if not following or not following.startswith(_initials(row["type_key"]))]
        if rows:
            first = last - len(rows[0]["type_key"].split())
            return _named(text, words, first, place + 1, (row["key"] for row in rows))
    return None


def _initials(type_key: str) -> str:
    return "".join(word[0] for word in type_key.split())


def _named(text: str, words: list[re.Match[str]], first: int, last: int, keys: Iterator[int]) -> Named:
    start, end = words[first].start(), words[last - 1].end()
    before, number, behind = text[:start], text[start:end], text[end:]
    if _NEGATED.search(before):
        return Named()
    return Named(tuple(keys), f"{before} {behind}", f'{before}"{number}"{behind}')
