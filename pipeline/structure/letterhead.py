"""The letterhead of page 1: its two columns, and the number, date, place, issuer and subject in them.

Party documents (Hướng dẫn 05-HD/VPTW, 2026) and state documents (Nghị định 30/2020/NĐ-CP) have the issuing body and the
number on the left, the motto, place and date on the right. The motto is the anchor: it marks where the right column
begins, and a page without it has no letterhead.

A text layer or OCR may join both columns into one line, which is then split by its words: the right column only has the
motto, the state's second line, and a place with a date. An export may also set everything in one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile

from ..model import Line
from ..registry import Registry
from ..vietnamese.dates import find_dates
from ..vietnamese.numbers import DASH, Number, parse_number
from ..vietnamese.text import fold, squeeze, tone_key
from .marks import is_mark
from .page_layout import Row, is_signature

# Each motto with the body that the issuer belongs to, where its own name omits that.
_MOTTOES = {
    "dang cong san viet nam": "",
    "cong hoa xa hoi chu nghia viet nam": "",
    "doan tncs ho chi minh": "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "doan thanh nien cong san ho chi minh": "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
}
_MIN_MOTTO_RATIO = 0.88  # similarity, because OCR misreads a few letters
_ROWS_TO_MOTTO, _ROWS_TO_NUMBER, _ROWS_TO_DATE = 8, 14, 4
ROWS_TO_TYPE = 12
_NUMBER_LABEL = re.compile(
    r"^(?:(?:luật|bộ luật|nghị quyết|pháp lệnh|lệnh)\s+)?s[ốóôo06]\s*[:.;,]?(?=\s|\d|[-/:]|$)", re.I
)
_DATE_WORDS = re.compile(r"\bngay\b.*\b(?:thang|nam)\b|\bngay\s*\d+\s*[/.-]|\bngay.{0,6}thang.{0,6}nam\b")
_PLACED_DATE = re.compile(r"[^\W\d][^,\d]{2,30}, ngày\b.*\bnăm\b", re.I)  # a row of its own
_SECOND_MOTTO = re.compile(r"\bdoc lap\W+tu do\W+hanh phuc\W*$")
_BEFORE_NAME = re.compile(r"\b(?:(?<!nhà )nước|của|và|với)$", re.I)  # before the words of a motto in a sentence
_SUBJECT = re.compile(r"^v\s*/\s*v\s*[:.]?\s*", re.I)
_SUBJECT_START = re.compile(r"^(?:v\s*/\s*v|về việc|(?-i:Về))\b", re.I)
_RULE_AFTER = re.compile(r"\s+[-–_*]{3,}\s*$")
_BLANKS = re.compile(r"[.…_]{2,}|…")
_MISSING_SLASH = re.compile(r"^(\s*\d{2,5})([A-ZĐ]{2,5}-[A-ZĐ]{2})")  # covered by a stamped number
_ADDRESSEE = re.compile(r"^kính gửi\b", re.I)
_BODY_START = re.compile(
    r"^(?:[-–+]\s*)?(?:căn cứ|theo đề nghị|xét|kính gửi|điều \d|chương [ivx\d]|phần|\(|của quốc hội|"
    r"[ivx]+\s*[.-]|\d+\s*[.)])",
    re.I,
)
_TYPE_QUALIFIERS = ("liên ngành",)  # issued by several bodies; the type is the word before
_UNIT_WORDS = ("vị", "giá", "hàng", "thuốc", "cử")  # after `đơn`, in other words
# Labels of the stamp of an office on what it received (Nghị định 30/2020/NĐ-CP, Phụ lục IV): `ĐẾN Số: … Ngày: …`.
_ARRIVAL = re.compile(r"^\W*(?:đến\b|số và ký hiệu|chuyển\s*:|lưu hồ sơ)", re.I)
_STAMP_WORDS = 3
_MIN_TYPE = 6  # letters of a type that is recognised without its marks
_MIN_NAME = 8  # letters of a body's name that cannot be mistaken for a word


@dataclass(frozen=True)
class Letterhead:
    """The rows of page 1, split into two columns as far as its letterhead extends.

    Attributes:
        motto: the line with the motto.
        motto_row: the index of its row.
        stacked: whether everything is in one column.
        number_above: the row of the number where the whole left column is above the motto, as text boxes are exported.
    """

    rows: Sequence[Row]
    motto: Line
    motto_row: int
    stacked: bool
    registry: Registry
    number_above: int | None = None

    def left(self, row: Row) -> str:
        """Return the part of a row in the column of the issuer and the number."""
        if self.stacked:
            is_right = row.index == self.motto_row or _SECOND_MOTTO.search(fold(row.text)) or _is_date(row.text)
            return "" if is_right else row.text
        return " ".join(line.text for line in row.lines if _middle(line) < self.motto.x0)

    def right(self, row: Row) -> str:
        """Return the part of a row in the column of the motto, or a row that is a place and date."""
        text = " ".join(line.text for line in row.lines if _middle(line) >= self.motto.x0)
        return text or (row.text if _PLACED_DATE.match(row.text) else "")

    def _rows_from_motto(self) -> Sequence[Row]:
        return self.rows[self.motto_row : self.motto_row + _ROWS_TO_NUMBER]

    def number(self) -> tuple[Number | None, int]:
        """Return the number and the index of its last row; the motto's row when there is no number.

        A body may have a number in its name (`ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 215-QĐ/TU`), so that of several numbers
        the one with the letters of the document's type is returned.
        """
        candidates = list(self._numbers())
        first = candidates[0] if candidates else (None, self.motto_row)
        if len(candidates) < 2:
            return first
        return next((each for each in candidates if each[0] and self._fits_type(each[0])), first)

    def _numbers(self) -> Iterator[tuple[Number | None, int]]:
        """Yield the candidates for the number, each with the index of its last row."""
        for row in self._rows_from_motto() if self.number_above is None else [self.rows[self.number_above]]:
            left = self.left(row)
            if row.index > self.motto_row and (type_line(row, self.registry) or is_addressee(row)):
                return
            if not _NUMBER_LABEL.match(left) and row.index > self.motto_row and len(row.lines) > 2:
                # beside a speck in the margin
                left = next((line.text for line in row.lines[:-1] if _is_number(line.text)), left)
            if not _NUMBER_LABEL.match(left) and not (row.index > self.motto_row and _is_number(left)):
                continue
            text, last = _without_label(left), row.index
            while text.rstrip().endswith(("-", "–", "/")) and last + 1 < len(self.rows):
                last += 1
                text += self.left(self.rows[last])
            text = _BLANKS.sub(" ", text)
            number = parse_number(text) or _without_serial(text)
            yield number and _restore_d(number, self.registry), last

    def _fits_type(self, number: Number) -> bool:
        lines = (
            type_line(row, self.registry) for row in self.rows[self.motto_row + 1 :][: _ROWS_TO_NUMBER + ROWS_TO_TYPE]
        )
        named = next(filter(None, lines), None)
        return named is not None and named[0] in (each.name for each in self.registry.types.of_symbol(number.type))

    def date_row(self) -> int:
        """Return the index of the row with the place and date; the motto's row when there is none.

        Dates below the type are not the document's.
        """
        for row in self._rows_from_motto():
            if row.index > self.motto_row and (type_line(row, self.registry) or starts_body(row)):
                break
            if _DATE_WORDS.search(fold(self.right(row))) and not (row.bold and row.is_capitals):
                return row.index
        return self.motto_row

    def date_and_place(self) -> tuple[date | None, str | None]:
        """Return the date, None where it is partly blank, and the place before it."""
        row = self.rows[self.date_row()]
        text = self.right(row)
        if fold(text).rstrip().endswith("nam") and row.index + 1 < len(self.rows):
            text = f"{text} {self.right(self.rows[row.index + 1])}"  # a narrow column breaks before the year
        words = _DATE_WORDS.search(fold(text))
        if words is None:
            return None, None
        dates = find_dates(text)
        place = text[: words.start()].strip(" ,.;:")
        return (dates[0].date if dates else None), place or None

    def issuer_lines(self, number_row: int) -> list[str]:
        """Return the lines of the left column down to the number."""
        side_by_side = self.number_above is None
        end = self.motto_row + 3 if side_by_side and number_row <= self.motto_row else number_row
        lines: list[str] = []
        for row in self.rows[:end]:
            left = self.left(row)
            if row.index > self.motto_row and type_line(row, self.registry):
                break
            if _ARRIVAL.match(left):
                lines = lines if row.index > self.motto_row else []  # of the office that received it
                continue
            if left and not (row.is_rule or is_mark(left) or _SUBJECT_START.match(left) or is_signature(left)):
                is_own = _NUMBER_LABEL.match(left) and (row.index == number_row or not _is_number(_without_label(left)))
                if is_own or (side_by_side and row.index < self.motto_row - 2):
                    continue
                lines.append(left.strip(" *_").lstrip("-– "))
        if lines:
            lines[-1] = lines[-1].rstrip("-– ")
        parent = _MOTTOES.get(fold(self.motto.text), "")
        whole = f"{' '.join(lines)} {parent}"
        return [whole] if parent and self.registry.bodies.named(whole) else lines

    def names_author(self, text: str) -> bool:
        """Return whether a row below the title names who decides (`CHÍNH PHỦ`, `BỘ TRƯỞNG BỘ XÂY DỰNG`)."""
        key = tone_key(text.strip(" :*"))
        author = key.removesuffix(" điện").removesuffix(" quyết định")
        if not text.isupper():
            return author != key and self.registry.bodies.is_name(author) and text.split()[0].isupper()
        if key.startswith(_offices(self.registry)) or self.registry.bodies.is_name(author):
            return True
        column = tone_key(" ".join(self.issuer_lines(self.number()[1])))
        return len(key) > _MIN_NAME and column.endswith(key)

    def subject(self, first: int) -> str | None:
        """Return the title of an official letter (công văn): the left column from `V/v` on; "" for a blank one."""
        parts: list[str] = []
        rows = self.rows[self.motto_row : first + ROWS_TO_TYPE]
        start = _SUBJECT_START if any(map(is_addressee, rows)) else _SUBJECT
        centred = False
        for row in rows:
            # Below the number it may also be in the middle of the page.
            left = row.text if centred or (row.index >= first and start.match(row.text)) else self.left(row)
            if start.match(left):
                parts = [without_subject_label(left)]
                centred = not self.left(row)
            elif parts and left and not is_addressee(row) and not row.is_rule:
                parts.append(left)
            elif parts and (is_addressee(row) or not left):
                break
        return (tidy_title(" ".join(parts)) or "") if parts else None


def find_letterhead(rows: Sequence[Row], registry: Registry) -> Letterhead | None:
    """Return the letterhead that a page begins with; None where neither a motto nor a date is near its top.

    Slips and letters within an office have no motto: the right column begins with the place and date.
    """
    anchor = _find_motto(rows, registry) or _find_placed_date(rows, registry)
    if anchor is None:
        return None
    motto, index, lines = anchor
    split = [*rows[:index], replace(rows[index], lines=lines), *rows[index + 1 :]]
    end = index + _ROWS_TO_NUMBER
    number_above = _number_above(split[:index])
    stacked = number_above is not None or _is_stacked(split[:end], motto)
    if not stacked:
        split[:end] = [replace(row, lines=tuple(_split_columns(row, motto))) for row in split[:end]]
    return Letterhead(
        rows=split, motto=motto, motto_row=index, stacked=stacked, registry=registry, number_above=number_above
    )


def _find_motto(rows: Sequence[Row], registry: Registry) -> tuple[Line, int, tuple[Line, ...]] | None:
    """Return the motto's line, its row, and the lines of that row, split so that the motto is a line."""
    for row in rows[:_ROWS_TO_MOTTO]:
        for position, line in enumerate(row.lines):
            folded = fold(line.text)
            if any(SequenceMatcher(None, folded, motto).ratio() >= _MIN_MOTTO_RATIO for motto in _MOTTOES):
                return line, row.index, row.lines
            at = _motto_offset(line, folded)
            left = line.text[:at].rstrip()
            is_letterhead = not _BEFORE_NAME.search(left) and _has_number_and_date(rows[row.index + 1 :])
            if at and (is_letterhead or registry.bodies.named(left)):
                first, motto_line = _cut(line, at)
                return motto_line, row.index, (*row.lines[:position], first, motto_line, *row.lines[position + 1 :])
    return None


