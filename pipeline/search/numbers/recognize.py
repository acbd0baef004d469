"""Recognise a document number in a query by its serial and the letters, words and year around it.

People type `08 ct tu`, `CT08-TU`, `chithi 08`, `CT/TU 08` or `nd 30 2020` for what is printed `08-CT/TU` and
`30/2020/NĐ-CP`. Letters and digits are therefore split wherever they meet, and the pieces around a serial are compared
with the number and the type of each document that has this serial. Blanks and the signs of numbers may occur between
pieces; any other sign separates: neither `luật, 31` nor `luật[31m` is `luật 31`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ...store.filters import roman
from ...vietnamese.numbers import number_key
from ...vietnamese.text import DASHES, fold, tone_key

# How much of a number was typed: its serial and year; its type, in words or letters; some of its symbol; all of it.
_YEAR, _TYPE, _PART, _WHOLE = 1, 2, 3, 4
_MAX_PIECES, _MAX_SERIAL_DIGITS = 128, 5
_MAX_BEFORE, _MAX_AFTER = 5, 8  # pieces of a type's name (`chương trình hành động`) and of a symbol
_LAST_MONTH = 12
_LABELS = frozenset({"so", "no", "n°", "nº", "№"})
_PIECE = r"\d+|n°|№|[^\W\d_]+"
# Blanks, invisible ones included; every dash, `BGD&ĐT`; a quotation mark may open: `chỉ thị "08"`.
_BLANK = " \t\n\r\xa0\u2000-\u200b\u202f\u2060\u3000\ufeff"
_JOINT = rf"[{_BLANK}{DASHES}\-/._:()&]*[\"']?"
_IS_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?<![\d./-])\d{1,2}([./-])\d{1,2}(?:\1\d{4})?(?![./-]?\d)"
_SYLLABLE = r"(?:[bdghklmnprstvxc]|ch|gh|gi|kh|n[gh]|ngh|ph|qu|t[hr])?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
_JOINING_SIGNS = {"/", "-", "_", "."}
# Words that a type's name of one syllable is the end of: `kỷ luật 31` is not a law.
_COMPOUNDS = {"luat": frozenset({"ky", "phap", "quy", "bo"}), "lenh": frozenset({"menh", "phap"})}
# Qualifiers that follow a number: its year and the term of the Central Committee.
YEAR = r"\b((?:19|20)\d\d)\b"
TERM = r"\bk(?:hoa)?[ .]{0,2}([ivx]+|1?\d)\b"
# Of `documents`: type_key, number_key, issuer_key, date and term are read.
NumberedRow = sqlite3.Row | Mapping[str, Any]
LookUpSerial = Callable[[str], Iterable[NumberedRow]]


class RecognizedNumber(NamedTuple):
    """The span of a number in a query and the rows of the documents that it names.

    `by_type` is true for a type's name with a serial (`Chỉ thị 08`).
    """

    start: int
    end: int
    rows: tuple[NumberedRow, ...]
    by_type: bool


class _Piece(NamedTuple):
    """A run of letters or of digits, folded and as typed; `joint` is the text between it and the previous piece."""

    text: str
    typed: str
    start: int
    end: int
    joint: str


class _Fit(NamedTuple):
    """How much of a document's number was typed, in how many pieces, and the span of these pieces."""

    typed: int
    pieces: int
    first: int
    last: int
    by_type: bool


def recognize(look_up: LookUpSerial, text: str, plain: str) -> RecognizedNumber | None:
    """Return the number of which most was typed, or None; `plain` is `text` folded.

    `look_up` yields the documents that have a serial, given without leading zeros.
    """
    days = [match.span() for match in re.finditer(_DAY, plain)]
    best, found = (0, 0), None
    for pieces, place in _places(_pieces(text, plain)):
        if any(start <= pieces[place].start < end for start, end in days):
            continue
        fits = [(fit, row) for row, width in _with_serial_at(look_up, pieces, place)
                if (fit := _fit(pieces, place, width, row))]  # fmt: skip
        if fits and (top := max(fit[:2] for fit, _row in fits)) > best:
            best, fit = top, next(fit for fit, _row in fits if fit[:2] == top)
            rows = tuple(row for each, row in fits if each[:2] == top)
            found = RecognizedNumber(pieces[fit.first].start, pieces[fit.last - 1].end, rows, fit.by_type)
    return found


def documents_with_serial(connection: sqlite3.Connection, serial: str) -> Iterator[NumberedRow]:
    """Yield the documents of the library that have a serial (`8`, `12a`), the newest first."""
    yield from connection.execute(
        "select key, id, type, type_key, number, number_key, issuer_key, date, term from documents where"
        + (" serial = ?1" if serial.isdigit() else " number_key between ?1 || '-' and ?1 || '-\uffff'")
        + " order by date desc, id",
        (serial,),
    )


def works_with_serial(serial: str) -> Iterator[NumberedRow]:
    """Yield the works of the registry that have a serial, the newest first, each with itself as `work`."""
    yield from _works_by_serial().get(serial, ())


