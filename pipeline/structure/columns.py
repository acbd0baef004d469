"""The two columns of a letterhead: the body and the number left, the motto, place and date right.

The motto tells where the right column begins. A text layer or OCR may run both columns into one line; then the
words tell them apart, for the right one has only three things to say: the motto, the state's second line, and a
place with a date. An export may also set everything in one column, one under the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..model import Line
from ..registry import Registry
from ..vietnamese.text import fold
from .rows import Row

# Each with what the body of the letterhead belongs to, where its own name leaves that out.
MOTTOES = {
    "dang cong san viet nam": "",
    "cong hoa xa hoi chu nghia viet nam": "",
    "doan tncs ho chi minh": "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "doan thanh nien cong san ho chi minh": "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
}
_LIKE_MOTTO = 0.88  # of its letters: OCR misreads a few
_ROWS_TO_MOTTO, ROWS_TO_NUMBER = 8, 14
NUMBER_LABEL = re.compile(
    r"^(?:(?:luật|bộ luật|nghị quyết|pháp lệnh|lệnh)\s+)?s[ốóôo06]\s*[:.;]?(?=\s|\d|[-/:]|$)", re.I
)
DATE_WORDS = re.compile(r"\bngay\b.*\b(?:thang|nam)\b|\bngay\s*\d+\s*[/.-]|\bngay.{0,6}thang.{0,6}nam\b")
_PLACED_DATE = re.compile(r"[^\W\d][^,\d]{2,30}, ngày\b.*\bnăm\b", re.I)  # a row of its own
_SECOND = re.compile(r"\bdoc lap\W+tu do\W+hanh phuc\W*$")
_SPEAKS_OF_IT = re.compile(r"\b(?:(?<!nhà )nước|của|và|với)$", re.I)  # before the motto's words where they are no motto


@dataclass(frozen=True)
class Columns:
    """The rows of a page, parted as far as its letterhead goes; `stacked` where all stands in one column."""

    rows: Sequence[Row]
    motto: Line
    motto_row: int
    stacked: bool

    def left(self, row: Row) -> str:
        """What of a row belongs to the issuing body and the number."""
        if self.stacked:
            is_right = row.index == self.motto_row or _SECOND.search(fold(row.text)) or _is_date(row.text)
            return "" if is_right else row.text
        return " ".join(line.text for line in row.lines if _middle(line) < self.motto.x0)

    def right(self, row: Row) -> str:
        """What of a row stands under the motto, or the place and date where they have a row to themselves."""
        text = " ".join(line.text for line in row.lines if _middle(line) >= self.motto.x0)
        return text or (row.text if _PLACED_DATE.match(row.text) else "")


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def _is_date(text: str) -> bool:
    return DATE_WORDS.search(fold(text)) is not None and not NUMBER_LABEL.match(text)


def find_columns(rows: Sequence[Row], registry: Registry) -> Columns | None:
    """The columns of the letterhead that a page begins with; None where no motto stands near its top."""
    found = _anchor(rows, registry)
    if found is None:
        return None
    motto, row, lines = found
    parted = [*rows[:row], replace(rows[row], lines=lines), *rows[row + 1 :]]
    end = row + ROWS_TO_NUMBER
    stacked = _is_stacked(parted[:end], motto)
    if not stacked:
        parted[:end] = [replace(each, lines=tuple(_lines(each, motto))) for each in parted[:end]]
    return Columns(parted, motto, row, stacked)


def _anchor(rows: Sequence[Row], registry: Registry) -> tuple[Line, int, tuple[Line, ...]] | None:
    """The motto's line, its row and the lines of that row, so parted that the motto stands alone."""
    for row in rows[:_ROWS_TO_MOTTO]:
        for position, line in enumerate(row.lines):
            folded = fold(line.text)
            if any(SequenceMatcher(None, folded, motto).ratio() >= _LIKE_MOTTO for motto in MOTTOES):
                return line, row.index, row.lines
            at = _before_motto(line, folded)
            left = line.text[:at].rstrip()
            is_letterhead = not _SPEAKS_OF_IT.search(left) and _goes_on(rows[row.index + 1 :])
            if at and (is_letterhead or registry.bodies.named(left)):
                first, right = _cut(line, at)
                return right, row.index, (*row.lines[:position], first, right, *row.lines[position + 1 :])
    return None


def _before_motto(line: Line, folded: str) -> int:
    """Where in a line of capitals the motto begins behind other words; 0 for a line without one."""
    for motto in MOTTOES:
        at = folded.rfind(motto)
        if at > 0 and at + len(motto) == len(folded) and line.text.isupper():
            return at
    return 0


def _goes_on(rows: Sequence[Row]) -> bool:
    """Whether what follows are the rows of a letterhead: a number, a place with a date."""
    near = [row.text for row in rows[:_ROWS_TO_MOTTO]]
    return any(map(NUMBER_LABEL.match, near)) and any(DATE_WORDS.search(fold(text)) for text in near)


def _is_stacked(rows: Sequence[Row], motto: Line) -> bool:
    """Whether the number stands under the motto, and nothing beside anything."""
    head = rows[: next((row.index for row in rows if NUMBER_LABEL.match(row.text)), 0) + 1]
    return len(head) > 1 and all(len(row.lines) == 1 for row in head) and _middle(head[-1].lines[0]) >= motto.x0


def _lines(row: Row, motto: Line) -> Iterator[Line]:
    """The lines of a row; one that holds both columns is cut."""
    for line in row.lines:
        at = _right_from(line.text) if line.x0 < motto.x0 - line.size else 0
        if at:
            left, right = _cut(line, at)
            yield replace(left, x1=max(min(left.x1, motto.x0), left.x0))
            yield replace(right, x0=max(right.x0, motto.x0), x1=max(right.x1, motto.x0 + 1))
        else:
            yield line


def _right_from(text: str) -> int:
    """Where in a line the second line of the motto or a place with its date begins; 0 where all is one column."""
    folded = fold(text)
    if second := _SECOND.search(folded):
        return second.start()
    if not DATE_WORDS.search(folded):
        return 0
    at = folded.find("ngay")
    for word in reversed([*re.finditer(r"\S+", text[:at])]):
        if not _is_of_place(word[0]):
            break
        at = word.start()
    return at if text[:at].strip() else 0


def _is_of_place(word: str) -> bool:
    """Whether a word before a date may be its place's: neither a number, a label nor in capitals."""
    plain = word.strip(",.")
    letters = plain.replace("-", "").replace("'", "").replace("’", "")
    return plain in {"TP", ""} or (letters.isalpha() and not plain[1:].isupper() and not NUMBER_LABEL.match(plain))


def _cut(line: Line, at: int) -> tuple[Line, Line]:
    """A line as two, its width shared by letters."""
    middle = line.x0 + (line.x1 - line.x0) * at / len(line.text)
    left = replace(line, text=line.text[:at].rstrip(), x1=middle)
    return left, replace(line, text=line.text[at:], x0=middle, start=line.start + at)