def _find_placed_date(rows: Sequence[Row], registry: Registry) -> tuple[Line, int, tuple[Line, ...]] | None:
    """Return the line with the place and date right of a body's name, its row and the row's lines."""
    for row in rows[:_ROWS_TO_DATE]:
        if len(row.lines) == 2 and _PLACED_DATE.match(row.lines[1].text) and row.lines[0].text.isupper():
            below = rows[row.index + 1 :][:ROWS_TO_TYPE]
            if any(type_line(each, registry) or is_addressee(each) for each in below):
                return row.lines[1], row.index, row.lines
        if type_line(row, registry):
            return None
    return None


def _motto_offset(line: Line, folded: str) -> int:
    """Return where in a line of capitals the motto begins after other words; 0 for a line without one."""
    for motto in _MOTTOES:
        at = folded.rfind(motto)
        if at > 0 and at + len(motto) == len(folded) and line.text.isupper():
            return at
    return 0


def _has_number_and_date(rows: Sequence[Row]) -> bool:
    texts = [row.text for row in rows[:_ROWS_TO_MOTTO]]
    return any(map(_NUMBER_LABEL.match, texts)) and any(_DATE_WORDS.search(fold(text)) for text in texts)


def _is_stacked(rows: Sequence[Row], motto: Line) -> bool:
    """Return whether the number is below the motto and no two lines are side by side."""
    head = rows[: next((row.index for row in rows if _NUMBER_LABEL.match(row.text)), 0) + 1]
    return len(head) > 1 and all(len(row.lines) == 1 for row in head) and _middle(head[-1].lines[0]) >= motto.x0


