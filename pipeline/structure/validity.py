"""The validity clause of a document: `Quy định này có hiệu lực kể từ ngày ký`.

A normative document must name the day from which it is in force (Luật Ban hành văn bản quy phạm pháp luật); a Party
document usually names the day of its signing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..model import Header, Page, Validity
from ..vietnamese.dates import find_dates
from ..vietnamese.text import tone_key

# Matches `tone_key` text; {type} is the document's own type, so that clauses about other documents do not match.
_IN_FORCE = r"(?<!\w){type}\s+(?:này\s+)?(?:chính\s+thức\s+)?có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?"
_SINCE = re.compile(r"\s*,?\s*(?:kể\s+)?từ\s+(?P<day>ngày\s+(?:được\s+)?(?:ký|ban\s+hành)|(?=ngày\s+\d|\d{1,2}/))")
_UNTIL = re.compile(r"[^.;]{0,80}?\bđến\s+(?:hết\s+)?(?=ngày\s+\d|\d{1,2}/)")
_MAX_DATE = 40  # characters


def find_validity(pages: Sequence[Page], header: Header) -> Validity | None:
    """Return the first validity clause of a document; None when none has a date."""
    if header.type is None:
        return None
    clause = re.compile(_IN_FORCE.format(type=r"\s+".join(map(re.escape, tone_key(header.type).split()))))
    for page in pages:
        key = tone_key(page.text)
        for found in clause.finditer(key):
            since = _since(page.text, key, found.end(), header.date)
            until = _until(page.text, key, found.end())
            if since or until:
                return Validity(since, until, page.number, found.start())
    return None


def _since(text: str, key: str, at: int, signed: date | None) -> date | None:
    match = _SINCE.match(key, at)
    if match is None:
        return None
    return signed if match["day"] else _day_at(text, match.end())


def _until(text: str, key: str, at: int) -> date | None:
    match = _UNTIL.match(key, at)
    return _day_at(text, match.end()) if match else None


def _day_at(text: str, at: int) -> date | None:
    days = find_dates(text[at : at + _MAX_DATE])
    return days[0].date if days and days[0].start == 0 else None
