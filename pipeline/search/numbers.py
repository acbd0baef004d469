"""Documents named in a query: `08-CT/TU`, `08 ct tu`, `Chỉ thị 08`, `CT 08`, `NQTW4 khóa XII` name one work each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.number import number_key
from pipeline.search.query import LONGEST
from pipeline.store.fulltext import folded

_WORD = re.compile(r"[^\W_]+")
_NEGATED = re.compile(r"(?:(?:^|\s)-|\b(?:NOT|KHÔNG) )[\"(]?$")
_GLUED = re.compile(r"([a-z]{1,4})(\d+)")  # CT08
_LONGEST_NUMBER = 6  # words: 24/HDLN-BCA-BQP has four, 30/2020/NĐ-CP too
_LONGEST_TYPE = 4  # words: thông tư liên tịch
# A plenum's documents are cited by its number and term; what else is such a citation, `references` knows.
_PLENUM = re.compile(r"(?:tw|trung uong) ?\d|\bhoi nghi (?:lan thu|trung uong)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_TERM = re.compile(r"\bkhoa ([ivx]+)\b")


class Named(NamedTuple):
    """The documents that a query names, and the query with that name taken out or put in quotes.

    `keys` are those of the table `documents`, the likeliest first; `works` the ids of the
    works meant, held or not; `rest` is what else was typed, `text` what is to be searched.
    """

    keys: tuple[int, ...] = ()
    works: tuple[str, ...] = ()
    rest: str = ""
    text: str = ""


def named_documents(connection: sqlite3.Connection, text: str) -> Named:
    """What a query names; nothing where neither the library nor, for a plenum's documents, the registry knows it."""
    plain = folded(text)
    words = list(islice(_WORD.finditer(plain), LONGEST))
    if not any(word[0][-1].isdigit() or word[0][0].isdigit() for word in words) and "hoi nghi" not in plain:
        return Named()
    named = _by_number(connection, text, words)
    if not named and _PLENUM.search(" ".join(word[0] for word in words)):
        named = _by_plenum(connection, text)
    return named or _by_type(connection, text, words) or Named()


def _by_number(connection: sqlite3.Connection, text: str, words: list[re.Match[str]]) -> Named | None:
    """Any run of words that is the whole number of a document held; the longest run wins."""
    runs = {
        number_key("-".join(word[0] for word in words[first:last])): (first, last)
        for first, word in enumerate(words)
        if word[0][0].isdigit()
        for last in range(first + 2, min(first + _LONGEST_NUMBER, len(words)) + 1)
    }
    rows = connection.execute(
        f"select key, id, number_key, date, term from documents where number_key in ({','.join('?' * len(runs))})"
        " order by length(number_key) desc, date desc",
        list(runs),
    ).fetchall()
    if not rows:
        return None
    number = rows[0]["number_key"]
    first, last = runs[number]
    return _named(text, words, first, last, [row for row in rows if row["number_key"] == number])


def _by_type(connection: sqlite3.Connection, text: str, words: list[re.Match[str]]) -> Named | None:
    """A type, or its letters, and a serial: `Chỉ thị 08`, `nghi quyet so 4`, `CT 08`, `NĐ 30/2020`."""
    for place, word in enumerate(words):
        glued = _GLUED.fullmatch(word[0])
        if not (glued or word[0].isdigit()):
            continue
        serial = (glued[2] if glued else word[0]).lstrip("0")
        before = [each[0] for each in words[:place]]
        last = len(before) - (before[-1:] == ["so"])
        types = [] if glued else [" ".join(before[last - n : last]) for n in range(1, min(_LONGEST_TYPE, last) + 1)]
        letters = glued[1] if glued else before[last - 1] if last else ""
        if not serial or not (types or letters):
            continue
        rows = connection.execute(
            "select key, id, type_key, number, number_key, date, term from documents where serial = ? and"
            f" (type_key in ({','.join('?' * len(types))}) or number_key glob ? or number_key glob ?)"
            " order by length(type_key) desc, date desc",
            (serial, *types, f"{serial}-{letters}-*", f"{serial}-[12][0-9][0-9][0-9]-{letters}-*"),
        ).fetchall()
        following = words[place + 1][0] if place + 1 < len(words) else ""
        # `chi thi 08 ct tw` is a whole number, and of another document.
        rows = [row for row in rows if not following or not _continues(following, row)]
        if not rows:
            continue
        # The year may be part of the number: `NĐ 30/2020`.
        last_word = place + 1 + (_YEAR.fullmatch(following) is not None and f"-{following}-" in rows[0]["number_key"])
        for type_key in (row["type_key"] for row in rows):
            if type_key in types:
                return _named(text, words, last - len(type_key.split()), last_word, rows)
        first = place if glued else last - 1
        return _named(text, words, first, last_word, rows, spelled=rows[0]["number"])
    return None


def _continues(following: str, row: sqlite3.Row) -> bool:
    return bool(row["type_key"]) and following.startswith("".join(word[0] for word in row["type_key"].split()))


def _by_plenum(connection: sqlite3.Connection, text: str) -> Named | None:
    """`NQTW4 khóa XII`, `Nghị quyết Trung ương 4 (khóa XI)`: the citation as the registry resolves it."""
    from pipeline.model import Citing
    from pipeline.references import find, resolve
    from pipeline.registry import load
    from pipeline.store import links

    for mention in find(text, load()):
        meant = resolve(mention, Citing(None, None, None), load(), links.held(connection))
        works = [each.id for each in ([meant.target] if meant.target else meant.candidates)]
        if mention.plenum is None or not works or _NEGATED.search(text[: mention.start]):
            continue
        rows = connection.execute(
            f"select key from documents where id in ({','.join('?' * len(works))}) order by date, id", works
        )
        rest = f"{text[: mention.start]} {text[mention.end :]}"
        quoted = rest if _WORD.search(rest) else f'"{mention.text}"'
        return Named(tuple(row["key"] for row in rows), tuple(works), rest, quoted)
    return None


def _named(
    text: str,
    words: list[re.Match[str]],
    first: int,
    last: int,
    rows: Sequence[sqlite3.Row],
    spelled: str | None = None,
) -> Named:
    """The documents of `rows`, named by these words; `spelled` is what documents write instead of them."""
    start, end = words[first].start(), words[last - 1].end()
    before, number, behind = text[:start], text[start:end], text[end:]
    if _NEGATED.search(before):
        return Named()
    rows = sorted(rows, key=lambda row: -_fitting(row, folded(behind)))
    keys, ids = tuple(row["key"] for row in rows), tuple(row["id"] for row in rows)
    return Named(keys, ids, f"{before} {behind}", f'{before}"{spelled or number}"{behind}')


def _fitting(row: sqlite3.Row, behind: str) -> int:
    """How many of year and term, as typed behind a number, are a document's."""
    year, term = _YEAR.search(behind), _TERM.search(behind)
    return int(bool(year and (row["date"] or "").startswith(year[1]))) + int(
        bool(term and (row["term"] or "").lower() == term[1])
    )