def _number_above(rows: Sequence[Row]) -> int | None:
    """Return the row of a number above the motto, where no two lines there are side by side."""
    if any(len(row.lines) > 1 for row in rows):
        return None
    return next(
        (row.index for row in rows if _NUMBER_LABEL.match(row.text) and parse_number(_without_label(row.text))), None
    )


def _without_label(text: str) -> str:
    plain = _BLANKS.sub(" ", _RULE_AFTER.sub("", _NUMBER_LABEL.sub("", text)))
    return _MISSING_SLASH.sub(r"\1/\2", plain).replace("//", "/")


def _split_columns(row: Row, motto: Line) -> Iterator[Line]:
    """Yield the lines of a row; a line that contains both columns is cut."""
    for line in row.lines:
        at = _right_column_offset(line.text) if line.x0 < motto.x0 - line.size else 0
        if at:
            left, right = _cut(line, at)
            yield replace(left, x1=max(min(left.x1, motto.x0), left.x0))
            yield replace(right, x0=max(right.x0, motto.x0), x1=max(right.x1, motto.x0 + 1))
        else:
            yield line


def _right_column_offset(text: str) -> int:
    """Return where in a line the second motto or a place with its date begins; 0 where it is all one column."""
    folded = fold(text)
    if second := _SECOND_MOTTO.search(folded):
        return second.start()
    if rule := _RULE_AFTER.search(text):
        return rule.start()  # the one below the motto
    if not _DATE_WORDS.search(folded):
        return 0
    at = folded.find("ngay")
    for word in reversed([*re.finditer(r"\S+", text[:at])]):
        if not _may_be_place(word[0]):
            break
        at = word.start()
    return at if text[:at].strip() else 0


