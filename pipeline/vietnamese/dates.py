"""Dates as Vietnamese documents write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .numbers import DASH
from .text import fold, nfc

_DAY, _MONTH, _YEAR = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:19|20)\d\d)"
# A figure after one of these is part of what OCR misread (`§9`, `l5`, `ngày 1 5/3`), never a whole day; an O is a zero.
_ALONE = r"(?<![\w§$?!|¿])(?<!ngay \d )(?<!ngay\d )"
_AFTER_WORD = r"ngay\s*(?:o(?=\d\b))?"
# Run over folded text: `ngày 30 tháng 3 năm 2016`, `ngày 30/3/2016`, `30-3-2016`, `30.3.2016`.
_FORMS = re.compile(
    rf"(?:{_AFTER_WORD}|{_ALONE})(?:mung\s+|mong\s+)?{_DAY}[\s,]+thang\s+{_MONTH}[\s,]*nam\s+{_YEAR}(?!\d)"
    rf"|(?:{_AFTER_WORD}|{_ALONE}(?<![/.,-])){_DAY.replace('d>', 'd2>')}\s?(?P<sep>[/.]|{DASH})\s?"
    rf"{_MONTH.replace('m>', 'm2>')}\s?(?P=sep)\s?{_YEAR.replace('y>', 'y2>')}(?!\d)(?![/-]\w)"
)
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})\s*")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its offsets in the text, `ngày` before it included."""

    start: int
    end: int
    date: date


def find_dates(text: str) -> list[FoundDate]:
    """Return every whole date (day, month, year) in NFC text, in order, without impossible ones (31/2)."""
    found = []
    for match in _FORMS.finditer(fold(text)):
        long = match["d"] is not None
        parts = (match["y"], match["m"], match["d"]) if long else (match["y2"], match["m2"], match["d2"])
        day = _date(*map(int, parts))
        if day:
            found.append(FoundDate(match.start(), match.end(), day))
    return found


def parse_date(text: str) -> date | None:
    """Return the date that is all of `text`, in a Vietnamese form or ISO (`2016-03-30`), else None."""
    if iso := _ISO.fullmatch(text):
        return _date(*map(int, iso.groups()))
    stripped = nfc(text).strip()
    found = find_dates(stripped)
    return found[0].date if len(found) == 1 and found[0].end - found[0].start == len(stripped) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
