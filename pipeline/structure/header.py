"""The header of a document: letterhead, type, title and marks.

Gazettes and collections print a headline instead of a letterhead, over several rows and without a motto:
`QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 115/2004/QĐ-TTG NGÀY 25 THÁNG 6 NĂM 2004 VỀ VIỆC …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..i18n import _
from ..model import Header, Page
from ..registry import Registry
from ..vietnamese.dates import find_dates
from ..vietnamese.numbers import Number, parse_number
from ..vietnamese.text import squeeze, tone_key
from .issue_date import date_below
from .issuer import find_issuer
from .letterhead import (
    ROWS_TO_TYPE,
    Letterhead,
    find_letterhead,
    is_addressee,
    is_second_motto,
    starts_body,
    tidy_title,
    type_line,
    without_subject_label,
)
from .marks import marks_of, secrecy_of
from .page_layout import Row, joined, rows_of

_MARKED_ROWS = 8  # rows that may have marks on a page without a letterhead
_ISSUER_PAGES = 3  # pages in which the issuer's name may be written in small letters
_NEAR_AXIS = 0.04  # where OCR measured a sheet that lay askew
_MARGIN, _MARGIN_GAP = 0.3, 10.0  # share of the page's width in which a stamp beside the title ends; points after it
_SAME_AXIS = 0.02  # of the page's width, by which the middles of a title's rows differ at most
_MAX_TITLE, _MAX_PLAIN_TITLE = 10, 7  # rows
_WHOLE_SERIAL = re.compile(r"\d{2,}")  # of a scan: numbers below ten have a zero, a letter is a misread figure
_BY_A_PERSON = "đơn"  # no body issues it
_OF = "CỦA "
_JOINT = "LT"  # liên tịch: `TTLT`, `NQLT`, `KHLT`


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """The header, where the body begins in the text of page 1, and warnings about what is blank or unclear."""

    header: Header
    body_start: int
    warnings: tuple[str, ...] = ()


def find_header(pages: Sequence[Page], registry: Registry) -> FoundHeader:
    """Return the header of a document; without fields or warnings where page 1 has no letterhead."""
    if not pages:
        return FoundHeader(Header(), 0)
    rows = rows_of(pages[0])
    if letterhead := find_letterhead(rows, registry):
        return _from_letterhead(letterhead, pages, registry)
    if headline := _from_headline(rows, registry):
        header, end = headline
        header = replace(header, marks=marks_of(rows[:end], secrecy_of(rows[:end], pages)))
        return FoundHeader(header, _start_of(rows, end))
    header = Header(marks=marks_of(rows[:_MARKED_ROWS], secrecy_of((), pages)))
    return FoundHeader(header, 0, (_("No letterhead was found: number, date and issuer are unknown."),))


def _from_letterhead(letterhead: Letterhead, pages: Sequence[Page], registry: Registry) -> FoundHeader:
    rows = list(letterhead.rows)
    number, number_row = letterhead.number()
    if pages[0].source == "ocr" and number and not _WHOLE_SERIAL.fullmatch(number.serial or ""):
        number = number._replace(serial=None)
    below = max(number_row, letterhead.date_row()) + 1
    document_type, title, length = _type_and_title(rows[below:], pages[0], registry, letterhead)
    end = below + length
    while not length and end < len(rows) and is_second_motto(rows[end].text):
        end += 1
    day, place = letterhead.date_and_place()
    if day is None and place is None:
        day, place = date_below(pages, document_type)
    lines = letterhead.issuer_lines(number_row)
    if pages[0].source == "ocr":
        lines = [registry.bodies.resembling(line) or line for line in lines]
    issuer = find_issuer(lines, "\n".join(page.text for page in pages[:_ISSUER_PAGES]), registry)
    joint = number is not None and _is_joint(number, issuer, registry)
    header = Header(
        type=document_type or _type_of_number(number, registry),
        number=str(number) if number and number.serial else None,
        symbol=number.symbol if number else None,
        issuer=None if joint or document_type == _BY_A_PERSON else issuer,
        date=day,
        place=place,
        title=title,
        marks=marks_of(rows[:end], secrecy_of(rows[:end], pages)),
    )
    return FoundHeader(header, _start_of(rows, end), tuple(_warnings(header, number, joint)))


def _start_of(rows: Sequence[Row], index: int) -> int:
    return rows[index].start if index < len(rows) else 0


def _warnings(header: Header, number: Number | None, joint: bool) -> list[str]:
    warnings = []
    if number is None:
        warnings.append(_("No number could be read in the letterhead."))
    elif number.serial is None:
        warnings.append(_("The number is blank or cannot be read."))
    if header.date is None:
        warnings.append(_("The date is blank, incomplete or cannot be read."))
    if joint:
        warnings.append(_("Several bodies issued it together; none is named as the issuer."))
    elif header.issuer is None:
        warnings.append(_("The issuing body could not be read."))
    if header.type is None:
        warnings.append(_("The type of document could not be read."))
    if header.title is None:
        warnings.append(_("The document has no title that could be read."))
    return warnings


def _is_joint(number: Number, issuer: str | None, registry: Registry) -> bool:
    """Return whether a number names several bodies, so that no single issuer can be given."""
    if number.type.split("/")[0].endswith(_JOINT):
        return True
    bodies = number.body.split("-")
    # In numbers of the Party and its organisations, the part after the hyphen is the drafting office. In others it may
    # be an office of the one body that the letterhead names.
    if len(bodies) == 1 or number.style != "state" or (issuer and registry.bodies.named(issuer)):
        return False
    return len(bodies) > 2 or all(map(registry.bodies.of_symbol, bodies))


def _type_of_number(number: Number | None, registry: Registry) -> str | None:
    """Return the type that the letters of a number mean, if they mean only one."""
    types = registry.types.of_symbol(number.type) if number else ()
    return types[0].name if len(types) == 1 else None


def _type_and_title(
    rows: Sequence[Row], page: Page, registry: Registry, letterhead: Letterhead
) -> tuple[str | None, str | None, int]:
    """Return the type, the title, and how many of `rows` they take."""
    if page.source == "ocr":
        rows = _without_margin(rows, page, registry)
    addressee = next((index for index, row in enumerate(rows[:ROWS_TO_TYPE]) if is_addressee(row)), None)
    for index, row in enumerate(rows[: ROWS_TO_TYPE if addressee is None else addressee]):
        if found := type_line(row, registry):
            document_type, rest = found
            if rest.startswith(_OF) and letterhead.names_author(rest.removeprefix(_OF)):
                rest = ""  # `QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH`
            if rest or row.bold or row.is_centred(page):
                title = _title_rows(rows[index + 1 :], page, letterhead, begun=bool(rest))
                if rest and not title and page.source == "ocr":
                    title = _title_block(rows[index:], page, letterhead)
            else:
                title = _plain_title_rows(rows[index + 1 :], letterhead)
            own = title[1:] if len(title) > 1 and _names_issuer(title[0].text, registry) else title
            text = without_subject_label(squeeze(f"{rest} {joined(own)}"))
            return document_type, tidy_title(text), index + 1 + len(title)
    subject = letterhead.subject(rows[0].index if rows else 0)
    if subject is not None:
        return "công văn", subject or None, addressee or 0
    return None, None, 0


def _without_margin(rows: Sequence[Row], page: Page, registry: Registry) -> Sequence[Row]:
    """Return rows read by OCR without what a stamp or a hand left in the margin beside type and title."""
    cleaned = list(rows)
    axis = None
    for index, row in enumerate(rows[: ROWS_TO_TYPE + _MAX_TITLE]):
        line = row.lines[-1]
        if axis is None and len(row.lines) > 1 and type_line(replace(row, lines=(line,)), registry):
            cleaned[index] = replace(row, lines=(line,))
        if axis is None and type_line(cleaned[index], registry):
            axis = (line.x0 + line.x1) / 2
        elif axis is not None and len(row.lines) == 2:
            centred = abs((line.x0 + line.x1) / 2 - axis) < _SAME_AXIS * page.width
            if centred and row.lines[0].x1 < _MARGIN * page.width and row.lines[0].x1 < line.x0 - _MARGIN_GAP:
                cleaned[index] = replace(row, lines=(line,))
    return cleaned


def _title_block(rows: Sequence[Row], page: Page, letterhead: Letterhead) -> list[Row]:
    """Return the rows of a title that begins in the row of the type, the first of `rows`, down to the next space.

    OCR does not know what is bold. The first row is centred below the type; without a space the block is the body.
    """
    first = rows[0]
    block: list[Row] = []
    for previous, row in pairwise(rows[: _MAX_PLAIN_TITLE + 1]):
        if row.is_apart_from(previous) or starts_body(row) or letterhead.names_author(row.text):
            return block
        if not block and abs((row.x0 + row.x1) - (first.x0 + first.x1)) / 2 > _NEAR_AXIS * page.width:
            return []
        block.append(row)
    return []


def _title_rows(rows: Sequence[Row], page: Page, letterhead: Letterhead, *, begun: bool) -> list[Row]:
    """Return the rows of the title below the type: bold, in capitals or centred, close to one another and alike.

    `begun` says that the title begins in the row of the type.
    """
    title: list[Row] = []
    for row in rows[:_MAX_TITLE]:
        if row.is_rule or starts_body(row) or letterhead.names_author(row.text):
            break
        emphasised = row.bold or row.is_capitals
        if not (emphasised or row.is_centred(page)):
            break
        if title and not _continues(title[-1], row, page):
            break
        if not title and begun and not emphasised:
            break
        title.append(row)
    return title


def _continues(previous: Row, row: Row, page: Page) -> bool:
    if row.is_apart_from(previous):
        return False
    same_axis = abs((row.x0 + row.x1) - (previous.x0 + previous.x1)) / 2 < _SAME_AXIS * page.width
    return row.bold == previous.bold or same_axis


def _plain_title_rows(rows: Sequence[Row], letterhead: Letterhead) -> list[Row]:
    """Return the rows of a title that is neither centred nor bold, down to a blank line or the body; none for prose."""
    title: list[Row] = []
    for row in rows[:_MAX_PLAIN_TITLE]:
        if (title and row.is_apart_from(title[-1])) or row.is_rule or starts_body(row):
            return title
        if letterhead.names_author(row.text):
            return title
        if row.text.rstrip().endswith((".", ";", ":", "!", "?")):
            return []
        title.append(row)
    return []


def _names_issuer(text: str, registry: Registry) -> bool:
    """Return whether a row between type and title names the issuer (`CỦA BỘ CHÍNH TRỊ`)."""
    key = tone_key(text.strip(" :"))
    return key.startswith("của ") and registry.bodies.is_name(key.removeprefix("của "))


_HEADLINE_START, _MAX_HEADLINE = 4, 9  # rows from the top within which a headline begins; rows of the longest
_HEADLINE = re.compile(
    r"(?P<type>[^\W\d]+(?: [^\W\d]+){0,3}?) của (?P<body>[^\d.;:]+?),? số\s*:?\s*(?P<number>[\w/.-]+[\w])\s*,?\s*"
    r"(?=ngày\b)(?P<rest>.+)",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(r"^(?:căn cứ|theo đề nghị|xét|điều \d|chương [ivx\d])", re.IGNORECASE)


def _from_headline(rows: Sequence[Row], registry: Registry) -> tuple[Header, int] | None:
    """Return the header in a headline among the first rows, and the index of the row after it.

    Without type, body, number and date it is not a headline.
    """
    for first in range(min(_HEADLINE_START, len(rows))):
        block = list(_headline_rows(rows[first : first + _MAX_HEADLINE], registry))
        found = _HEADLINE.fullmatch(squeeze(joined(block)))
        if found and (header := _headline_header(found, registry)):
            return header, first + len(block)
    return None


def _headline_header(found: re.Match[str], registry: Registry) -> Header | None:
    document_type, number = registry.types.named(found["type"]), parse_number(found["number"])
    issuer, dates = registry.bodies.proper_name(found["body"]), find_dates(found["rest"])
    if not (document_type and number and number.serial and issuer and dates) or dates[0].start:
        return None
    # The headline may be all in capitals: `QĐ-TTG`.
    number = number._replace(body=registry.bodies.canonical_symbol(number.body) or number.body)
    title = found["rest"][dates[0].end :].strip(" ,.;:")
    return Header(
        type=document_type.name, number=str(number), symbol=number.symbol, issuer=issuer, date=dates[0].date,
        title=title[:1].upper() + title[1:] or None,
    )  # fmt: skip


def _headline_rows(rows: Sequence[Row], registry: Registry) -> Iterator[Row]:
    """Yield the rows of a headline, which ends where the body begins: at other type, or after a space."""
    for place, row in enumerate(rows):
        if _ends_headline(row, registry) or (place and starts_body(row)):
            return
        if place and (rows[0].is_capitals, rows[0].bold) != (row.is_capitals, row.bold):
            return
        yield row


def _ends_headline(row: Row, registry: Registry) -> bool:
    return row.is_rule or _PREAMBLE.match(row.text) is not None or registry.bodies.is_name(row.text.strip(" :"))
