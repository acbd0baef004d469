"""The values of query fields that name documents, issuers and signers, written as people do.

`dẫn:` and `--cites` take an id, a whole number, or a name whose every word is true of the work: `Chỉ thị 08`,
`08 ct tu`, `NQTW4 khóa XII`. It must mean works that are in the library, in the registry or cited; those that are cited
go first, since the others would find nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ...i18n import _
from ...store.filters import issuer_names
from ...vietnamese.dates import find_dates
from ...vietnamese.numbers import number_key
from ...vietnamese.text import fold, nfc, squeeze
from .recognize import (
    TERM,
    YEAR,
    NumberedRow,
    documents_with_serial,
    has_year_and_term,
    recognize,
    works_with_serial,
)
from .resolve import cited_works, names_plenum, with_central_as_tw

_KNOWN_ID = "select 1 from documents where id = ?1 union all select 1 from _links where target = ?1 limit 1"
_KNOWN_NUMBER = (
    "select number from documents where number_key = ?1 union all select ?2 from _links where number_key = ?1 limit 1"
)
# Cited by its whole number and neither in the library nor in the registry.
_UNKNOWN_WORKS = (
    "select number_key, max(json_extract(mention, '$.type')) as type from _links"
    " where state = 'unknown' and number_key > ?1 || '-' and number_key < ?1 || '.' group by number_key"
)
_NAMES = {
    "issuer": "select distinct issuer_key from documents where exists"
    " (select 1 from json_each(?) where instr(issuer_key, value) > 0)",
    "signer": "select distinct fold(json_extract(value, '$.name')) from documents, json_each(header, '$.signers')"
    " where exists (select 1 from json_each(?) as typed where"
    " instr(fold(ifnull(json_extract(json_each.value, '$.name'), '')), typed.value) > 0)",
}
_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset(("so", "cua", "nam", "do", "dang"))
_MAX_IDS_IN_NOTE = 3
_MAX_NAME_WORDS = 5  # of a person: Nguyễn Thị Kim Ngân


class CitesValue(NamedTuple):
    """The value for the filter `cites`, and a note where the name means no work, or several."""

    value: str
    note: str | None = None


class _Candidate(NamedTuple):
    """A work that a name may mean, by its id, or by its number where nothing else is known."""

    value: str
    is_in_library: bool
    is_cited: bool


def resolve_cites(connection: sqlite3.Connection, typed: str) -> CitesValue:
    """Return the id or number of the one work that `typed` means, else `typed` with a note."""
    name = squeeze(nfc(typed))
    if exact := _exact(connection, name):
        return CitesValue(exact)
    candidates = _candidates(connection, name)
    works = (
        [work for work in candidates if work.is_cited]
        or [work for work in candidates if work.is_in_library]
        or candidates
    )
    if not works:
        return CitesValue(name, _("Neither the library nor the registry has a document “{name}”.").format(name=name))
    if len(works) == 1:
        return CitesValue(works[0].value)
    ids = ", ".join(work.value for work in works[:_MAX_IDS_IN_NOTE]) + (", …" if len(works) > _MAX_IDS_IN_NOTE else "")
    note = _("“{name}” may mean several documents: name one by its id ({ids}).")
    return CitesValue(name, note.format(name=name, ids=ids))


def words_of_value(connection: sqlite3.Connection, field: str, words: Sequence[str]) -> int:
    """Return how many of the words after the first belong to the value of a filter: the most that are a known name."""
    plain = [" ".join(_WORD.findall(fold(word))) for word in words]
    if field in {"number", "cites"}:
        runs = (("-".join(plain[: count + 1]), count) for count in range(len(words) - 1, 0, -1))
        known = (count for run, count in runs if connection.execute(_KNOWN_NUMBER, (number_key(run), run)).fetchone())
        return next(known, None) or (_words_of_work(connection, words) if field == "cites" else 0)
    if field not in _NAMES or not plain[0]:
        return 0
    first = issuer_names(words[0]) if field == "issuer" else plain[:1]
    names = [row[0] or "" for row in connection.execute(_NAMES[field], (json.dumps(first),))]
    for count in range(len(words) - 1, 0, -1):
        typed = " ".join(words[: count + 1]).rstrip(",;.")
        spellings = issuer_names(typed) if field == "issuer" else [fold(typed)]
        if any(_has_words(name, spelling) for spelling in spellings for name in names):
            return count
        if field == "issuer" and _is_body(typed):
            return count
    return _capitalized(words[1:]) if field == "signer" else 0


def _words_of_work(connection: sqlite3.Connection, words: Sequence[str]) -> int:
    """Return how many words after the first name one work: the most that do, else those up to a serial."""
    if connection.execute(_KNOWN_NUMBER, (number_key(words[0]), words[0])).fetchone():
        return 0
    for count in range(len(words) - 1, -1, -1):
        name = " ".join(words[: count + 1]).rstrip(",;.")
        if _exact(connection, name) or _candidates(connection, squeeze(nfc(name))):
            return count
    from ...registry import load

    plain = fold(" ".join(words))
    types = "|".join(re.escape(fold(name)) for kind in load().types for name in (kind.name, *kind.symbols))
    match = re.match(rf"(?:{types})(?: so)? \S*\d\S*", plain)
    return match[0].count(" ") if match else 0


def _has_words(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", name) is not None


def _capitalized(words: Sequence[str]) -> int:
    """Count the capitalised words at the beginning: a name that is not in the library is taken whole."""
    others = (count for count, word in enumerate(words) if not (word[0].isupper() and not word.isupper()))
    return min(next(others, len(words)), _MAX_NAME_WORDS - 1)


def _is_body(typed: str) -> bool:
    from ...registry import load

    return load().bodies.resembling(typed) is not None


def _exact(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the name if it is the id of a known work, the number that it is, or None."""
    if connection.execute(_KNOWN_ID, (name,)).fetchone():
        return name
    row = connection.execute(_KNOWN_NUMBER, (number_key(name), name)).fetchone()
    return row[0] if row else None


