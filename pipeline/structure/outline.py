"""The outline of a document: phần, chương, mục, điều, khoản, điểm; I, 1, 1.1, a) of Party documents; phụ lục.

A label counts only where its number follows the previous one below the same parent, so that numbers in prose, tables
and quoted amendments do not open a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..model import Page, Section
from ..vietnamese.roman import from_roman
from ..vietnamese.text import fold, squeeze
from .page_layout import Row

_ORDINALS = ("", "nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of điểm: no f, j, w, z


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of section; `named` ones have a word in their label (`Điều 5`) and are always headings."""

    name: str
    pattern: re.Pattern[str]
    named: bool = False


# From the outermost to the innermost.
_KINDS = (
    # Case-sensitive, because in a sentence the word is in small letters.
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
_ANNEX = _KINDS[0]
_RANK = {kind.name: rank for rank, kind in enumerate(_KINDS)}
_NAME = re.compile(r"(.*?)(?: ([ivxlc]+|\d+[a-zđ]?))?", re.I)
_MAX_HEADING, _HEADING_ROWS = 250, 4


@dataclass(frozen=True, slots=True)
class _Opening:
    """A row that may open a section, with the rest of its text and the rows after it; no ordinal for a bare annex."""

    kind: _Kind
    label: str
    ordinal: int | None
    rest: str
    row: Row
    page: int
    following: Sequence[Row]


def outline_of(pages: Sequence[tuple[Page, Sequence[Row]]]) -> tuple[Section, ...]:
    """Return the sections of a document from the body rows of its pages, in order.

    `level` is 1 for the outermost kind that occurs and for an annex, which contains the sections after it; `title` is
    empty where the label opens a sentence instead of a heading.
    """
    accepted = list(_in_sequence(_openings(pages)))
    ranks = sorted({_RANK[opening.kind.name] for opening in accepted if opening.kind is not _ANNEX})
    sections: list[Section] = []
    outermost = 1
    for opening in accepted:
        if opening.kind is _ANNEX:
            level, outermost = 1, 2
        else:
            level = ranks.index(_RANK[opening.kind.name]) + outermost
        sections.append(
            Section(label=opening.label, title=_title(opening), page=opening.page, level=level, start=opening.row.start)
        )
    return tuple(_with_ends(sections, [(page.number, row) for page, rows in pages for row in rows]))


def _with_ends(sections: Sequence[Section], rows: Sequence[tuple[int, Row]]) -> Iterator[Section]:
    """Yield the sections, each ending with the last row before the next section of its level or above."""
    places = {(page, row.start): place for place, (page, row) in enumerate(rows)}
    for index, section in enumerate(sections):
        following = next((other for other in sections[index + 1 :] if other.level <= section.level), None)
        last = places[following.page, following.start] - 1 if following else len(rows) - 1
        page, row = rows[last]
        yield section._replace(end_page=page, end=row.end)


def _openings(pages: Sequence[tuple[Page, Sequence[Row]]]) -> Iterator[_Opening]:
    for page, rows in pages:
        for index, row in enumerate(rows):
            for kind in _KINDS:
                match = kind.pattern.match(row.text)
                if match is None or (kind is _ANNEX and not _is_heading(row, page)):
                    continue
                # An annex without a number is the next one.
                ordinal = _ordinal(kind.name, match["n"]) if match["n"] else None
                if ordinal != 0:
                    label = _label(kind, squeeze(match["label"]))
                    following = rows[index + 1 : index + 1 + _HEADING_ROWS]
                    yield _Opening(
                        kind=kind, label=label, ordinal=ordinal, rest=row.text[match.end() :], row=row,
                        page=page.number, following=following,
                    )  # fmt: skip
                    break


def _is_heading(row: Row, page: Page) -> bool:
    return row.bold or row.is_capitals or row.is_centred(page)


def _label(kind: _Kind, printed: str) -> str:
    """Return a label in the usual spelling: `Chương IV`, `Phần thứ nhất`, `Điều 5a`; a bare number stays."""
    if not kind.named:
        return printed
    word, number = _NAME.fullmatch(printed).groups()  # type: ignore[union-attr]  # matches everything
    return word.capitalize() + (f" {number if number[0].isdigit() else number.upper()}" if number else "")


def _ordinal(kind: str, text: str) -> int:
    """Return the number in a label, 0 for none."""
    if text.isdigit():
        return int(text)
    if kind == "letter":
        return _LETTERS.find(text) + 1
    folded = fold(text)
    if kind == "phần" and folded in _ORDINALS:
        return _ORDINALS.index(folded)
    return from_roman(folded)


def _in_sequence(openings: Iterator[_Opening]) -> Iterator[_Opening]:
    """Yield the openings whose number follows the last one of their kind below the current parent."""
    last: dict[str, int] = {}
    for opening in openings:
        name = opening.kind.name
        if name == "decimal" and not _continues(opening, last):
            continue
        previous = last.get(name, 0)
        # Articles are numbered throughout; an attached regulation starts again at 1.
        expected = {previous + 1, 1} if name in {"điều", "chương", "phần"} else {previous + 1}
        if opening.ordinal not in {None, *expected}:
            continue
        last[name] = opening.ordinal or previous + 1
        for inner in _KINDS[_RANK[name] + 1 :]:
            if inner.name != "điều" or name == _ANNEX.name:
                last.pop(inner.name, None)
        yield opening


def _continues(opening: _Opening, last: dict[str, int]) -> bool:
    """Return whether `1.2` belongs to the current `1`, if there is one."""
    first = int(opening.label.split(".")[0])
    return last.get("number", first) == first


def _title(opening: _Opening) -> str:
    """Return the heading after a label, its wrapped rows joined; "" for a label that opens a sentence."""
    rest = squeeze(opening.rest)
    if opening.kind.named or opening.row.bold or rest.isupper():
        rows = takewhile(lambda row: _continues_heading(opening, row), opening.following)
        title = squeeze(" ".join([rest, *(row.text for row in rows)]))
        return title if len(title) <= _MAX_HEADING else ""
    short = len(rest) < 80 and not rest.endswith((".", ";", ",", ":"))
    after = opening.following[0] if opening.following else None
    return rest if short and (after is None or after.x0 > opening.row.x0 - 2) else ""


def _continues_heading(opening: _Opening, row: Row) -> bool:
    alike = row.is_capitals or (row.bold and opening.row.bold)
    return alike and not any(kind.pattern.match(row.text) for kind in _KINDS)
