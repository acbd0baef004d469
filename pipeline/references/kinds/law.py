"""Laws with their name and number, date or year: `Luật Đầu tư số 143/2025/QH15`, `Luật Đất đai năm 2024`."""

from __future__ import annotations

import re

from pipeline.model import Mention
from pipeline.references.behind import behind
from pipeline.references.form import Form
from pipeline.references.reading import Head, Reading
from pipeline.references.shapes import NUMBER
from pipeline.references.symbol import number_at

_LAWS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
_NAME = re.compile(
    rf"\s+(?P<title>[^;.“”\"()/]{{3,140}}?)\s*,?\s*"
    rf"(?:so\s*[:.]?\s*(?P<number>{NUMBER})|(?=ngay\s+\d)|(?P<year>nam\s+(?:19|20)\d\d)(?!\d))"
)


def read(reading: Reading, head: Head) -> list[Mention]:
    """A law's name up to its number, date or year."""
    kind = head.kind.name if head.kind else None
    if kind not in _LAWS:
        return []
    found = _NAME.match(reading.folded, head.end)
    if found is None or not reading.is_capital(found.start("title")) or _nests(reading, found):
        return []
    number = None
    if found["number"]:
        number = number_at(reading, found.start("number"))
        if number is None:
            return []
    after = behind(reading, number.end if number else found.end())
    if not (number or found["year"] or after.date):
        return []
    title = reading.written((head.start, found.end("title"))).rstrip(",")
    return [
        Mention(
            head.start, after.end, "", kind, str(number.number) if number else None, after.issuer, after.date,
            title=title,
        )
    ]  # fmt: skip


def _nests(reading: Reading, found: re.Match[str]) -> bool:
    """Whether what should be a law's title runs on into another citation."""
    inner = reading.vocabulary.trigger.search(reading.folded, *found.span("title"))
    if inner is None or inner["name"] is not None:
        return False
    kind = reading.head(inner).kind
    return kind is not None and kind.name != "luật"


FORM = Form(
    "law",
    frozenset({"type"}),
    read,
    examples=(
        ("⟦Luật Đầu tư số 143/2025/QH15 ngày 11/12/2025⟧ của Quốc hội", "luật 143/2025/QH15 2025-12-11"),
        ("căn cứ ⟦Luật Lâm nghiệp ngày 15 tháng 11 năm 2017⟧", "luật 2017-11-15"),
        ("⟦Luật Dự trữ quốc gia năm 2012⟧", "luật"),
    ),
    counters=("luật pháp năm 2024", "Luật sư Nguyễn Văn A phát biểu ngày 5/3"),
)
