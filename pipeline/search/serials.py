"""A serial in a query, and the letters, words and year around it: which documents' number they are.

People type `08 ct tu`, `CT08-TU`, `chithi 08`, `CT/TU 08` or `nd 30 2020` for what is printed `08-CT/TU` and
`30/2020/NĐ-CP`. So letters and digits are taken apart wherever they meet, and what stands around a serial is compared
with the number and the type of each document that has it. Blanks and the signs of numbers may stand between; any other
sign ends what belongs together: `luật, 31` and `luật[31m` are no `luật 31`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ..vietnamese.text import DASHES, fold, tone_key

# How much of a number was typed: its serial and year; its type, in words or letters; some of its symbol; all of it.
_YEAR, _TYPE, _PART, _WHOLE = 1, 2, 3, 4
_MOST_PIECES, _LONGEST_SERIAL = 128, 5
_BEFORE, _BEHIND = 5, 8  # pieces that a type (`chương trình hành động`) or a symbol may have
_LAST_MONTH = 12
_LABELS = frozenset({"so", "no", "n°", "nº", "№"})
_PIECE = r"\d+|n°|№|[^\W\d_]+"
# Blanks, also those that nobody sees; every dash, `BGD&ĐT`; a quotation mark may open: `chỉ thị "08"`.
_BLANK = " \t\n\r\xa0\u2000-\u200b\u202f\u2060\u3000\ufeff"
_JOINT = rf"[{_BLANK}{DASHES}\-/._:()&]*[\"']?"
_IS_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?<![\d./-])\d{1,2}([./-])\d{1,2}(?:\1\d{4})?(?![./-]?\d)"
_SYLLABLE = r"(?:[bdghklmnprstvxc]|ch|gh|gi|kh|n[gh]|ngh|ph|qu|t[hr])?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
_SIGNS = {"/", "-", "_", "."}
# What a type's name of one syllable is part of: no law is meant by `kỷ luật 31`.
_OTHER_WORDS = {"luat": frozenset({"ky", "phap", "quy", "bo"}), "lenh": frozenset({"menh", "phap"})}
Row = sqlite3.Row | Mapping[str, Any]  # of `documents`: type_key, number_key, issuer_key and date are looked at
Numbered = Callable[[str], Iterable[Row]]  # those of a serial without leading zeros


class Spot(NamedTuple):
    """Where a query names documents, and the rows meant; `in_words`: by type's name and serial alone."""

    start: int
    end: int
    rows: tuple[Row, ...]
    in_words: bool


class _Piece(NamedTuple):
    """A run of letters or of digits, folded and as typed; `joint` stands between it and the one before."""

    text: str
    typed: str
    start: int
    end: int
    joint: str


class _Fit(NamedTuple):
    """How much of a document's number was typed, and how many pieces that takes; the span of the pieces."""

    typed: int
    pieces: int
    first: int
    last: int
    in_words: bool


def spot(numbered: Numbered, text: str, plain: str) -> Spot | None:
    """What a query names by a serial, of several by the one of which most was typed; `plain` is the text folded."""
    days = [match.span() for match in re.finditer(_DAY, plain)]
    best, named = (0, 0), None
    for pieces, place in _places(_pieces(text, plain)):
        piece = pieces[place]
        if not any(start <= piece.start < end for start, end in days):
            fits = [(fit, row) for row, width in _numbered(numbered, pieces, place)
                    if (fit := _fit(pieces, place, width, row))]  # fmt: skip
            if fits and (top := max(fit[:2] for fit, _row in fits)) > best:
                best, fit = top, next(fit for fit, _row in fits if fit[:2] == top)
                rows = tuple(row for each, row in fits if each[:2] == top)
                named = Spot(pieces[fit.first].start, pieces[fit.last - 1].end, rows, fit.in_words)
    return named


