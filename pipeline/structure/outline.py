"""The divisions of a document: phần, chương, mục, điều, khoản, điểm; I, 1, 1.1, a) of Party documents; phụ lục.

A label counts only where its number follows the one before it under the same
parent, so that numbers in prose, tables and quoted amendments open no section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ..model import Page, Section
from ..vietnamese.text import fold, squeeze
from .rows import Row

_ORDINALS = ("", "nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of điểm: no f, j, w, z


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of division; `named` ones keep their word in the label (`Điều 5`), and are headings."""

    name: str
    pattern: re.Pattern[str]
    named: bool = False


# From the outermost to the innermost.
_KINDS = (
    # Letters count: in a sentence the word is small.
    _Kind("phụ lục", re.compile(r"(?P<label>(?:PHỤ LỤC|Phụ lục)(?: (?:SỐ |số )?(?P<n>[IVXLC]+|\d+))?)"
                                r"\s*[.:]?\s*(?=[A-ZĐÀ-Ỹ(]|$)"), True),
    _Kind("phần", re.compile(r"(?P<label>phần (?:thứ )?(?P<n>[\wđ]+))\s*[.:–-]?\s*(?=[A-ZĐÀ-Ỹ“]|$)", re.I), True),
    _Kind("chương", re.compile(r"(?P<label>chương (?P<n>[ivxlc]+|\d+))\s*[.:–-]?\s*(?=\W*[A-ZĐÀ-Ỹ]|$)", re.I), True),
    _Kind("mục", re.compile(r"(?P<label>mục (?P<n>[ivxlc]+|\d+))\s*[.:–-]?\s*(?=\W*[A-ZĐÀ-Ỹ]|$)", re.I), True),
    _Kind("điều", re.compile(r"(?P<label>Điều (?P<n>\d+)[a-zđ]?)\s*(?:[.:–-]\s*|$)"), True),
    _Kind("roman", re.compile(r"(?P<label>(?P<n>[IVXLC]+))\s?(?:[.)/]|\s?[-–])\s+(?=\S)")),
    _Kind("number", re.compile(r"(?P<label>(?P<n>\d{1,2}))[.)]\s+(?=\S)")),
    _Kind("decimal", re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2})*\.(?P<n>\d{1,2}))[.)]?\s+(?=\S)")),
    _Kind("letter", re.compile(r"(?P<label>(?P<n>[a-zđ]))\)\s*(?=\S)")),
)  # fmt: skip
APPENDIX = _KINDS[0]
_RANK = {kind.name: rank for rank, kind in enumerate(_KINDS)}
_NAME = re.compile(r"(.*?)(?: ([ivxlc]+|\d+[a-zđ]?))?", re.I)
_HEADING_LENGTH, _HEADING_ROWS = 250, 4


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: _Kind
    label: str
    ordinal: int | None
    rest: str
    row: Row
    page: int
    following: Sequence[Row]


def outline_of(pages: Sequence[tuple[Page, Sequence[Row]]]) -> tuple[Section, ...]:
    """The sections of a document from the body rows of its pages, in order.

    `level` is 1 for the outermost division used, and for an appendix, which holds what follows
    it; `title` is empty where the label opens a sentence and no heading.
    """
    accepted = list(_in_sequence(_openings(pages)))
    ranks = sorted({_RANK[opening.kind.name] for opening in accepted if opening.kind is not APPENDIX})
    sections: list[Section] = []
    below = 1
    for opening in accepted:
        if opening.kind is APPENDIX:
            level, below = 1, 2
        else:
            level = ranks.index(_RANK[opening.kind.name]) + below
        sections.append(Section(opening.label, _title(opening), opening.page, level, opening.row.start))
    return tuple(_with_ends(sections, [(page.number, row) for page, rows in pages for row in rows]))


