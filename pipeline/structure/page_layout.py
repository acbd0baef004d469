"""Layout of a page: rows, page furniture, footnotes and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise
from statistics import median

from ..model import Cell, Line, Page, Paragraph, ParagraphKind
from ..registry import load
from ..vietnamese.text import squeeze

_RULE = re.compile(r"[\s*_\-–—=.~ˉ¯+]+")


_MIN_COLUMNS = 3  # of a table whose rows are no lines of text: a letterhead and a list of recipients have two


@dataclass(frozen=True)
class Row:
    """The lines of a page that share a baseline, from left to right; `index` counts rows from the top."""

    lines: tuple[Line, ...]
    index: int

    @cached_property
    def text(self) -> str:
        """Return the row as it is in the page's text."""
        return " ".join(line.text for line in self.lines)

    @property
    def start(self) -> int:
        """Return the offset of the row in the page's text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return the offset after the row in the page's text."""
        return self.start + len(self.text)

    @property
    def x0(self) -> float:
        """Return the left edge, points."""
        return self.lines[0].x0

    @property
    def x1(self) -> float:
        """Return the right edge, points."""
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        """Return the upper edge, points."""
        return min(line.top for line in self.lines)

    @property
    def size(self) -> float:
        """Return the largest type size, points."""
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Return whether all of the row is bold."""
        return all(line.bold for line in self.lines)

    @property
    def is_rule(self) -> bool:
        """Return whether the row is a rule made of dashes, underscores or asterisks."""
        return _RULE.fullmatch(self.text) is not None

    @property
    def is_capitals(self) -> bool:
        """Return whether the row has letters and all of them are capitals."""
        return self.text.isupper()

    @property
    def is_tabular(self) -> bool:
        """Return whether the row belongs to a table."""
        return len(self.lines) >= 3 or any(
            line.cell or (line.place is not None and line.place.columns >= _MIN_COLUMNS) for line in self.lines
        )

    def is_centred(self, page: Page) -> bool:
        """Return whether the row is centred on the page with space on both sides; more exactly if it is wide."""
        slack = 0.08 if self.x1 - self.x0 < 0.6 * page.width else 0.05
        return abs((self.x0 + self.x1) / 2 - page.width / 2) < slack * page.width and self.x0 > 0.15 * page.width

    def is_apart_from(self, previous: Row) -> bool:
        """Return whether there is more than a line's space between two rows of a title."""
        return self.top - previous.top > 1.9 * max(self.size, previous.size, 8.0)


def rows_of(page: Page) -> list[Row]:
    """Return the rows of a page from the top."""
    groups = groupby(page.lines, key=lambda line: line.row)
    return [Row(tuple(lines), index) for index, (_row, lines) in enumerate(groups)]


def joined(rows: Sequence[Row]) -> str:
    """Return the text of rows as one line."""
    return " ".join(row.text for row in rows)


_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.I)
_EDGE_ROWS = 2  # rows at the head and foot of a page where running heads are
_MIN_STAMP_ROWS = 2  # of an electronic signature: `Ký bởi: …`, `Thời gian ký: …`


def furniture_of(pages: Sequence[tuple[Page, Sequence[Row]]]) -> dict[int, set[int]]:
    """Return for each page the indexes of its page numbers, running heads and electronic signature stamps.

    A running head is a row that, apart from its digits, is at the edge of at least three pages and of half of them.
    """
    rows_by_page = {page.number: rows for page, rows in pages}
    edges = {page.number: _edge_rows(page, rows) for page, rows in pages}
    counts = Counter(text for rows in edges.values() for text in {_without_digits(row.text) for row in rows})
    enough = max(3, len(pages) / 2)
    return {
        number: {
            row.index
            for row in rows
            if _PAGE_NUMBER.fullmatch(row.text) or (counts[_without_digits(row.text)] >= enough and len(row.text) > 3)
        }
        | _signature_rows(rows_by_page[number])
        for number, rows in edges.items()
    }


def _edge_rows(page: Page, rows: Sequence[Row]) -> list[Row]:
    edge = [*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]]
    return [row for row in edge if row.top < 0.1 * page.height or row.top > 0.88 * page.height]


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", squeeze(text))


def _signature_rows(rows: Sequence[Row]) -> set[int]:
    found = {row.index for row in rows if is_signature(row.text)}
    return found if len(found) >= _MIN_STAMP_ROWS else set()


def is_signature(text: str) -> bool:
    """Return whether a line is one of a digital signature's (`Người ký: …`), which OCR may begin with a speck."""
    return _signature_pattern().match(text) is not None


@cache
def _signature_pattern() -> re.Pattern[str]:
    labels = [re.escape(row["printed"]) for row in load().rows("signing") if row["kind"] == "stamp"]
    return re.compile(rf"\W*(?:{'|'.join(labels)})\s*:", re.IGNORECASE)


_FOOTNOTE = re.compile(r"\(?(?:\d{1,3}|\*+)\)?\s+\S")
_FOOTNOTE_NUMBER = re.compile(r"\(?(\d{1,3})")
_FOOTNOTE_SIZE = 0.86  # of the page's usual type size, at most


