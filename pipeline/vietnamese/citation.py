"""The customary form of citing a work: type, number, date, body, title (Nghị định 30/2020/NĐ-CP, phụ lục I)."""

from __future__ import annotations

from datetime import date

# These are named by their titles.
_NAMED = frozenset(("luật", "bộ luật", "pháp lệnh", "điều lệ", "cương lĩnh", "hiến pháp"))


def vietnamese_date(day: date) -> str:
    """`30/3/2016`: days and months below ten without a zero, as in running text."""
    return f"{day.day}/{day.month}/{day.year}"


def cite(
    type_name: str | None, number: str | None, day: date | None, issuer: str | None, title: str | None = None
) -> str:
    """`Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên về …`, leaving out what is unknown.

    A law is named by its title: `Luật Lưu trữ số 33/2024/QH15, ngày …`.

    These are the document's words, so they stay Vietnamese in every language.
    """
    named = (type_name or "văn bản").capitalize()
    if title and type_name in _NAMED:
        named, title = title if title.lower().startswith(type_name) else f"{named} {title}", None
    parts = f"{named} số {number}" if number else named
    if day:
        parts += f", ngày {vietnamese_date(day)}"
    if issuer:
        parts += f" của {issuer}"
    if title:
        parts += f" {_uncapitalised(title)}" if title.lower().startswith(("về ", "v/v ")) else f" “{title}”"
    return parts


def _uncapitalised(title: str) -> str:
    first, _blank, rest = title.partition(" ")
    return f"{first.lower()} {rest}"
