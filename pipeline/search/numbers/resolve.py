"""Resolve a document's name in a query: `08 ct tu`, `Chỉ thị 08` or `NQTW4 khóa XII` mean one work each.

A number is looked up in the library, then in the registry; a plenum's resolution is resolved as a citation is.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ...i18n import _
from ...vietnamese.text import fold
from .recognize import (
    documents_with_serial,
    has_year_and_term,
    matching_qualifiers,
    recognize,
    works_with_serial,
)

if TYPE_CHECKING:
    from ...model import Work

_NEGATED = r"(?:(?:^|[\s(])-|\b(?:NOT|KHÔNG) )[\"(]?$"
# `TƯ` and `T.Ư` are Trung ương beside figures, signs and letters of a number; elsewhere a word (`tư tưởng`, `đầu tư`).
_CENTRAL = (
    r"(?i:T\.\s?Ư(?![^\W\d_])|(?<=[/-])TƯ(?![^\W\d_])|(?<![^\W\d_])TƯ(?=\d)|(?<=NQ|TC|TG)TƯ(?![^\W\d_])|(?<=NQ )TƯ)"
    r"|(?<!THÔNG )(?<![^\W\d_])TƯ(?= \d)"
)
# A plenum's documents are cited by its number and term; `references` knows all forms of such a citation.
_PLENUM = r"(?:t\.?w|trung uong)\.? ?(?:lan thu )?(?:\d|\w+ k)|\bhoi nghi (?:lan thu|trung uong|bch)"
_MEETING = r"(?:\bhoi nghi (?=lan thu|t\.?w|trung uong|bch)|\b(?:t\.?w|trung uong)(?= ?\d| \w+ k))"
_ENDS_WITH_TYPE = r"\b(?:nghi quyet|nq|ket luan|quy dinh|thong bao|chi thi)(?: (?:so|cua))? ?$"
_BARE_TERM = r"(?:tw|trung uong) ?\d{1,2}(?P<joint>[ /(-]{1,3}(?:k[. ]{0,2})?)(?P<term>[ivx]{1,5}|1\d)(?!\w)"
_MAX_WORKS_IN_NOTE = 3
# A figure with letters beside it, or after a word that may be a type: possibly the number of a work not in the library.
_MAYBE_NUMBER = r"\d[^a-z\d]{0,3}[a-z]|[a-z][^a-z\d]{0,3}(?!(?:19|20)\d\d\b)\d"


class NamedDocuments(NamedTuple):
    """The documents that a query names.

    Attributes:
        keys: keys of the table `documents`, the likeliest first.
        works: ids of the works meant, in the library or not.
        span: where the query has the name.
        phrase: the phrase that cites these documents, to be searched instead of the name.
        by_plenum: whether the name is a plenum's, whose many spellings no phrase covers.
        note: a sentence about works that are not in the library.
    """

    keys: tuple[int, ...] = ()
    works: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)
    phrase: str = ""
    by_plenum: bool = False
    note: str | None = None

    def rest_of(self, text: str) -> str:
        """Return the query without the name."""
        return f"{text[: self.span[0]]} {text[self.span[1] :]}"


def named_documents(connection: sqlite3.Connection, text: str) -> NamedDocuments:
    """Return what a query names; empty if neither the library nor, for a plenum's documents, the registry knows it."""
    plain = fold(text)
    if not re.search(r"\d|hoi nghi|trung uong", plain):
        return NamedDocuments()
    if "ư" in text or "Ư" in text:
        text = with_central_as_tw(text)
        plain = fold(text)
    named = _by_plenum(connection, text, plain) if names_plenum(plain) else None
    return named or _by_serial(connection, text, plain) or NamedDocuments(note=_note_on_missing(text, plain))


def with_central_as_tw(text: str) -> str:
    """Return a text of the same length with `TƯ` and `T.Ư` of numbers and short names as TW."""
    return re.sub(_CENTRAL, lambda match: f"{match[0][:-1]}W", text)


def names_plenum(plain: str) -> bool:
    """Return whether a folded text may cite a plenum."""
    return re.search(_PLENUM, plain) is not None


def _by_serial(connection: sqlite3.Connection, text: str, plain: str) -> NamedDocuments | None:
    """Resolve a number, or a type and a serial, of documents in the library; qualifiers choose among several."""
    found = recognize(partial(documents_with_serial, connection), text, plain)
    if found is None:
        return None
    if re.search(_NEGATED, text[: found.start]):
        return NamedDocuments()
    qualifiers = fold(text[found.end :])
    rows = sorted(found.rows, key=lambda row: -matching_qualifiers(row, qualifiers))
    note = None
    if not any(has_year_and_term(row, qualifiers) for row in rows):
        another = _("The library has this number, but not of that year or term.")
        note = _note_on_missing(text, plain) or another
    # Others cite a document by its type and serial, or by its whole number.
    number = rows[0]["number"]
    phrase = f"{rows[0]['type']} {re.split(r'[-/]', number)[0]}" if found.by_type else number
    keys, ids = tuple(row["key"] for row in rows), tuple(row["id"] for row in rows)
    return NamedDocuments(keys, ids, (found.start, found.end), phrase, note=note)


