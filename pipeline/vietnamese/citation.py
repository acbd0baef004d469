"""The customary form of citing a work (Nghị định 30/2020/NĐ-CP, phụ lục I) and a place in it.

A work is cited by type, number, date, body and title, a place by its labels: `mục II.1`, `Điều 5, khoản 2, điểm a`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Section

_NAMED_BY_TITLE = frozenset(("luật", "bộ luật", "pháp lệnh", "điều lệ", "cương lĩnh", "hiến pháp"))


def vietnamese_date(day: date) -> str:
    """Return `30/3/2016`: days and months below ten without a zero, as in running text."""
    return f"{day.day}/{day.month}/{day.year}"


def official_date(day: date) -> str:
    """Return `06/6/2016`: days below ten and the months 1 and 2 with a zero (Nghị định 30/2020/NĐ-CP)."""
    return f"{day.day:02}/{official_month(day)}/{day.year}"


def official_month(day: date) -> str:
    """Return the month of a date as official texts write it: `02`, `6`."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def is_named_by_title(type_name: str | None) -> bool:
    """Return whether works of this type are cited by their title: `Luật Lưu trữ`."""
    return type_name in _NAMED_BY_TITLE


def cite(
    type_name: str | None, number: str | None, day: date | None, issuer: str | None, title: str | None = None
) -> str:
    """Return `Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên về …`, leaving out what is unknown.

    A law is named by its title: `Luật Lưu trữ số 33/2024/QH15, ngày …`. The words are the document's, so they are
    Vietnamese in every language.
    """
    if title and not (type_name or number):
        named, title = title, None
    else:
        named = (type_name or "văn bản").capitalize()
    if title and type_name in _NAMED_BY_TITLE:
        named, title = title if title.lower().startswith(type_name) else f"{named} {title}", None
    parts = f"{named} số {number}" if number else named
    if day:
        parts += f", ngày {vietnamese_date(day)}"
    if issuer:
        parts += f" của {issuer}"
    if title:
        parts += f" {_lower_first(title)}" if title.lower().startswith(("về ", "v/v ")) else f" “{title}”"
    return parts


def _lower_first(title: str) -> str:
    first, _blank, rest = title.partition(" ")
    return f"{first.lower()} {rest}"


def sections_at(outline: Sequence[Section], page: int, offset: int) -> tuple[Section, ...]:
    """Return the sections that contain an offset of a page's text, the outermost first."""
    open_sections: list[Section] = []
    for section in outline:
        if (section.page, section.start) > (page, offset):
            break
        while open_sections and open_sections[-1].level >= section.level:
            open_sections.pop()
        open_sections.append(section)
    return tuple(open_sections)


def place_at(outline: Sequence[Section], page: int, offset: int) -> str | None:
    """Return the place of an offset in words, None before the first section.

    An article is named without its chapter, since articles are numbered through the document; the labels of a Party
    document are joined (`mục II.1.a`). What is numbered anew in an appendix is named with it.
    """
    open_sections = sections_at(outline, page, offset)
    if open_sections and open_sections[0].label.startswith("Phụ lục"):
        return ", ".join(filter(None, (open_sections[0].label, _labels(open_sections[1:]))))
    return _labels(open_sections)


def _labels(sections: Sequence[Section]) -> str | None:
    if not sections:
        return None
    labels = [section.label for section in sections]
    article = next((index for index, label in enumerate(labels) if label.startswith("Điều ")), None)
    if article is not None:
        clauses = zip(("khoản", "điểm"), labels[article + 1 :], strict=False)
        return ", ".join([labels[article], *(f"{kind} {label}" for kind, label in clauses)])
    named = [label for label in labels if " " in label]
    bare = [label for label in labels if " " not in label]
    joined = ""
    for label in bare:
        # `1.1` under `1` repeats its parent's label.
        repeats = joined.rsplit(".", 1)[-1] if joined else ""
        if repeats and label.startswith(f"{repeats}."):
            joined = joined[: -len(repeats)] + label
        else:
            joined = f"{joined}.{label}" if joined else label
    return ", ".join([*named, *([f"mục {joined}"] if joined else [])])
