"""Laws with their name and number, date or year: `Luật Đầu tư số 143/2025/QH15`, `Luật Đất đai năm 2024`."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Mention
from ...vietnamese.text import fold
from ..document_number import number_at
from ..grammar import NUMBER, compile_pattern
from ..input_text import InputText, Opening
from ..qualifiers import trailing_qualifiers
from . import CitationForm

LAWS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
_END = (
    rf"\s*,?\s*\(?\s*(?:so\s*[:.]?\s*(?P<number>{NUMBER})|(?=ngay\s+\d)"
    r"|(?=(?:nam\s+)?(?:19|20)\d\d(?![\d/]|\s?[-–]\s?\d)))"
)
_NAME = compile_pattern(rf"\s+(?P<title>[^;.“”\"()/\d]{{3,140}}?){_END}")
_AMENDING = compile_pattern(rf"\s+(?P<title>sua\s+doi[^;.“”\"()/\d]{{3,400}}?){_END}")


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mention of a law's name up to its number, date or year."""
    kind = opening.type.name if opening.type else None
    if kind not in LAWS:
        return []
    if kind == "bộ luật" and not source.is_capital(opening.start):
        return []  # `đồng bộ Luật Đầu tư`
    amending = _AMENDING.match(source.folded, opening.end)
    found = amending or _NAME.match(source.folded, opening.end)
    if found is None or _contains_citation(source, found):
        return []
    if not (amending or source.is_capital(found.start("title"))):
        return []
    number = number_at(source, found.start("number")) if found["number"] else None
    if found["number"] and number is None:
        return []
    after = trailing_qualifiers(source, number.end if number else found.end("title"), law=True)
    if not (number or after.year or after.date):
        return []
    if amending and number and _is_number_of_amended(source, found, str(number.number)):
        return []
    title = source.written((opening.start, found.end("title"))).rstrip(",")
    mention = after.mention(opening.start, kind, str(number.number) if number else None)
    return [replace(mention, term=None, plenum=None, title=title)]


def _is_number_of_amended(source: InputText, found: re.Match[str], number: str) -> bool:
    """Return whether the number is the amended law's (`Luật sửa đổi, … của Luật Di sản văn hóa số 28/2001/QH10`)."""
    title = fold(found["title"])
    names = [fold(work.title or "") for work in source.registry.works.numbered(number)]
    return any(name and not name.startswith("sua doi") and title.rstrip(" ,").endswith(name) for name in names)


def _contains_citation(source: InputText, found: re.Match[str]) -> bool:
    """Return whether the supposed title of a law runs on into another citation."""
    inner = source.vocabulary.trigger.search(source.folded, *found.span("title"))
    if inner is None or inner["name"] is not None:
        return False
    kind = source.opening(inner).type
    return kind is not None and kind.name != "luật"


FORM = CitationForm(
    name="law",
    priority=30,
    opens=frozenset({"type"}),
    parse=parse,
    examples=(
        ("⟦Luật Đầu tư số 143/2025/QH15 ngày 11/12/2025⟧ của Quốc hội", "luật 143/2025/QH15 2025-12-11"),
        ("căn cứ ⟦Luật Lâm nghiệp ngày 15 tháng 11 năm 2017⟧", "luật 2017-11-15"),
        ("⟦Luật Kho dự trữ năm 2012⟧", "luật"),
        ("⟦Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư số 57/2024/QH15⟧", "luật 57/2024/QH15"),
        ("⟦Luật sửa đổi, bổ sung một số điều của Luật Địa chất và khoáng sản năm 2025⟧", "luật"),
    ),
    counter_examples=("luật pháp năm 2024", "Luật sư Nguyễn Văn A phát biểu ngày 5/3"),
)