@cache
def _works_by_serial() -> dict[str, list[NumberedRow]]:
    from ...registry import load

    rows: dict[str, list[NumberedRow]] = {}
    for work in sorted(load().works, key=lambda work: str(work.date or ""), reverse=True):
        if work.number:
            key = number_key(work.number)
            row = {
                "id": work.id, "type_key": fold(work.type or ""), "number_key": key,
                "issuer_key": fold(work.issuer or ""), "date": work.date.isoformat() if work.date else None,
                "term": work.term, "work": work,
            }  # fmt: skip
            rows.setdefault(key.partition("-")[0], []).append(row)
    return rows


def has_year_and_term(row: NumberedRow, qualifiers: str) -> bool:
    """Return whether the year and the term among the folded qualifiers of a number, if any, are the document's."""
    year, term = re.search(YEAR, qualifiers), re.search(TERM, qualifiers)
    return (year is None or (row["date"] or "").startswith(year[1])) and (term is None or roman(term[1]) == row["term"])


def matching_qualifiers(row: NumberedRow, qualifiers: str) -> int:
    """Count which of year, term and issuer among the folded qualifiers of a number are the document's."""
    year, term = re.search(YEAR, qualifiers), re.search(TERM, qualifiers)
    return (
        bool(year and (row["date"] or "").startswith(year[1]))
        + bool(term and roman(term[1]) == row["term"])
        + _mention_issuer(qualifiers, (row["issuer_key"] or "").split())
    )


def _mention_issuer(qualifiers: str, issuer: Sequence[str]) -> bool:
    """Return whether two words of an issuer's name or its initials (`BCT`) are among the qualifiers."""
    initials = "".join(word[0] for word in issuer)
    return initials in qualifiers.split() or any(" ".join(pair) in qualifiers for pair in pairwise(issuer))


