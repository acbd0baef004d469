"""The work that `dẫn:` and `--cites` mean, named as people do: `Chỉ thị 08`, `08 ct tu`, `NQTW4 khóa XII`.

An id or a whole number is taken as it is. Any other name must mean, with every word of it, works that are held, known
to the registry or cited; one that is cited goes before those that nobody cites, for they would find nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ..i18n import _
from ..index import words_of
from ..model import Work
from ..vietnamese.dates import find_dates
from ..vietnamese.numbers import number_key
from ..vietnamese.text import fold, nfc, squeeze
from .absent import known
from .behind import TERM, YEAR, of_its_day
from .numbers import PLENUM, central, spelled
from .serials import Row, held, spot

_SELF = "select 1 from documents where id = ?1 union all select 1 from links where target = ?1 limit 1"
_NUMBERED = (
    "select number from documents where number_key = ?1 union all select ?2 from links where number_key = ?1 limit 1"
)
# What is cited by its whole number and known to nobody.
_UNKNOWN = (
    "select number_key, max(json_extract(mention, '$.type')) as type from links"
    " where state = 'unknown' and number_key > ?1 || '-' and number_key < ?1 || '.' group by number_key"
)
_BETWEEN = frozenset(("so", "cua", "nam", "do", "dang"))  # words that tell nothing of their own
_MOST_TOLD = 3


class Cited(NamedTuple):
    """What the filter `cites` is to look for, and a note where the name means no work, or several."""

    value: str
    note: str | None = None


class _Meant(NamedTuple):
    """A work that a name may mean, by its id, or by its number where that is all that is known."""

    value: str
    is_held: bool
    is_cited: bool


def cited(connection: sqlite3.Connection, typed: str) -> Cited:
    """What is to be looked for where documents are asked for that cite `typed`; itself where it means no one work."""
    name = squeeze(nfc(typed))
    if exact := _exact(connection, name):
        return Cited(exact)
    meant = _meant(connection, name)
    works = [work for work in meant if work.is_cited] or [work for work in meant if work.is_held] or meant
    if not works:
        return Cited(name, _("Neither the library nor the registry has a document “{name}”.").format(name=name))
    if len(works) == 1:
        return Cited(works[0].value)
    ids = ", ".join(work.value for work in works[:_MOST_TOLD]) + (", …" if len(works) > _MOST_TOLD else "")
    note = _("“{name}” may mean several documents: name one by its id ({ids}).")
    return Cited(name, note.format(name=name, ids=ids))


def names_works(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a name as a whole means works that are held, known or cited."""
    return bool(_exact(connection, name) or _meant(connection, squeeze(nfc(name))))


def _exact(connection: sqlite3.Connection, name: str) -> str | None:
    """The id or number that a name is, of a document held or of a work cited; None for any other name."""
    if connection.execute(_SELF, (name,)).fetchone():
        return name
    row = connection.execute(_NUMBERED, (number_key(name), name)).fetchone()
    return row[0] if row else None


def _meant(connection: sqlite3.Connection, name: str) -> Sequence[_Meant]:
    text = central(name)
    plain = fold(text)
    if re.search(PLENUM, plain):
        return _by_citation(connection, text, plain) or _by_serial(connection, text, plain)
    return _by_serial(connection, text, plain) or _by_citation(connection, text, plain)


def _by_serial(connection: sqlite3.Connection, text: str, plain: str) -> list[_Meant]:
    """The works of a type and a serial, or of a part of a number, of which all else that was typed is true."""
    found = spot(partial(_numbered, connection), text, plain) if re.search(r"\d", plain) else None
    if found is None:
        return []
    beside = f"{text[: found.start]} ; {text[found.end :]}"
    return [_work(connection, row["id"]) for row in found.rows if _is_true(row, beside)]


def _by_citation(connection: sqlite3.Connection, text: str, plain: str) -> list[_Meant]:
    """The works of a plenum, or those with a name of their own (`Điều lệ Đảng`), as documents cite them."""
    from ..model import Citing
    from ..references import find_mentions, resolve
    from ..registry import load
    from ..store.citations import library_works

    citation, certain = spelled(text, plain)
    for mention in find_mentions(citation, load()):
        beside = citation[: mention.start] + citation[mention.end :]
        if not any(map(str.isalnum, beside)) and (mention.plenum is None or mention.term or certain):
            answer = resolve(mention, Citing(), load(), library_works(connection))
            works: Sequence[Work] = (answer.target,) if answer.target else answer.candidates
            return [_work(connection, work.id) for work in works]
    return []


def _work(connection: sqlite3.Connection, value: str) -> _Meant:
    is_held = connection.execute("select 1 from documents where id = ?", (value,)).fetchone()
    is_cited = connection.execute("select 1 from links where target = ?1 or number_key = ?1 limit 1", (value,))
    return _Meant(value, bool(is_held), bool(is_cited.fetchone()))


def _numbered(connection: sqlite3.Connection, serial: str) -> Iterator[Row]:
    """Every work with a serial: held, known to the registry, cited though nobody knows it."""
    ids = set()
    for row in held(connection, serial):
        ids.add(row["id"])
        yield row
    for each in known(serial):
        if each["work"].id not in ids:
            yield {**each, "id": each["work"].id}
    for row in connection.execute(_UNKNOWN, (serial,)):
        yield {
            "id": row["number_key"], "type_key": fold(row["type"] or _type_of(row["number_key"])),
            "number_key": row["number_key"], "issuer_key": None, "date": None, "term": None,
        }  # fmt: skip


def _type_of(key: str) -> str:
    """The type whose letters a number has; empty where they may be those of several."""
    from ..registry import load

    kinds = [kind.name for part in key.split("-")[1:] for kind in load().types.of_symbol(part.upper())]
    return kinds[0] if len(kinds) == 1 else ""


def _is_true(row: Row, beside: str) -> bool:
    """Whether all that stands beside a serial is told rightly: a work's day, year and term, the words of its issuer."""
    for day in reversed(find_dates(beside)):
        if day.date.isoformat() != row["date"]:
            return False
        beside = f"{beside[: day.start]} {beside[day.end :]}"
    plain = fold(beside)
    if not of_its_day(row, plain):
        return False
    issuer = (row["issuer_key"] or "").split()
    body, _slash, _rest = row["id"].partition("/")
    right = {*_BETWEEN, *issuer, *body.split("-"), *(["tw"] if body == "trung-uong" else [])}
    initials = "".join(word[0] for word in issuer)
    words = words_of(re.sub(f"{YEAR}|{TERM}", " ", plain))
    return all(word in right or (len(word) > 1 and word in initials) for word in words)
