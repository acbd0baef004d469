"""The letterhead and title of a document, taken apart by position.

Party documents (Hướng dẫn 36-HD/VPTW, 2018) and state documents (Nghị định
30/2020/NĐ-CP) alike put the body and the number on the left, the motto, place and
date on the right, the type and the title below. The motto is the anchor: a page
without it has no letterhead, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ..i18n import _
from ..model import Header, Page
from ..registry import Registry
from ..vietnamese.dates import find_dates
from ..vietnamese.numbers import DASH, Number, parse_number
from ..vietnamese.text import fold, squeeze, tone_key
from .columns import DATE_WORDS, MOTTOES, NUMBER_LABEL, ROWS_TO_NUMBER, Columns, find_columns
from .headline import find_headline
from .issuer import issuer_of
from .marks import is_mark, marks_of, secrecy_of
from .rows import Row, joined, rows_of

_ROWS_TO_HEAD, _ROWS_TO_TYPE = 8, 12
_SUBJECT = re.compile(r"^v\s*/\s*v\s*[:.]?\s*", re.I)
_OPENS_SUBJECT = re.compile(r"^(?:v\s*/\s*v|về việc)\b", re.I)
_RULE_BEHIND = re.compile(r"\s+[-–_*]{3,}\s*$")
_BLANKS = re.compile(r"[.…_]{2,}|…")
_ADDRESS = re.compile(r"^kính gửi\b", re.I)
_BODY = re.compile(
    r"^(?:[-–+]\s*)?(?:căn cứ|theo đề nghị|xét|kính gửi|điều \d|chương [ivx\d]|phần|\(|của quốc hội|"
    r"[ivx]+\s*[.-]|\d+\s*[.)])",
    re.I,
)
_QUALIFIERS = ("liên ngành",)  # says that several bodies issued it; the type is the word before
_SAME_AXIS = 0.02  # of the page's width: how far the middles of a title's rows lie apart
_LONGEST_UNSET = 7  # rows
_SHORTEST_NAME = 8  # letters of a body's name that can be told from a word


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """The header, where the body of the document begins in page 1's text, and what was blank or unclear."""

    header: Header
    body_start: int
    warnings: tuple[str, ...] = ()


def find_header(pages: Sequence[Page], registry: Registry) -> FoundHeader:
    """The header of a document; every field None, and no warning, where page 1 has no letterhead."""
    if not pages:
        return FoundHeader(Header(), 0)
    page = pages[0]
    rows = rows_of(page)
    columns = find_columns(rows, registry)
    if columns is None and (headline := find_headline(rows, registry)):
        header, end = headline
        header = replace(header, marks=marks_of(rows[:end], secrecy_of(rows[:end], pages)))
        return FoundHeader(header, rows[end].start if end < len(rows) else 0)
    if columns is None:
        return FoundHeader(Header(marks=marks_of(rows[:_ROWS_TO_HEAD], secrecy_of((), pages))), 0)
    rows = list(columns.rows)
    head = _Letterhead(columns, registry)
    number, number_end = head.number()
    below = max(number_end, head.date_row()) + 1
    kind, title, title_end = _type_and_title(rows[below:], page, registry, head)
    end = max(below, below + title_end)
    day, place = head.date_and_place()
    text = "\n".join(each.text for each in pages[:3])
    column = head.issuer_lines(number_end)
    if page.source == "ocr":
        column = [registry.bodies.resembling(line) or line for line in column]
    issuer = issuer_of(column, text, registry)
    # What stands behind a hyphen may be an office of the one body that the column names.
    joint = number is not None and _is_joint(number, registry) and not _is_one(issuer, number, registry)
    header = Header(
        type=kind or _type_of_number(number, registry),
        number=str(number) if number and number.serial else None,
        symbol=number.symbol if number else None,
        issuer=None if joint else issuer,
        date=day,
        place=place,
        title=title,
        marks=marks_of(rows[:end], secrecy_of(rows[:end], pages)),
    )
    body_start = rows[end].start if end < len(rows) else 0
    return FoundHeader(header, body_start, tuple(_warnings(header, number, joint)))


def _warnings(header: Header, number: Number | None, joint: bool) -> list[str]:
    warnings = []
    if number is None:
        warnings.append(_("No number could be read in the letterhead."))
    elif number.serial is None:
        warnings.append(_("The number is blank or cannot be read."))
    if header.date is None:
        warnings.append(_("The date is blank, not whole or cannot be read."))
    if joint:
        warnings.append(_("Several bodies issued it together; none is named as the issuer."))
    elif header.issuer is None:
        warnings.append(_("The issuing body could not be read."))
    return warnings


@cache
def _offices(registry: Registry) -> tuple[str, ...]:
    return tuple(row["printed"] for row in registry.rows("signing") if row["kind"] == "speaker")