def _may_be_place(word: str) -> bool:
    """Return whether a word before a date may be its place's: neither a number, a label nor in capitals."""
    plain = word.strip(",.")
    letters = plain.replace("-", "").replace("'", "").replace("’", "")
    return plain in {"TP", ""} or (letters.isalpha() and not plain[1:].isupper() and not _NUMBER_LABEL.match(plain))


def _cut(line: Line, at: int) -> tuple[Line, Line]:
    """Return a line cut in two, its width divided in proportion to the letters."""
    middle = line.x0 + (line.x1 - line.x0) * at / len(line.text)
    left = replace(line, text=line.text[:at].rstrip(), x1=middle)
    return left, replace(line, text=line.text[at:], x0=middle, start=line.start + at)


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def _is_date(text: str) -> bool:
    return _DATE_WORDS.search(fold(text)) is not None and not _NUMBER_LABEL.match(text)


def _is_number(text: str) -> bool:
    number = parse_number(text)
    return number is not None and number.serial is not None


_DASH_BEFORE_TYPE = re.compile(rf"{DASH}\s*[^\W\d_]+\s?/")


def _without_serial(text: str) -> Number | None:
    """Return the symbol after a serial that is not a number, as OCR makes of handwriting: `4§ 46 /QĐ-UBND`."""
    dash = _DASH_BEFORE_TYPE.search(text)
    number = parse_number(text[dash.start() if dash else max(text.find("/"), 0) :])
    return number if number and number.style == ("party" if dash else "state") else None


