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
_MAX_OPENING = 120  # characters up to the day
_PLACED = re.compile(r"^([^\W\d][^\d,;:()]{1,30}), ngày\b.{1,24}\bnăm\b.{0,8}$", re.IGNORECASE)
_LAST_PAGES = 3


def date_below(pages: Sequence[Page], document_type: str | None) -> tuple[date | None, str | None]:
    """Return the date and the place below the title; None where there is no such line, or its day is blank."""
    if document_type == _MINUTES and (day := _opening_day(pages[0])):
        return day, None
    for page in reversed(pages[:_LAST_PAGES]):
        for row in reversed(rows_of(page)):
            for line in row.lines:
                if not line.cell and (placed := _PLACED.match(squeeze(line.text))):
                    dates = find_dates(line.text)
                    return (dates[0].date if dates else None), placed[1].strip()
    return None, None


def _opening_day(page: Page) -> date | None:
    """Return the day in the opening lines of minutes."""
    rows = rows_of(page)[:_OPENING_ROWS]
    for place, row in enumerate(rows):
        if _OPENING.match(tone_key(row.text)) or _DAY_FIRST.match(row.text):
            text = squeeze(" ".join(each.text for each in rows[place : place + 2]))
            dates = [found for found in find_dates(text) if found.start <= _MAX_OPENING and found.date]
            if dates:
                return dates[0].date
    return None
