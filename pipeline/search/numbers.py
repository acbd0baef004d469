"""Documents named in a query: `08-CT/TU`, `08 ct tu`, `Chỉ thị 08`, `CT 08`, `NQTW4 khóa XII` name one work each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ..i18n import _
from ..vietnamese.text import fold
from .behind import fitting, of_its_day

if TYPE_CHECKING:
    from ..model import Work

_NEGATED = r"(?:(?:^|\s)-|\b(?:NOT|KHÔNG) )[\"(]?$"
# `TƯ` and `T.Ư` are Trung ương beside figures, signs and letters of a number; elsewhere a word (`tư tưởng`, `đầu tư`).
_CENTRAL = (
    r"(?i:T\.\s?Ư(?![^\W\d_])|(?<=[/-])TƯ(?![^\W\d_])|(?<![^\W\d_])TƯ(?=\d)|(?<=NQ|TC|TG)TƯ(?![^\W\d_])|(?<=NQ )TƯ)"
    r"|(?<!THÔNG )(?<![^\W\d_])TƯ(?= \d)"
)
# A plenum's documents are cited by its number and term; what else is such a citation, `references` knows.
PLENUM = r"(?:t\.?w|trung uong)\.? ?(?:lan thu )?(?:\d|\w+ k)|\bhoi nghi (?:lan thu|trung uong|bch)"
_MEETING = r"(?:\bhoi nghi (?=lan thu|t\.?w|trung uong|bch)|\b(?:t\.?w|trung uong)(?= ?\d| \w+ k))"
_HAS_TYPE = r"\b(?:nghi quyet|nq|ket luan|quy dinh|thong bao|chi thi)(?: (?:so|cua))? ?$"
_BARE_TERM = r"(?:tw|trung uong) ?\d{1,2}(?P<joint>[ /(-]{1,3}(?:k[. ]{0,2})?)(?P<term>[ivx]{1,5}|1\d)(?!\w)"
_MOST_TOLD = 3
# A figure with letters beside it, or a word that may be a type before: what may be a number of a work not held.
_FIGURE_OF_NUMBER = r"\d[^a-z\d]{0,3}[a-z]|[a-z][^a-z\d]{0,3}(?!(?:19|20)\d\d\b)\d"


class Named(NamedTuple):
    """The documents that a query names, and the query with that name taken out or put in quotes.

    `keys` are those of the table `documents`, the likeliest first; `works` the ids of the
    works meant, held or not; `rest` is what else was typed, `text` what is to be searched; `note` tells of works
    meant that the library lacks.
    """

    keys: tuple[int, ...] = ()
    works: tuple[str, ...] = ()
    rest: str = ""
    text: str = ""
    note: str | None = None


def named_documents(connection: sqlite3.Connection, text: str) -> Named:
    """What a query names; nothing where neither the library nor, for a plenum's documents, the registry knows it."""
    plain = fold(text)
    if not re.search(r"\d|hoi nghi|trung uong", plain):
        return Named()
    if "ư" in text or "Ư" in text:
        text = central(text)
        plain = fold(text)
    named = _by_plenum(connection, text, plain) if re.search(PLENUM, plain) else None
    return named or _by_serial(connection, text, plain) or Named(note=_absent(text, plain))


def central(text: str) -> str:
    """A text with `TƯ` and `T.Ư` of numbers and short names as TW; as long."""
    return re.sub(_CENTRAL, lambda match: f"{match[0][:-1]}W", text)


def told(works: Sequence[Work]) -> str | None:
    """That the library lacks these works, in words; the first few of many."""
    if not works:
        return None
    from ..vietnamese.citation import cite

    doubt = _("{work} (its date and title are still to be checked)")
    names = [
        ("{work}" if work.confirmed else doubt).format(
            work=cite(work.type, work.number, work.date, work.issuer, work.title)
        )
        for work in works[:_MOST_TOLD]
    ]
    more = "; …" if len(works) > _MOST_TOLD else ""
    return _("Not in the library: {works}.").format(works="; ".join(names) + more)


def _by_serial(connection: sqlite3.Connection, text: str, plain: str) -> Named | None:
    """A number, or a type and a serial, of documents held; what follows may tell which of several."""
    from .serials import held, spot  # most queries have no figure

    found = spot(partial(held, connection), text, plain)
    if found is None:
        return None
    before, behind = text[: found.start], text[found.end :]
    if re.search(_NEGATED, before):
        return Named()
    rows = sorted(found.rows, key=lambda row: -fitting(row, fold(behind)))
    other = not any(of_its_day(row, fold(behind)) for row in rows)
    # Others cite a document by its type and serial, or by its whole number.
    first = rows[0]["number"]
    quoted = f"{rows[0]['type']} {re.split(r'[-/]', first)[0]}" if found.in_words else first
    keys, ids = tuple(row["key"] for row in rows), tuple(row["id"] for row in rows)
    note = (_absent(text, plain) or _("The library has this number, but not of that year or term.")) if other else None
    return Named(keys, ids, f"{before} {behind}", f'{before} "{quoted}" {behind}', note)


def _absent(text: str, plain: str) -> str | None:
    if re.search(_FIGURE_OF_NUMBER, plain) is None:
        return None
    from .absent import works_named

    return told(works_named(text, plain))


def _by_plenum(connection: sqlite3.Connection, text: str, plain: str) -> Named | None:
    """`NQTW4 khóa XII`, `TW4 k12`, `Nghị quyết Trung ương 4 (khóa XI)`: the citation as the registry resolves it."""
    from ..model import Citing
    from ..references import find_mentions, resolve
    from ..registry import load
    from ..store.citations import library_works

    citation, certain = spelled(text, plain)
    for mention in find_mentions(citation, load()):
        meant = resolve(mention, Citing(None, None, None), load(), library_works(connection))
        meant_works = [meant.target] if meant.target else list(meant.candidates)
        works = [each.id for each in meant_works]
        before, behind = citation[: mention.start], citation[mention.end :]
        if mention.plenum is None or not (mention.term or certain) or not works or re.search(_NEGATED, before):
            continue
        rows = connection.execute(
            f"select key from documents where id in ({','.join('?' * len(works))}) order by date, id", works
        )
        rest = f"{before} {behind}"
        quoted = rest if re.search(r"[^\W_]", rest) else f'"{mention.text}"'
        keys = tuple(row["key"] for row in rows)
        return Named(keys, tuple(works), rest, quoted, None if keys else told(meant_works))
    return None


def spelled(text: str, plain: str) -> tuple[str, bool]:
    """A plenum's resolution as documents cite it, for `TW4 k12`, and whether its type was typed."""
    if found := re.search(_BARE_TERM, plain):
        text = f"{text[: found.start('joint')]} khóa {text[found.start('term') :]}"
        plain = fold(text)
    meeting = re.search(_MEETING, plain)
    if meeting is None or re.search(_HAS_TYPE, plain[: meeting.start()]):
        return text, True
    return f"{text[: meeting.start()]}nghị quyết {text[meeting.start() :]}", False