def _restore_d(number: Number, registry: Registry) -> Number:
    """Return the number with Đ for D where only that gives a known type: `QD-UBND`."""
    if registry.types.of_symbol(number.type) or "D" not in number.type:
        return number
    restored = number.type.replace("D", "Đ")
    return number._replace(type=restored) if registry.types.of_symbol(restored) else number


@cache
def _offices(registry: Registry) -> tuple[str, ...]:
    return tuple(row["printed"] for row in registry.rows("signing") if row["kind"] == "speaker")


def type_line(row: Row, registry: Registry) -> tuple[str, str] | None:
    """Return the type that a row of capitals names and the start of the title after it.

    A scan may have part of a stamp before the type, and wrong marks on its capitals.
    """
    text = row.text.strip(" :*._-–")
    if not text.isupper():
        named = registry.types.named(text) if text[:1].isupper() else None
        return (named.name, "") if named else _type_after_stamp(row, registry)
    words = [word.strip(":.*") for word in text.split()]
    for count in range(min(len(words), 4), 0, -1):
        if named := registry.types.named(" ".join(words[:count])):
            rest = " ".join(words[count:])
            if tone_key(rest).startswith(_UNIT_WORDS) and count == 1:
                return None  # `ĐƠN VỊ`
            return named.name, "" if tone_key(rest) in _TYPE_QUALIFIERS else rest
    letters = "".join(words) if max(map(len, words), default=0) == 1 else ""
    return _type_of_letters(letters or fold(text), registry, spaced=bool(letters))


def _type_after_stamp(row: Row, registry: Registry) -> tuple[str, str] | None:
    words = row.text.strip(" *.").split()
    capitals = [*takewhile(str.isupper, reversed(words))][::-1]
    if not 2 <= len(capitals) < len(words) <= len(capitals) + _STAMP_WORDS:
        return None
    text = " ".join(capitals)
    named = registry.types.named(text)
    return (named.name, "") if named else _type_of_letters(fold(text), registry)


def _type_of_letters(text: str, registry: Registry, *, spaced: bool = False) -> tuple[str, str] | None:
    """Return the type whose letters a whole row has, whatever its spaces (`C H Ỉ T H Ị`) or marks (`NGHI QUYÊT`)."""
    if not text:
        return None
    for kind in registry.types.all:
        own = tone_key(kind.name).replace(" ", "") if spaced else fold(kind.name)
        if own == (tone_key(text) if spaced else text) and len(own) >= _MIN_TYPE:
            return kind.name, ""
    return None


def is_second_motto(text: str) -> bool:
    """Return whether a row ends with the state's second motto."""
    return _SECOND_MOTTO.search(fold(text)) is not None


def starts_body(row: Row) -> bool:
    """Return whether the text of a document begins with a row: a legal basis, an addressee, a numbered heading."""
    return _BODY_START.match(row.text) is not None


def is_addressee(row: Row) -> bool:
    """Return whether a row names the addressee of an official letter."""
    return _ADDRESSEE.match(row.text) is not None


def without_subject_label(text: str) -> str:
    """Return a subject without `V/v`."""
    return _SUBJECT.sub("", text)


def tidy_title(title: str) -> str | None:
    """Return a title without the punctuation around it, its first letter a capital; None for an empty one."""
    plain = squeeze(title).strip(" .;:*-–_…")
    return plain[:1].upper() + plain[1:] if any(map(str.isalpha, plain)) else None