def footnotes_of(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of the footnotes at the foot of a page: smaller than the text, the first with its number."""
    if not rows:
        return []
    small = _FOOTNOTE_SIZE * median(row.size for row in rows)
    start = len(rows)
    while start and rows[start - 1].size < small:
        start -= 1
    numbered = [index for index in range(start, len(rows)) if _FOOTNOTE.match(rows[index].text)]
    return list(rows[numbered[0] :]) if numbered else []


def footnote_paragraphs(rows: Sequence[Row], body: Sequence[Row]) -> Iterator[Paragraph]:
    """Yield a paragraph for each footnote, anchored at its mark in the rows of the page's `body`."""
    marks = _footnote_marks(body)
    group: list[Row] = []
    for row in [*rows, None]:
        if group and (row is None or _FOOTNOTE.match(row.text)):
            number = _FOOTNOTE_NUMBER.match(group[0].text)
            places = marks.get(number[1], []) if number else []
            anchor = places[0] if len(places) == 1 else None
            yield Paragraph(group[0].start, group[-1].end, "footnote", anchor)
            group = []
        if row is not None:
            group.append(row)


def _footnote_marks(rows: Sequence[Row]) -> dict[str, list[int]]:
    """Return the offsets in the page's text of each raised number."""
    found: dict[str, list[int]] = {}
    for line in (line for row in rows for line in row.lines):
        for place in line.raised:
            if number := _FOOTNOTE_NUMBER.match(line.text[place:]):
                found.setdefault(number[1], []).append(line.start + place)
    return found


_ENUMERATOR = re.compile(
    r"(?:[-–+•*]\s?\S|\(?[a-zđ]\)|\(\d+\)|\d{1,2}(?:\.\d{1,2})*[.)/]\s|[IVXLC]+[.)]\s|(?:Điều|Chương|Mục|Phần) \w+)"
)
_STOPS = (".", ";", ":", "!", "?", "…", ".”", '."', ";”", "./.")
_INDENT, _SHORT = 12.0, 0.12  # points of first-line indent; share of the width that a last line falls short
_DEFAULT_PITCH = 14.0  # points


def paragraphs_of(rows: Sequence[Row]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page's body rows, with wrapped lines joined."""
    if not rows:
        return
    left = _left_margin(rows)
    right = max(row.x1 for row in rows)
    pitch = _pitch(rows)
    above: dict[int, tuple[int, int]] = {}
    group = [rows[0]]
    for previous, row in pairwise(rows):
        if _starts_paragraph(previous, row, left=left, right=right, pitch=pitch):
            yield _paragraph(group, above)
            group = []
        group.append(row)
    yield _paragraph(group, above)


def _starts_paragraph(previous: Row, row: Row, *, left: float, right: float, pitch: float) -> bool:
    if row.top - previous.top > 1.75 * pitch or previous.index + 1 != row.index:
        return True
    if previous.is_tabular or row.is_tabular:
        return True
    short = previous.x1 < right - _SHORT * (right - left)
    enumerated = _ENUMERATOR.match(row.text) is not None
    if previous.bold != row.bold and (previous.bold or row.is_capitals):
        return not previous.bold or short or enumerated
    indented = row.x0 > left + _INDENT
    ended = previous.text.rstrip().endswith(_STOPS)
    if enumerated and (ended or short or previous.bold or row.lines[0].opens or _opens_item(previous, row)):
        return True
    if previous.is_capitals != row.is_capitals and (short or indented):
        return True
    return (ended and (short or indented or row.lines[0].opens)) or (indented and previous.x0 <= left + _INDENT)


_ITEM = re.compile(r"(?:\(?[a-zđ]\)|\d{1,2}\.)\s+[A-ZĐÀ-Ỹ]")
_CITES_ITEM = re.compile(r"(?:điểm|khoản|mục|điều|điểm,|và|,)$", re.IGNORECASE)


def _opens_item(previous: Row, row: Row) -> bool:
    """Return whether a row begins with the label of an item and a capital, and the one before does not cite it."""
    return _ITEM.match(row.text) is not None and _CITES_ITEM.search(previous.text.rstrip()) is None


def _left_margin(rows: Sequence[Row]) -> float:
    """Return the x at which most wrapped lines begin."""
    starts = Counter(round(row.x0 / 3) for row in rows)
    frequent = [start for start, count in starts.items() if count >= max(2, 0.15 * len(rows))]
    return 3.0 * min(frequent or starts)


def _pitch(rows: Sequence[Row]) -> float:
    """Return the usual distance between baselines in points."""
    steps = [row.top - previous.top for previous, row in pairwise(rows) if row.top > previous.top]
    return median(steps) if steps else _DEFAULT_PITCH


def _paragraph(rows: Sequence[Row], above: dict[int, tuple[int, int]]) -> Paragraph:
    kind: ParagraphKind = "body"
    if all(row.is_tabular for row in rows):
        kind = "table"
    elif all(row.bold or row.is_capitals for row in rows):
        kind = "heading"
    cells = tuple(_cells(rows[0], above)) if kind == "table" else ()
    return Paragraph(rows[0].start, rows[-1].end, kind, cells=cells)


def _cells(row: Row, above: dict[int, tuple[int, int]]) -> Iterator[Cell]:
    """Yield the cells of a row, those merged with cells above too; `above` has the last text of each column."""
    for line in row.lines:
        if line.place:
            above[line.place.column] = line.start, line.start + len(line.text)
            yield Cell(line.place.row, line.place.column, line.start, line.start + len(line.text))
    for place in [line.place for line in row.lines if line.place][:1]:
        for column in place.merged:
            if column in above:
                yield Cell(place.row, column, *above[column])