def _candidates(connection: sqlite3.Connection, name: str) -> list[_Candidate]:
    text = with_central_as_tw(name)
    plain = fold(text)
    if names_plenum(plain):
        return _by_citation(connection, text, plain) or _by_serial(connection, text, plain)
    return _by_serial(connection, text, plain) or _by_citation(connection, text, plain)


def _by_serial(connection: sqlite3.Connection, text: str, plain: str) -> list[_Candidate]:
    """Return the works of a type and a serial, or of a part of a number, of which all other words are true."""
    found = recognize(partial(_all_with_serial, connection), text, plain) if re.search(r"\d", plain) else None
    if found is None:
        return []
    others = f"{text[: found.start]} ; {text[found.end :]}"
    return [_candidate(connection, row["id"]) for row in found.rows if _are_true(others, row)]


def _by_citation(connection: sqlite3.Connection, text: str, plain: str) -> list[_Candidate]:
    """Return the works of a plenum, or those with a name of their own (`Điều lệ Đảng`), as documents cite them."""
    for citation in cited_works(connection, text, plain):
        start, end = citation.span
        if citation.is_certain and not any(map(str.isalnum, text[:start] + text[end:])):
            return [_candidate(connection, work.id) for work in citation.works]
    return []


def _candidate(connection: sqlite3.Connection, value: str) -> _Candidate:
    in_library = connection.execute("select 1 from documents where id = ?", (value,)).fetchone()
    is_cited = connection.execute("select 1 from _links where target = ?1 or number_key = ?1 limit 1", (value,))
    return _Candidate(value, bool(in_library), bool(is_cited.fetchone()))


def _all_with_serial(connection: sqlite3.Connection, serial: str) -> Iterator[NumberedRow]:
    """Yield every work with a serial: of the library, of the registry, or cited although it is in neither."""
    ids = set()
    for row in documents_with_serial(connection, serial):
        ids.add(row["id"])
        yield row
    yield from (row for row in works_with_serial(serial) if row["id"] not in ids)
    for row in connection.execute(_UNKNOWN_WORKS, (serial,)):
        yield {
            "id": row["number_key"], "type_key": fold(row["type"] or _type_of(row["number_key"])),
            "number_key": row["number_key"], "issuer_key": None, "date": None, "term": None,
        }  # fmt: skip


def _type_of(key: str) -> str:
    """Return the type whose letters a number has; empty where several types have them."""
    from ...registry import load

    kinds = [kind.name for part in key.split("-")[1:] for kind in load().types.of_symbol(part.upper())]
    return kinds[0] if len(kinds) == 1 else ""


def _are_true(others: str, row: NumberedRow) -> bool:
    """Return whether all words beside a serial are true of a work: its day, year and term, the words of its issuer."""
    for day in reversed(find_dates(others)):
        if day.date.isoformat() != row["date"]:
            return False
        others = f"{others[: day.start]} {others[day.end :]}"
    plain = fold(others)
    if not has_year_and_term(row, plain):
        return False
    issuer = (row["issuer_key"] or "").split()
    body, _slash, _rest = row["id"].partition("/")
    true = {*_FILLERS, *issuer, *body.split("-"), *(["tw"] if body == "trung-uong" else [])}
    initials = "".join(word[0] for word in issuer)
    words = _WORD.findall(re.sub(f"{YEAR}|{TERM}", " ", plain))
    return all(word in true or (len(word) > 1 and word in initials) for word in words)
