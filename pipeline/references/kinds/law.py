"""Laws with their name and number, date or year: `Luật Đầu tư số 143/2025/QH15`, `Luật Đất đai năm 2024`."""

from __future__ import annotations

import re

from ...model import Mention
from ...vietnamese.text import fold
from ..behind import behind
from ..form import Form
from ..reading import Head, Reading
from ..shapes import NUMBER, compiled
from ..symbol import number_at

LAWS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
_ENDS = (
    rf"\s*,?\s*\(?\s*(?:so\s*[:.]?\s*(?P<number>{NUMBER})|(?=ngay\s+\d)"
    r"|(?=(?:nam\s+)?(?:19|20)\d\d(?![\d/]|\s?[-–]\s?\d)))"
)
_NAME = compiled(rf"\s+(?P<title>[^;.“”\"()/\d]{{3,140}}?){_ENDS}")
_AMENDING = compiled(rf"\s+(?P<title>sua\s+doi[^;.“”\"()/\d]{{3,400}}?){_ENDS}")


def read(reading: Reading, head: Head) -> list[Mention]:
    """A law's name up to its number, date or year."""
    kind = head.kind.name if head.kind else None
    if kind not in LAWS:
        return []
    if kind == "bộ luật" and not reading.is_capital(head.start):
        return []  # `đồng bộ Luật Đầu tư`
    amending = _AMENDING.match(reading.folded, head.end)
    found = amending or _NAME.match(reading.folded, head.end)
    if found is None or _nests(reading, found) or not (amending or reading.is_capital(found.start("title"))):
        return []
    number = None
    if found["number"]:
        number = number_at(reading, found.start("number"))
        if number is None:
            return []
    after = behind(reading, number.end if number else found.end("title"), law=True)
    if not (number or after.year or after.date):
        return []
    if amending and number and _is_of_amended(reading, found, str(number.number)):
        return []
    title = reading.written((head.start, found.end("title"))).rstrip(",")
    return [
        Mention(
            head.start, after.end, "", kind, str(number.number) if number else None, after.issuer, after.date, None,
            None, title, after.articles, year=after.year,
        )
    ]  # fmt: skip


def _is_of_amended(reading: Reading, found: re.Match[str], number: str) -> bool:
    """`Luật sửa đổi, bổ sung một số điều của Luật Di sản văn hóa số 28/2001/QH10`: the number of the law amended."""
    title = fold(found["title"])
    works = reading.registry.works.numbered(number)
    names = [fold(work.title or "") for work in works]
    return any(name and not name.startswith("sua doi") and title.rstrip(" ,").endswith(name) for name in names)


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
        ("⟦Luật Kho dự trữ năm 2012⟧", "luật"),
        (
            "⟦Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư số 57/2024/QH15⟧",
            "luật 57/2024/QH15",
        ),
        ("⟦Luật sửa đổi, bổ sung một số điều của Luật Địa chất và khoáng sản năm 2025⟧", "luật"),
    ),
    counters=("luật pháp năm 2024", "Luật sư Nguyễn Văn A phát biểu ngày 5/3"),
)
