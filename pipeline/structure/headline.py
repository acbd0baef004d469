"""Headlines that say of a document what a letterhead would: how gazettes and collections print one.

`QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 115/2004/QĐ-TTG NGÀY 25 THÁNG 6 NĂM 2004 VỀ VIỆC …`, over several rows, with
no motto above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ..model import Header
from ..registry import Registry
from ..vietnamese.dates import find_dates
from ..vietnamese.numbers import Number, parse_number
from ..vietnamese.text import squeeze
from .rows import Row, joined

_FIRST_ROWS, _LONGEST = 4, 9  # rows from the top within which it begins, and that it may take
_FORM = re.compile(
    r"(?P<type>[^\W\d]+(?: [^\W\d]+){0,3}?) của (?P<body>[^\d.;:]+?),? số\s*:?\s*(?P<number>[\w/.-]+[\w])\s*,?\s*"
    r"(?=ngày\b)(?P<rest>.+)",
    re.IGNORECASE,
)
_CONTEXT = re.compile(r"^(?:căn cứ|theo đề nghị|xét|điều \d|chương [ivx\d])", re.IGNORECASE)


def find_headline(rows: Sequence[Row], registry: Registry) -> tuple[Header, int] | None:
    """The header that a headline among the first rows gives, and the row behind it; None where there is none.

    All of type, body, number and date must be there: what only resembles a headline is text.
    """
    for first in range(min(_FIRST_ROWS, len(rows))):
        block = list(takewhile(lambda row: not _ends(row, registry), rows[first : first + _LONGEST]))
        found = _FORM.fullmatch(squeeze(joined(block)))
        kind = registry.types.named(found["type"]) if found else None
        number = parse_number(found["number"]) if found else None
        if found and kind and number and number.serial:
            dates = find_dates(found["rest"])
            issuer = registry.bodies.proper_name(found["body"])
            if issuer and dates and not dates[0].start:
                title = found["rest"][dates[0].end :].strip(" ,.;:")
                header = Header(
                    type=kind.name, number=str(_spelled(number, registry)), symbol=_spelled(number, registry).symbol,
                    issuer=issuer, date=dates[0].date, title=title[:1].upper() + title[1:] or None,
                )  # fmt: skip
                return header, first + len(block)
    return None


def _ends(row: Row, registry: Registry) -> bool:
    return row.is_rule or _CONTEXT.match(row.text) is not None or registry.bodies.is_name(row.text.strip(" :"))


def _spelled(number: Number, registry: Registry) -> Number:
    """The number with its body's letters as usual, where the headline is all in capitals (`QĐ-TTG`)."""
    return replace(number, body=registry.bodies.canonical_symbol(number.body) or number.body)