class _Letterhead:
    """What the columns of a letterhead say."""

    def __init__(self, columns: Columns, registry: Registry) -> None:
        self.rows, self.motto, self.motto_row = columns.rows, columns.motto, columns.motto_row
        self.left, self.right, self.registry = columns.left, columns.right, registry

    def _near(self) -> Sequence[Row]:
        return self.rows[self.motto_row : self.motto_row + ROWS_TO_NUMBER]

    def number(self) -> tuple[Number | None, int]:
        """The number and the last row it takes; the motto's row when there is none."""
        for row in self._near():
            left = self.left(row)
            if not NUMBER_LABEL.match(left) and not (row.index > self.motto_row and _bare_number(left)):
                continue
            text, last = _RULE_BEHIND.sub("", NUMBER_LABEL.sub("", left)), row.index
            while text.rstrip().endswith(("-", "–", "/")) and last + 1 < len(self.rows):
                last += 1
                text += self.left(self.rows[last])
            text = _BLANKS.sub(" ", text)
            number = parse_number(text) or _unreadable_serial(text)
            return number and _with_strokes(number, self.registry), last
        return None, self.motto_row

    def date_row(self) -> int:
        """The row of the place and date; the motto's row when there is none.

        What stands below the type is no letterhead, and its dates are others'.
        """
        for row in self._near():
            if row.index > self.motto_row and (_type_line(row, self.registry) or _BODY.match(row.text)):
                break
            if DATE_WORDS.search(fold(self.right(row))) and not self._is_type_or_title(row):
                return row.index
        return self.motto_row

    def _is_type_or_title(self, row: Row) -> bool:
        return row.bold and row.is_capitals

    def date_and_place(self) -> tuple[date | None, str | None]:
        """The day, None where it is blank in part, and the place before it."""
        row = self.rows[self.date_row()]
        text = self.right(row)
        if fold(text).rstrip().endswith("nam") and row.index + 1 < len(self.rows):
            text = f"{text} {self.right(self.rows[row.index + 1])}"  # a narrow column breaks before the year
        found = DATE_WORDS.search(fold(text))
        if found is None:
            return None, None
        dates = find_dates(text)
        place = text[: found.start()].strip(" ,.;:")
        return (dates[0].date if dates else None), place or None

    def issuer_lines(self, number_row: int) -> list[str]:
        """The left column down to the number."""
        end = number_row if number_row > self.motto_row else self.motto_row + 3
        lines = []
        for row in self.rows[:end]:
            left = self.left(row)
            if left and not row.is_rule and not is_mark(left) and not _OPENS_SUBJECT.match(left):
                if NUMBER_LABEL.match(left) or row.index < self.motto_row - 2:
                    continue
                lines.append(left.strip(" *_").lstrip("-– "))
        if lines:
            lines[-1] = lines[-1].rstrip("-– ")
        owner = MOTTOES.get(fold(self.motto.text), "")
        whole = f"{' '.join(lines)} {owner}"
        return [whole] if owner and self.registry.bodies.named(whole) else lines

    def names_author(self, text: str) -> bool:
        """Whether a row is the body or office that speaks below the title (`CHÍNH PHỦ`, `BỘ TRƯỞNG BỘ XÂY DỰNG`)."""
        key = tone_key(text.strip(" :*"))
        speaks = key.removesuffix(" điện").removesuffix(" quyết định")
        if not text.isupper():
            return speaks != key and self.registry.bodies.is_name(speaks) and text.split()[0].isupper()
        if key.startswith(_offices(self.registry)) or self.registry.bodies.is_name(speaks):
            return True
        column = tone_key(" ".join(self.issuer_lines(self.number()[1])))
        return len(key) > _SHORTEST_NAME and column.endswith(key)

    def subject(self, first: int) -> str | None:
        """The title of a công văn: the left column from `V/v` on."""
        parts: list[str] = []
        near = self.rows[self.motto_row : first + _ROWS_TO_TYPE]
        opens = _OPENS_SUBJECT if any(_ADDRESS.match(row.text) for row in near) else _SUBJECT
        for row in near:
            left = self.left(row) if row.index < first + _ROWS_TO_TYPE else ""
            if opens.match(left):
                parts = [_SUBJECT.sub("", left)]
            elif parts and left and not _ADDRESS.match(row.text) and not row.is_rule:
                parts.append(left)
            elif parts and (_ADDRESS.match(row.text) or not left):
                break
        return _tidy(" ".join(parts)) if parts else None


def _unreadable_serial(text: str) -> Number | None:
    """The symbol behind a serial that is no number, as OCR makes of handwriting: `4§ 46 /QĐ-UBND`."""
    dash = _BEFORE_TYPE.search(text)
    number = parse_number(text[dash.start() if dash else max(text.find("/"), 0) :])
    return number if number and number.style == ("party" if dash else "state") else None


_BEFORE_TYPE = re.compile(rf"{DASH}\s*[^\W\d_]+\s?/")


def _with_strokes(number: Number, registry: Registry) -> Number:
    """The type's letters as they should be where Đ lost its stroke: `QD-UBND`."""
    if registry.types.of_symbol(number.type) or "D" not in number.type:
        return number
    mended = number.type.replace("D", "Đ")
    return replace(number, type=mended) if registry.types.of_symbol(mended) else number