def _pieces(text: str, plain: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for match in re.finditer(_PIECE, plain):
        joint = plain[pieces[-1].end if pieces else 0 : match.start()]
        # One syllable, two spellings: `qui định`.
        folded = match[0].replace("qui", "quy")
        pieces.append(_Piece(folded, text[match.start() : match.end()], *match.span(), joint))
        if len(pieces) == _MOST_PIECES:
            break
    return pieces


def _places(pieces: Sequence[_Piece]) -> Iterator[tuple[Sequence[_Piece], int]]:
    """Every place, among the pieces that may belong together."""
    breaks = [place for place, piece in enumerate(pieces) if not re.fullmatch(_JOINT, piece.joint)]
    for start, end in pairwise([0, *breaks, len(pieces)]):
        together = pieces[start:end]
        yield from ((together, place) for place in range(len(together)))


def _numbered(numbered: Numbered, pieces: Sequence[_Piece], place: int) -> Iterator[tuple[Row, int]]:
    """The documents whose serial stands at a place, each with how many pieces its serial takes (`12a` takes two)."""
    serial = pieces[place].text.lstrip("0")
    if not serial.isdigit() or len(serial) > _LONGEST_SERIAL:
        return
    yield from ((row, 1) for row in numbered(serial))
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    if following and not following.joint and len(following.text) == 1:
        yield from ((row, 2) for row in numbered(f"{serial}{following.text}"))


def held(connection: sqlite3.Connection, serial: str) -> Iterator[Row]:
    """The documents of the library with a serial (`8`, `12a`), the newest first."""
    yield from connection.execute(
        "select key, id, type, type_key, number, number_key, issuer_key, date, term from documents where"
        + (" serial = ?1" if serial.isdigit() else " number_key between ?1 || '-' and ?1 || '-\uffff'")
        + " order by date desc, id",
        (serial,),
    )


def _fit(pieces: Sequence[_Piece], place: int, width: int, row: Row) -> _Fit | None:
    """What of a document's number stands around its serial; None where too little does, or what is of another."""
    _serial, *parts = row["number_key"].split("-")
    year = parts.pop(0) if len(parts) > 1 and re.fullmatch(_IS_YEAR, parts[0]) else None
    names = _names(row["type_key"] or "", tuple(parts))
    last = place + width
    said = pieces[last] if last < len(pieces) and re.fullmatch(_IS_YEAR, pieces[last].text) else None
    if said and (year or said.joint in _SIGNS):
        if said.text != (year or (row["date"] or "")[:4]):
            return None
        last += 1
    # `số:` is a field.
    labelled = place > 0 and pieces[place - 1].text in _LABELS and ":" not in pieces[place].joint
    first = place - labelled
    outwards = [piece.text for piece in pieces[max(first - _BEFORE, 0) : first]][::-1]
    before, width = _longest(names.before, outwards, -1)
    if width == 1 and outwards[1:2] and outwards[1] in _OTHER_WORDS.get(outwards[0], ()):
        before, width = 0, 0
    first -= width
    behind, width = _longest(
        names.behind_type if before else names.behind, [piece.text for piece in pieces[last : last + _BEHIND]], 1
    )
    last += width
    typed = max(before, behind)
    if not typed and said and year and int(pieces[place].text) > _LAST_MONTH:
        typed = _YEAR
    if not typed or (typed < _WHOLE and last < len(pieces) and _is_of_another(pieces[last], row)):
        return None
    if not before and typed < _WHOLE and _names_type(pieces[:first]):
        return None
    in_words = typed == _TYPE and "".join(piece.text for piece in pieces[first : place - labelled]) not in names.letters
    if (
        in_words
        and not labelled
        and pieces[place].text[0] != "0"
        and _counts(pieces[last : last + 3], row, pieces[place].text)
    ):
        return None
    return _Fit(typed, last - first, first, last, in_words)


def _longest(names: Mapping[str, int], pieces: Sequence[str], step: int) -> tuple[int, int]:
    """How much the longest run of pieces that is one of the names tells, and how many they are.

    Pieces come from the serial outwards, to the left where `step` is -1.
    """
    runs = accumulate(pieces, lambda run, piece: run + piece if step > 0 else piece + run)
    found = [(names[run], count) for count, run in enumerate(runs, 1) if run in names]
    return found[-1] if found else (0, 0)


class _Names(NamedTuple):
    """What may stand around a serial, blanks and signs left out, and how much of the number each is.

    `behind_type` holds where the type stands before, `letters` are those of the type.
    """

    before: Mapping[str, int]
    behind: Mapping[str, int]
    behind_type: Mapping[str, int]
    letters: frozenset[str]


@cache
def _names(type_key: str, parts: tuple[str, ...]) -> _Names:
    words = type_key.split()
    letters = {*_symbols(type_key), *parts[: len(parts) > 1]}
    # A name of many words is known by the first two: `chương trình 06`.
    types = {"".join(words[:count]) for count in range(min(2, len(words)), len(words) + 1)} | letters
    behind: dict[str, int] = {}
    for opening in letters if len(parts) > 1 else parts:
        behind |= _growing((opening, *parts[1:]))
    before = behind | dict.fromkeys(types - {""}, _TYPE)
    return _Names(before, behind, behind | _growing(parts[1:]), frozenset(letters))


def _growing(parts: Sequence[str]) -> dict[str, int]:
    """The openings of a symbol, each some of it, the last one all of it."""
    runs = list(accumulate(parts))
    return dict.fromkeys(runs, _PART) | dict.fromkeys(runs[-1:], _WHOLE)


@cache
def _symbols(type_key: str) -> tuple[str, ...]:
    """The letters that a type may have in numbers, folded."""
    from ..registry import load

    return tuple(fold(symbol) for kind in load().types if fold(kind.name) == type_key for symbol in kind.symbols)


def _is_of_another(following: _Piece, row: Row) -> bool:
    """Whether what follows makes it another number: joined to it, or the letters of another type or body."""
    if following.joint in _SIGNS:
        return following.joint != "-" or not following.text.isdigit()
    if following.text.isdigit() or re.fullmatch(_SYLLABLE, following.text):
        return False
    initials = "".join(word[0] for word in (row["issuer_key"] or "").split())
    return following.text not in initials and following.text in _known_letters()


def _names_type(before: Sequence[_Piece]) -> bool:
    """Whether a type's name stands last: `thông tư 30/2020` is no decree's."""
    from ..registry import load

    last = "".join(piece.text for piece in before[-_BEFORE:])
    return any(last.endswith(fold(kind.name).replace(" ", "")) for kind in load().types if " " in kind.name)


@cache
def _known_letters() -> frozenset[str]:
    """The letters of every type and body, folded."""
    from ..registry import load

    registry = load()
    letters = [*(kind.symbols for kind in registry.types), *(body.symbols for body in registry.bodies)]
    return frozenset(fold(symbol) for symbols in letters for symbol in symbols)


def _counts(following: Sequence[_Piece], row: Row, serial: str) -> bool:
    """Whether a number counts what follows: `kế hoạch 5 năm`, not `kế hoạch 5 năm 2016`.

    Some nouns may be what is asked about as well. They are counted where nothing follows, and the number is a single
    figure or of a type that nobody calls by its serial alone: `báo cáo 58 nội dung`, not `nghị quyết 18 nội dung`.
    """
    for width in (1, 2):
        measure = " ".join(piece.typed for piece in following[:width])
        nouns = _nouns() if measure.isascii() else _toned_nouns()
        if kind := nouns.get(tone_key(measure)):
            behind = following[width : width + 1]
            if kind == "last" and (behind or (len(serial) > 1 and (row["type_key"] or "") in _called_by_serial())):
                return False
            return not any(piece.text.isdigit() for piece in behind)
    return False


@cache
def _toned_nouns() -> Mapping[str, str]:
    """The nouns that may be counted in a query: `yes`, `last`, or `marked`, which is `last` without its marks."""
    from ..registry import load

    return {tone_key(row["noun"]): row["measure"] for row in load().rows("counted") if row["measure"]}


@cache
def _nouns() -> Mapping[str, str]:
    return {fold(noun): "last" if kind == "marked" else kind for noun, kind in _toned_nouns().items()}


@cache
def _called_by_serial() -> frozenset[str]:
    """The types that are cited as `Chỉ thị 05`, folded."""
    from ..registry import load

    return frozenset(fold(kind.name) for kind in load().types if kind.bare == "yes")