def _with_ends(sections: Sequence[Section], rows: Sequence[tuple[int, Row]]) -> Iterator[Section]:
    """The sections, each ending with the last row before the next one that is no part of it."""
    places = {(page, row.start): place for place, (page, row) in enumerate(rows)}
    for index, section in enumerate(sections):
        behind = next((each for each in sections[index + 1 :] if each.level <= section.level), None)
        last = places[behind.page, behind.start] - 1 if behind else len(rows) - 1
        page, row = rows[last]
        yield replace(section, end_page=page, end=row.end)


def _openings(pages: Sequence[tuple[Page, Sequence[Row]]]) -> Iterator[_Opening]:
    for page, rows in pages:
        for index, row in enumerate(rows):
            for kind in _KINDS:
                match = kind.pattern.match(row.text)
                if match is None or (kind is APPENDIX and not _is_heading(row, page)):
                    continue
                # An appendix without a number is the next one.
                ordinal = _ordinal(kind.name, match["n"]) if match["n"] else None
                if ordinal != 0:
                    label = _label(kind, squeeze(match["label"]))
                    following = rows[index + 1 : index + 1 + _HEADING_ROWS]
                    yield _Opening(kind, label, ordinal, row.text[match.end() :], row, page.number, following)
                    break


def _is_heading(row: Row, page: Page) -> bool:
    return row.bold or row.is_capitals or row.is_centred(page)


def _label(kind: _Kind, printed: str) -> str:
    """A division's name as one writes it: `Chương IV`, `Phần thứ nhất`, `Điều 5a`; what has no name keeps its sign."""
    if not kind.named:
        return printed
    word, number = _NAME.fullmatch(printed).groups()  # type: ignore[union-attr]  # matches everything
    return word.capitalize() + (f" {number if number[0].isdigit() else number.upper()}" if number else "")


def _ordinal(kind: str, text: str) -> int:
    """The number that a label's last part stands for, 0 if none."""
    if text.isdigit():
        return int(text)
    if kind == "letter":
        return _LETTERS.find(text) + 1
    folded = fold(text)
    if kind == "phần" and folded in _ORDINALS:
        return _ORDINALS.index(folded)
    return _roman(folded)


def _roman(text: str) -> int:
    if not text or any(letter not in _ROMAN for letter in text):
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if any(later > value for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )


def _in_sequence(openings: Iterator[_Opening]) -> Iterator[_Opening]:
    last: dict[str, int] = {}  # the number last seen of each kind under the parent under way
    for opening in openings:
        name = opening.kind.name
        if name == "decimal" and not _continues(opening, last):
            continue
        before = last.get(name, 0)
        # Articles are numbered through; an attached regulation starts again at 1.
        expected = {before + 1, 1} if name in {"điều", "chương", "phần"} else {before + 1}
        if opening.ordinal not in {None, *expected}:
            continue
        last[name] = opening.ordinal or before + 1
        for inner in _KINDS[_RANK[name] + 1 :]:
            if inner.name != "điều" or name == APPENDIX.name:
                last.pop(inner.name, None)
        yield opening


def _continues(opening: _Opening, last: dict[str, int]) -> bool:
    """Whether `1.2` stands under the `1` under way, where there is one."""
    first = int(opening.label.split(".")[0])
    return last.get("number", first) == first


def _title(opening: _Opening) -> str:
    """The heading behind a label, its wrapped rows joined; "" for a label that opens a sentence."""
    rest = squeeze(opening.rest)
    if opening.kind.named or opening.row.bold or rest.isupper():
        rows = takewhile(lambda row: _continues_heading(opening, row), opening.following)
        title = squeeze(" ".join([rest, *(row.text for row in rows)]))
        return title if len(title) <= _HEADING_LENGTH else ""
    short = len(rest) < 80 and not rest.endswith((".", ";", ",", ":"))
    after = opening.following[0] if opening.following else None
    return rest if short and (after is None or after.x0 > opening.row.x0 - 2) else ""


def _continues_heading(opening: _Opening, row: Row) -> bool:
    alike = row.is_capitals or (row.bold and opening.row.bold)
    return alike and not any(kind.pattern.match(row.text) for kind in _KINDS)
