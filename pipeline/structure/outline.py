"""The divisions of a document: phần, chương, mục, điều, khoản, điểm of regulations; I, 1, 1.1, a) of the others.

A label counts only where its number follows the one before it under the same
parent, so that numbers in prose, tables and quoted amendments open no section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Page, Section
from pipeline.structure.rows import Row
from pipeline.text import fold, squeeze

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
    _Kind("phần", re.compile(r"(phần (?:thứ )?([\wđ]+))\s*[.:–-]?\s*(?=[A-ZĐÀ-Ỹ“]|$)", re.I), True),
    _Kind("chương", re.compile(r"(chương ([ivxlc]+|\d+))\s*[.:–-]?\s*(?=\W*[A-ZĐÀ-Ỹ]|$)", re.I), True),
    _Kind("mục", re.compile(r"(mục ([ivxlc]+|\d+))\s*[.:–-]?\s*(?=\W*[A-ZĐÀ-Ỹ]|$)"
                            r"|(MỤC ([IVXLC]+|\d+))\s*[.:–-]?\s*", re.I), True),
    _Kind("điều", re.compile(r"(Điều (\d+)[a-zđ]?)\s*(?:[.:–-]\s*|$)"), True),
    _Kind("roman", re.compile(r"(([IVXLC]+))\s?(?:[.)/]|\s?[-–])\s+(?=\S)")),
    _Kind("number", re.compile(r"((\d{1,2}))[.)]\s+(?=\S)")),
    _Kind("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2})*\.(\d{1,2}))[.)]?\s+(?=\S)")),
    _Kind("letter", re.compile(r"(([a-zđ]))\)\s*(?=\S)")),
)  # fmt: skip
_RANK = {kind.name: rank for rank, kind in enumerate(_KINDS)}
_HEADING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: _Kind
    label: str
    ordinal: int
    rest: str
    row: Row
    page: int
    next_row: Row | None


def outline_of(pages: Sequence[tuple[Page, Sequence[Row]]]) -> tuple[Section, ...]:
    """The sections of a document from the body rows of its pages, in order.

    `level` is 1 for the outermost division used; `title` is empty where the
    label opens a sentence and no heading.
    """
    accepted = list(_in_sequence(_openings(pages)))
    ranks = sorted({_RANK[opening.kind.name] for opening in accepted})
    return tuple(
        Section(
            opening.label,
            _title(opening),
            opening.page,
            ranks.index(_RANK[opening.kind.name]) + 1,
            opening.row.start,
        )
        for opening in accepted
    )


def _openings(pages: Sequence[tuple[Page, Sequence[Row]]]) -> Iterator[_Opening]:
    for page, rows in pages:
        for index, row in enumerate(rows):
            for kind in _KINDS:
                match = kind.pattern.match(row.text)
                if match and (ordinal := _ordinal(kind.name, match[2] or match[4] if kind.name == "mục" else match[2])):
                    label = squeeze(match[1] or match[3] if kind.name == "mục" else match[1])
                    following = rows[index + 1] if index + 1 < len(rows) else None
                    if kind.named:
                        label = label[:1].upper() + label[1:] if not label.isupper() else label.capitalize()
                        if kind.name in {"chương", "mục"}:
                            head, _, number = label.partition(" ")
                            label = f"{head} {number.upper()}"
                    yield _Opening(kind, label, ordinal, row.text[match.end() :], row, page.number, following)
                    break


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
        if opening.ordinal not in expected:
            continue
        last[name] = opening.ordinal
        for inner in _KINDS[_RANK[name] + 1 :]:
            if inner.name != "điều":
                last.pop(inner.name, None)
        yield opening


def _continues(opening: _Opening, last: dict[str, int]) -> bool:
    """Whether `1.2` stands under the `1` under way, where there is one."""
    first = int(opening.label.split(".")[0])
    return last.get("number", first) == first


def _title(opening: _Opening) -> str:
    rest = squeeze(opening.rest)
    if opening.kind.named and not rest:
        following = opening.next_row
        return squeeze(following.text) if following and (following.bold or following.is_capitals) else ""
    if opening.kind.named or opening.row.bold or rest.isupper():
        return rest if len(rest) <= _HEADING_LENGTH else ""
    short = len(rest) < 80 and not rest.endswith((".", ";", ",", ":"))
    whole_row = opening.next_row is None or opening.next_row.x0 > opening.row.x0 - 2
    return rest if short and whole_row else ""
