"""The date of a document whose letterhead has no line for it: in the opening of minutes, or above the signature.

Minutes open with the hour and day of the meeting (`Hôm nay, vào hồi 8 giờ, ngày 14 tháng 11 năm 2025`). Applications,
self-criticisms and licences have their place and date above the signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..model import Page
from ..vietnamese.dates import find_dates
from ..vietnamese.text import squeeze, tone_key
from .page_layout import rows_of

_MINUTES = "biên bản"
_OPENING_ROWS = 20  # of page 1
_OPENING = re.compile(r"^\W*(?:hôm nay|vào hồi|vào lúc|hồi|thời gian|bắt đầu|khai mạc)\b")
_DAY_FIRST = re.compile(r"^\W*Ngày\b")  # `ngày` at the start of a row may go on with the day of a work cited above
_CLOCK = re.compile(r"^\W*(?:thời gian )?bắt đầu\b.{0,12}\d\s*(?:h|giờ|:)")  # further down, in a list of data
_FIRST_ISSUE = re.compile(r"^\W*(?:chứng nhận|đăng ký|cấp) lần đầu\W+ngày\b")
_CHANGED = re.compile(r"\b(?:thay đổi|điều chỉnh|cấp lại|sửa đổi)\W+lần thứ\b")
_DAY_ALONE = re.compile(r"^\W*ngày\b.{1,24}\bnăm\b.{0,8}$", re.IGNORECASE)
_MAX_OPENING = 120  # characters up to the day
_PLACED = re.compile(r"^([^\W\d][^\d,;:()]{1,30}), ngày\b.{1,24}\bnăm\b.{0,8}$", re.IGNORECASE)
_LAST_PAGES = 3


def date_below(pages: Sequence[Page], document_type: str | None) -> tuple[date | None, str | None]:
    """Return the date and the place below the title; None where there is no such line, or its day is blank."""
    if document_type == _MINUTES and (day := _opening_day(pages[0])):
        return day, None
    if day := _first_issue(pages[0]):
        return day, None
    for page in reversed(pages[:_LAST_PAGES]):
        for row in reversed(rows_of(page)):
            for line in row.lines:
                if not line.cell and (placed := _PLACED.match(squeeze(line.text))):
                    dates = find_dates(line.text)
                    return (dates[0].date if dates else None), placed[1].strip()
    return _signing_day(pages), None


def _first_issue(page: Page) -> date | None:
    """Return the day below the title of a certificate: `Chứng nhận lần đầu: ngày …`; None for one changed later."""
    keys = [tone_key(row.text) for row in rows_of(page)[:_OPENING_ROWS]]
    found = [day for key in keys if _FIRST_ISSUE.match(key) for day in find_dates(key)]
    return found[0].date if len(found) == 1 and not any(map(_CHANGED.search, keys)) else None


def _signing_day(pages: Sequence[Page]) -> date | None:
    """Return the day in lines of their own in the right half, above signatures, if all of them agree."""
    lines = [
        line
        for page in pages[:_LAST_PAGES]
        for row in rows_of(page)
        for line in row.lines[-1:]
        if not line.cell and line.x0 > page.width / 2 and _DAY_ALONE.match(squeeze(line.text))
    ]
    days = {found.date for line in lines for found in find_dates(line.text)}
    return (
        next(iter(days)) if len(days) == 1 and len(lines) == sum(1 for line in lines if find_dates(line.text)) else None
    )


def _opening_day(page: Page) -> date | None:
    """Return the day in the opening lines of minutes."""
    rows = rows_of(page)
    for place, row in enumerate(rows):
        if place >= _OPENING_ROWS and not _CLOCK.match(tone_key(row.text)):
            continue
        if _OPENING.match(tone_key(row.text)) or _DAY_FIRST.match(row.text):
            text = squeeze(" ".join(each.text for each in rows[place : place + 2]))
            dates = [found for found in find_dates(text) if found.start <= _MAX_OPENING and found.date]
            if dates:
                return dates[0].date
    return None