def _bare_number(text: str) -> bool:
    number = parse_number(text)
    return number is not None and number.serial is not None


def _is_joint(number: Number, registry: Registry) -> bool:
    """Whether a number names several bodies, so that no single issuer may be given."""
    bodies = number.body.split("-")
    if number.type.split("/")[0].endswith(_JOINT):
        return True
    if len(bodies) == 1:
        return False
    # Of the Party and its organisations, what stands behind the hyphen is who drafted it.
    return number.style == "state" and (len(bodies) > 2 or all(map(registry.bodies.of_symbol, bodies)))


def _is_one(issuer: str | None, number: Number, registry: Registry) -> bool:
    """Whether a known body is the issuer of a number that has not the form of a joint document's."""
    known = issuer is not None and registry.bodies.named(issuer) is not None
    return known and not number.type.split("/")[0].endswith(_JOINT)


_JOINT = "LT"  # liên tịch: `TTLT`, `NQLT`, `KHLT`


def _type_of_number(number: Number | None, registry: Registry) -> str | None:
    """Without a type line, the letters of the number decide, if they mean one type; a công văn has no type line."""
    if number is None:
        return None
    kinds = registry.types.of_symbol(number.type)
    return kinds[0].name if len(kinds) == 1 else None


def _type_and_title(
    rows: Sequence[Row], page: Page, registry: Registry, head: _Letterhead
) -> tuple[str | None, str | None, int]:
    """The type, the title, and how many of `rows` they take."""
    for index, row in enumerate(rows[:_ROWS_TO_TYPE]):
        if _ADDRESS.match(row.text):
            break
        if found := _type_line(row, registry):
            kind, rest = found
            if rest or row.bold or row.is_centred(page):
                taken = _title_rows(rows[index + 1 :], page, head, bool(rest))
            else:
                taken = _unset_title_rows(rows[index + 1 :], head)
            said = taken[1:] if len(taken) > 1 and _names_giver(taken[0].text, registry) else taken
            words = _SUBJECT.sub("", squeeze(f"{rest} {joined(said)}"))
            return kind, _tidy(words), index + 1 + len(taken)
    first = rows[0].index if rows else 0
    if subject := head.subject(first):
        end = next((index for index, row in enumerate(rows[:_ROWS_TO_TYPE]) if _ADDRESS.match(row.text)), 0)
        return "công văn", subject, end
    return None, None, 0


def _type_line(row: Row, registry: Registry) -> tuple[str, str] | None:
    """The type that a row of capitals names, alone or with the title behind it."""
    text = row.text.strip(" :*.")
    if not text.isupper():
        kind = registry.types.named(text) if text[:1].isupper() else None
        return (kind.name, "") if kind else None
    words = [word.strip(":.*") for word in text.split()]
    for count in range(min(len(words), 4), 0, -1):
        if kind := registry.types.named(" ".join(words[:count])):
            rest = " ".join(words[count:])
            return kind.name, "" if tone_key(rest) in _QUALIFIERS else rest
    return None


def _title_rows(rows: Sequence[Row], page: Page, head: _Letterhead, begun: bool) -> list[Row]:
    """The rows of the title under the type line: bold, in capitals or centred, set close to one another and alike."""
    taken: list[Row] = []
    for row in rows[:10]:
        if row.is_rule or _BODY.match(row.text) or head.names_author(row.text):
            break
        if not (row.bold or row.is_capitals or row.is_centred(page)):
            break
        if taken and not _goes_on(taken, row, page):
            break
        if not taken and begun and not (row.bold or row.is_capitals):
            break
        taken.append(row)
    return taken


def _unset_title_rows(rows: Sequence[Row], head: _Letterhead) -> list[Row]:
    """The title's rows where nothing is centred or bold: down to a blank line or what begins a text, and no prose."""
    taken: list[Row] = []
    for row in rows[:_LONGEST_UNSET]:
        apart = taken and row.top - taken[-1].top > 1.9 * max(row.size, taken[-1].size, 8.0)
        if apart or row.is_rule or _BODY.match(row.text) or head.names_author(row.text):
            return taken
        if row.text.rstrip().endswith((".", ";", ":", "!", "?")):
            return []
        taken.append(row)
    return []


def _goes_on(taken: Sequence[Row], row: Row, page: Page) -> bool:
    """Whether a row is set as the title's rows before it are."""
    before = taken[-1]
    if row.top - before.top > 1.9 * max(row.size, before.size, 8.0):
        return False
    same_axis = abs((row.x0 + row.x1) - (before.x0 + before.x1)) / 2 < _SAME_AXIS * page.width
    return row.bold == before.bold or same_axis


def _names_giver(text: str, registry: Registry) -> bool:
    """Whether a row between type and title says whose it is (`CỦA BỘ CHÍNH TRỊ`)."""
    key = tone_key(text.strip(" :"))
    return key.startswith("của ") and registry.bodies.is_name(key.removeprefix("của "))


def _tidy(title: str) -> str | None:
    plain = squeeze(title).strip(" .;:*-–_")
    return plain[:1].upper() + plain[1:] if plain else None
