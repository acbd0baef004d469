"""The paragraphs of a page: wrapped lines joined, running heads and page numbers set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from ..model import Page, Paragraph, ParagraphKind
from ..registry import load
from ..vietnamese.text import squeeze
from .rows import Row

_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.I)
_ENUMERATOR = re.compile(
    r"(?:[-–+•*]\s?\S|\(?[a-zđ]\)|\(\d+\)|\d{1,2}(?:\.\d{1,2})*[.)/]\s|[IVXLC]+[.)]\s|(?:Điều|Chương|Mục|Phần) \w+)"
)
_STOPS = (".", ";", ":", "!", "?", "…", ".”", '."', ";”", "./.")
_EDGE_ROWS = 2  # rows at the head and foot where running heads stand
_MARK = re.compile(r"\(?(?:\d{1,3}|\*+)\)?\s+\S")
_FOOTNOTE_SIZE = 0.86  # of the page's usual type, at the most
_INDENT, _SHORT = 12.0, 0.12  # points of first-line indent; share of the width that a last line falls short


def furniture_of(pages: Sequence[tuple[Page, Sequence[Row]]]) -> dict[int, set[int]]:
    """For each page the indexes of its rows that are page numbers, running heads or an electronic signature's stamp.

    A running head is a row at the edge of at least three pages and of half of
    them, its digits aside; a stamp has two rows at least (`Ký bởi: …`, `Thời gian ký: …`).
    """
    rows_by_page = {page.number: rows for page, rows in pages}
    edges = {page.number: _edge_rows(page, rows) for page, rows in pages}
    seen = Counter(key for rows in edges.values() for key in {_undigited(row.text) for row in rows})
    enough = max(3, len(pages) / 2)
    return {
        number: {
            row.index
            for row in rows
            if _PAGE_NUMBER.fullmatch(row.text) or (seen[_undigited(row.text)] >= enough and len(row.text) > 3)
        }
        | _stamped(rows_by_page[number])
        for number, rows in edges.items()
    }


def _stamped(rows: Sequence[Row]) -> set[int]:
    found = {row.index for row in rows if _stamp().match(row.text)}
    return found if len(found) >= _STAMP_ROWS else set()


@cache
def _stamp() -> re.Pattern[str]:
    openings = [re.escape(row["printed"]) for row in load().rows("signing") if row["kind"] == "stamp"]
    return re.compile(rf"(?:{'|'.join(openings)})\s*:", re.IGNORECASE)


_STAMP_ROWS = 2


def _edge_rows(page: Page, rows: Sequence[Row]) -> list[Row]:
    edge = [*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]]
    return [row for row in edge if row.top < 0.1 * page.height or row.top > 0.88 * page.height]


def _undigited(text: str) -> str:
    return re.sub(r"\d+", "#", squeeze(text))


def footnotes_of(rows: Sequence[Row]) -> list[Row]:
    """The rows of the footnotes at the foot of a page: smaller than the text, the first with its mark; [] for none."""
    if not rows:
        return []
    small = _FOOTNOTE_SIZE * median(row.size for row in rows)
    start = len(rows)
    while start and rows[start - 1].size < small:
        start -= 1
    marks = [index for index in range(start, len(rows)) if _MARK.match(rows[index].text)]
    return list(rows[marks[0] :]) if marks else []


def footnote_paragraphs(rows: Sequence[Row], body: Sequence[Row]) -> Iterator[Paragraph]:
    """A paragraph for each footnote (a mark opens one), with the place of its mark in the page's `body`."""
    marks = _marks_of(body)
    group: list[Row] = []
    for row in [*rows, None]:
        if group and (row is None or _MARK.match(row.text)):
            opened = _FIGURE.match(group[0].text)
            places = marks.get(opened[1], []) if opened else []
            yield Paragraph(group[0].start, group[-1].end, "footnote", places[0] if len(places) == 1 else None)
            group = []
        if row is not None:
            group.append(row)


def _marks_of(rows: Sequence[Row]) -> dict[str, list[int]]:
    """The raised figures of rows, each with where it stands in the page's text."""
    found: dict[str, list[int]] = {}
    for line in (line for row in rows for line in row.lines):
        for place in line.raised:
            if figure := _FIGURE.match(line.text[place:]):
                found.setdefault(figure[1], []).append(line.start + place)
    return found


_FIGURE = re.compile(r"\(?(\d{1,3})")


def paragraphs_of(rows: Sequence[Row]) -> Iterator[Paragraph]:
    """The paragraphs that body rows of one page make up."""
    if not rows:
        return
    left = _left_margin(rows)
    right = max(row.x1 for row in rows)
    pitch = _pitch(rows)
    group = [rows[0]]
    for before, row in pairwise(rows):
        if _opens(before, row, left, right, pitch):
            yield _paragraph(group)
            group = []
        group.append(row)
    yield _paragraph(group)


def _opens(before: Row, row: Row, left: float, right: float, pitch: float) -> bool:
    width = right - left
    if row.top - before.top > 1.75 * pitch:
        return True
    if before.index + 1 != row.index or _is_tabular(before) != _is_tabular(row) or _is_tabular(row):
        return True
    if before.bold != row.bold and (before.bold or row.is_capitals):
        return not before.bold or before.x1 < right - _SHORT * width or _ENUMERATOR.match(row.text) is not None
    short = before.x1 < right - _SHORT * width
    indented = row.x0 > left + _INDENT
    ended = before.text.rstrip().endswith(_STOPS)
    if _ENUMERATOR.match(row.text) and (ended or short or before.bold):
        return True
    if before.is_capitals != row.is_capitals and (short or indented):
        return True
    return (ended and (short or indented)) or (indented and before.x0 <= left + _INDENT)


def _is_tabular(row: Row) -> bool:
    return len(row.lines) >= 3 or any(line.cell for line in row.lines)


def _left_margin(rows: Sequence[Row]) -> float:
    """The x at which most wrapped lines begin."""
    starts = Counter(round(row.x0 / 3) for row in rows)
    frequent = [start for start, count in starts.items() if count >= max(2, 0.15 * len(rows))]
    return 3.0 * min(frequent or starts)


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance from one baseline to the next."""
    steps = [row.top - before.top for before, row in pairwise(rows) if row.top > before.top]
    return median(steps) if steps else 14.0


def _paragraph(rows: Sequence[Row]) -> Paragraph:
    kind: ParagraphKind = "body"
    if all(_is_tabular(row) for row in rows):
        kind = "table"
    elif all(row.bold or row.is_capitals for row in rows):
        kind = "heading"
    return Paragraph(rows[0].start, rows[-1].end, kind)