def _note_on_missing(text: str, plain: str) -> str | None:
    """Return a note on works that are named by number and that only the registry knows."""
    if re.search(_MAYBE_NUMBER, plain) is None:
        return None
    found = recognize(works_with_serial, text, plain)
    if found is None:
        return None
    qualifiers = plain[found.end :]
    rows = [row for row in found.rows if has_year_and_term(row, qualifiers)]
    best = max((matching_qualifiers(row, qualifiers) for row in rows), default=0)
    return _not_in_library([row["work"] for row in rows if matching_qualifiers(row, qualifiers) == best])


def _not_in_library(works: Sequence[Work]) -> str | None:
    """Return a sentence that the library lacks these works; it cites the first few of many."""
    if not works:
        return None
    from ...vietnamese.citation import cite

    doubt = _("{work} (its date and title are still to be checked)")
    names = [
        ("{work}" if work.confirmed else doubt).format(
            work=cite(work.type, work.number, work.date, work.issuer, work.title)
        )
        for work in works[:_MAX_WORKS_IN_NOTE]
    ]
    more = "; …" if len(works) > _MAX_WORKS_IN_NOTE else ""
    return _("Not in the library: {works}.").format(works="; ".join(names) + more)


def _by_plenum(connection: sqlite3.Connection, text: str, plain: str) -> NamedDocuments | None:
    """Resolve `NQTW4 khóa XII`, `TW4 k12`, `Nghị quyết Trung ương 4 (khóa XI)` as the citation of a plenum."""
    for citation in cited_works(connection, text, plain):
        start, end = citation.span
        if not (citation.of_plenum and citation.is_certain and citation.works) or re.search(_NEGATED, text[:start]):
            continue
        works = [work.id for work in citation.works]
        rows = connection.execute(
            f"select key from documents where id in ({','.join('?' * len(works))}) order by date, id", works
        )
        keys = tuple(row["key"] for row in rows)
        note = None if keys else _not_in_library(citation.works)
        return NamedDocuments(keys, tuple(works), (start, end), citation.text, by_plenum=True, note=note)
    return None


class CitedWorks(NamedTuple):
    """A citation in a query and the works that it may mean; `span` is its place in the query as typed.

    A plenum's resolution `is_certain` where its term or its type was typed.
    """

    text: str
    span: tuple[int, int]
    works: tuple[Work, ...]
    of_plenum: bool
    is_certain: bool


def cited_works(connection: sqlite3.Connection, text: str, plain: str) -> Iterator[CitedWorks]:
    """Yield the citations in a query, spelled out as documents have them; `plain` is `text` folded."""
    from ...model import Citing
    from ...references import find_mentions, resolve
    from ...registry import load
    from ...store.citations import library_works

    spelled = _spelled_out(text, plain)
    for mention in find_mentions(spelled.text, load()):
        answer = resolve(mention, Citing(None, None, None), load(), library_works(connection))
        yield CitedWorks(
            text=mention.text,
            span=(spelled.typed_offset(mention.start), spelled.typed_offset(mention.end)),
            works=(answer.target,) if answer.target else tuple(answer.candidates),
            of_plenum=mention.plenum is not None,
            is_certain=bool(mention.plenum is None or mention.term or spelled.has_type),
        )


class _SpelledOut(NamedTuple):
    """A query with a plenum's resolution spelled out: `has_type` where its type was typed.

    `edits` are the replacements made, in turn: offset, and letters removed and inserted there.
    """

    text: str
    has_type: bool
    edits: tuple[tuple[int, int, int], ...] = ()

    def typed_offset(self, offset: int) -> int:
        """Return the offset in the query as typed."""
        for at, removed, inserted in reversed(self.edits):
            if offset > at:
                offset = at if offset < at + inserted else offset - inserted + removed
        return offset


def _spelled_out(text: str, plain: str) -> _SpelledOut:
    """Spell a plenum's resolution as documents do: `TW4 k12` is `nghị quyết TW4 khóa 12`."""
    edits = []
    if found := re.search(_BARE_TERM, plain):
        start, end = found.span("joint")
        edits.append((start, end - start, len(" khóa ")))
        text = f"{text[:start]} khóa {text[end:]}"
        plain = fold(text)
    meeting = re.search(_MEETING, plain)
    if meeting is None or re.search(_ENDS_WITH_TYPE, plain[: meeting.start()]):
        return _SpelledOut(text, has_type=True, edits=tuple(edits))
    start = meeting.start()
    edits.append((start, 0, len("nghị quyết ")))
    return _SpelledOut(f"{text[:start]}nghị quyết {text[start:]}", has_type=False, edits=tuple(edits))