def _pieces(text: str, plain: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for match in re.finditer(_PIECE, plain):
        joint = plain[pieces[-1].end if pieces else 0 : match.start()]
        # One syllable, two spellings: `qui định`.
        folded = match[0].replace("qui", "quy")
        pieces.append(_Piece(folded, text[match.start() : match.end()], *match.span(), joint))
        if len(pieces) == _MAX_PIECES:
            break
    return pieces


def _places(pieces: Sequence[_Piece]) -> Iterator[tuple[Sequence[_Piece], int]]:
    """Yield every place together with the pieces that no separating sign parts from it."""
    breaks = [place for place, piece in enumerate(pieces) if not re.fullmatch(_JOINT, piece.joint)]
    for start, end in pairwise([0, *breaks, len(pieces)]):
        together = pieces[start:end]
        yield from ((together, place) for place in range(len(together)))


def _with_serial_at(look_up: LookUpSerial, pieces: Sequence[_Piece], place: int) -> Iterator[tuple[NumberedRow, int]]:
    """Yield the documents whose serial is at a place and how many pieces the serial takes (`12a` takes two)."""
    serial = pieces[place].text.lstrip("0")
    if not serial.isdigit() or len(serial) > _MAX_SERIAL_DIGITS:
        return
    yield from ((row, 1) for row in look_up(serial))
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    if following and not following.joint and len(following.text) == 1:
        yield from ((row, 2) for row in look_up(f"{serial}{following.text}"))


def _fit(pieces: Sequence[_Piece], place: int, width: int, row: NumberedRow) -> _Fit | None:
    """Return what of a document's number is around its serial; None if too little, or if it is another number."""
    _serial, *parts = row["number_key"].split("-")
    year = parts.pop(0) if len(parts) > 1 and re.fullmatch(_IS_YEAR, parts[0]) else None
    names = _names(row["type_key"] or "", tuple(parts))
    last = place + width
    year_piece = pieces[last] if last < len(pieces) and re.fullmatch(_IS_YEAR, pieces[last].text) else None
    if year_piece and (year or year_piece.joint in _JOINING_SIGNS):
        if year_piece.text != (year or (row["date"] or "")[:4]):
            return None
        last += 1
    # `số:` is a field of the query language.
    labelled = place > 0 and pieces[place - 1].text in _LABELS and ":" not in pieces[place].joint
    first = place - labelled
    outwards = [piece.text for piece in pieces[max(first - _MAX_BEFORE, 0) : first]][::-1]
    before, width = _longest(names.before, outwards, -1)
    if width == 1 and outwards[1:2] and outwards[1] in _COMPOUNDS.get(outwards[0], ()):
        before, width = 0, 0
    first -= width
    following = [piece.text for piece in pieces[last : last + _MAX_AFTER]]
    after, width = _longest(names.after_type if before else names.after, following, 1)
    last += width
    typed = max(before, after)
    if not typed and year_piece and year and int(pieces[place].text) > _LAST_MONTH:
        typed = _YEAR
    if not typed or (typed < _WHOLE and last < len(pieces) and _continues_another(pieces[last], row)):
        return None
    if not before and typed < _WHOLE and _ends_with_type(pieces[:first]):
        return None
    by_type = typed == _TYPE and "".join(piece.text for piece in pieces[first : place - labelled]) not in names.letters
    is_bare = by_type and not labelled and pieces[place].text[0] != "0"
    if is_bare and _counts(pieces[last : last + 3], row, pieces[place].text):
        return None
    return _Fit(typed, last - first, first, last, by_type)


def _longest(names: Mapping[str, int], pieces: Sequence[str], step: int) -> tuple[int, int]:
    """Return the value of the longest run of pieces that is one of the names, and its number of pieces.

    Pieces come from the serial outwards, to the left where `step` is -1.
    """
    runs = accumulate(pieces, lambda run, piece: run + piece if step > 0 else piece + run)
    found = [(names[run], count) for count, run in enumerate(runs, 1) if run in names]
    return found[-1] if found else (0, 0)


class _Names(NamedTuple):
    """What may surround a serial, without blanks and signs, and how much of the number each is.

    `after_type` applies where the type is before the serial; `letters` are those of the type.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    after_type: Mapping[str, int]
    letters: frozenset[str]


@cache
def _names(type_key: str, parts: tuple[str, ...]) -> _Names:
    words = type_key.split()
    letters = {*_symbols(type_key), *parts[: len(parts) > 1]}
    # Two words are enough for a name of many: `chương trình 06`.
    types = {"".join(words[:count]) for count in range(min(2, len(words)), len(words) + 1)} | letters
    after: dict[str, int] = {}
    for opening in letters if len(parts) > 1 else parts:
        after |= _prefixes((opening, *parts[1:]))
    before = after | dict.fromkeys(types - {""}, _TYPE)
    return _Names(before, after, after | _prefixes(parts[1:]), frozenset(letters))


def _prefixes(parts: Sequence[str]) -> dict[str, int]:
    """Return the prefixes of a symbol: each is some of it, the last one all of it."""
    runs = list(accumulate(parts))
    return dict.fromkeys(runs, _PART) | dict.fromkeys(runs[-1:], _WHOLE)


@cache
def _symbols(type_key: str) -> tuple[str, ...]:
    """Return the letters that a type may have in numbers, folded."""
    from ...registry import load

    return tuple(fold(symbol) for kind in load().types if fold(kind.name) == type_key for symbol in kind.symbols)


def _continues_another(following: _Piece, row: NumberedRow) -> bool:
    """Return whether the next piece makes it another number: joined to it, or letters of another type or body."""
    if following.joint in _JOINING_SIGNS:
        return following.joint != "-" or not following.text.isdigit()
    if following.text.isdigit() or re.fullmatch(_SYLLABLE, following.text):
        return False
    initials = "".join(word[0] for word in (row["issuer_key"] or "").split())
    return following.text not in initials and following.text in _known_letters()


def _ends_with_type(before: Sequence[_Piece]) -> bool:
    """Return whether a type's name comes last: `thông tư 30/2020` is not a decree's number."""
    from ...registry import load

    last = "".join(piece.text for piece in before[-_MAX_BEFORE:])
    return any(last.endswith(fold(kind.name).replace(" ", "")) for kind in load().types if " " in kind.name)


@cache
def _known_letters() -> frozenset[str]:
    """Return the letters of every type and body, folded."""
    from ...registry import load

    registry = load()
    letters = [*(kind.symbols for kind in registry.types), *(body.symbols for body in registry.bodies)]
    return frozenset(fold(symbol) for symbols in letters for symbol in symbols)


def _counts(following: Sequence[_Piece], row: NumberedRow, serial: str) -> bool:
    """Return whether a number counts what follows: `kế hoạch 5 năm`, unlike `kế hoạch 5 năm 2016`.

    Some nouns may also be a topic. They are counted only where nothing follows and the number is a single
    figure or of a type that is not cited by its serial alone: `báo cáo 58 nội dung`, unlike `nghị quyết 18 nội dung`.
    """
    for width in (3, 2, 1):  # the longest noun
        measure = " ".join(piece.typed for piece in following[:width])
        nouns = _nouns() if measure.isascii() else _toned_nouns()
        if kind := nouns.get(tone_key(measure)):
            after = following[width : width + 1]
            if kind == "last" and (after or (len(serial) > 1 and (row["type_key"] or "") in _cited_by_serial())):
                return False
            return not any(piece.text.isdigit() for piece in after)
    return False


@cache
def _toned_nouns() -> Mapping[str, str]:
    """Return the nouns that a query may count: `yes`, `last`, or `marked` (which is `last` without its marks)."""
    from ...registry import load

    return {tone_key(row["noun"]): row["measure"] for row in load().rows("counted") if row["measure"]}


@cache
def _nouns() -> Mapping[str, str]:
    return {fold(noun): "last" if kind == "marked" else kind for noun, kind in _toned_nouns().items()}


@cache
def _cited_by_serial() -> frozenset[str]:
    """Return the types that are cited as `Chỉ thị 05`, folded."""
    from ...registry import load

    return frozenset(fold(kind.name) for kind in load().types if kind.bare in ("yes", "glued"))
