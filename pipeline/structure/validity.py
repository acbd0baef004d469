"""What a document says of its own coming into force and end: `Quy định này có hiệu lực kể từ ngày ký`.

A normative document must name the day (Luật Ban hành văn bản quy phạm pháp luật); a Party document usually names
that of its signing. A document that is silent gets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..model import Header, Page
from ..model.validity import Validity
from ..vietnamese.dates import find_dates
from ..vietnamese.text import tone_key

# Over `tone_key` text; {type} is the document's own, so that what it says of others is not taken for it.
_HOLDS = r"(?<!\w){type}\s+(?:này\s+)?(?:chính\s+thức\s+)?có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?"
_SINCE = re.compile(r"\s*,?\s*(?:kể\s+)?từ\s+(?P<day>ngày\s+(?:được\s+)?(?:ký|ban\s+hành)|(?=ngày\s+\d|\d{1,2}/))")
_UNTIL = re.compile(r"[^.;]{0,80}?\bđến\s+(?:hết\s+)?(?=ngày\s+\d|\d{1,2}/)")
_DAY = 40  # characters in which a date ends


def validity(pages: Sequence[Page], header: Header) -> Validity | None:
    """What the document says first of its own validity; None when it says nothing that can be dated."""
    if header.type is None:
        return None
    holds = re.compile(_HOLDS.format(type=r"\s+".join(map(re.escape, tone_key(header.type).split()))))
    for page in pages:
        key = tone_key(page.text)
        for found in holds.finditer(key):
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
    days = find_dates(text[at : at + _DAY])
    return days[0].date if days and days[0].start == 0 else None
