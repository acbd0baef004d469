"""Citations by a whole number, and lists of them: `các Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ...model import Mention
from ...vietnamese.numbers import Number
from ..document_number import FoundNumber, after_bracket, canonical_number, is_well_formed, number_at, type_from_number
from ..grammar import LIST_SEPARATOR, NUMBER, compile_pattern, item_start
from ..input_text import InputText, Opening
from ..qualifiers import Trailing, issuer_at, share_qualifiers, trailing_qualifiers
from . import CitationForm

_SEPARATOR = compile_pattern(LIST_SEPARATOR)
_SERIAL = compile_pattern(r"\s*(?:(?:tu\s+)?so\s+)?(?P<serial>\d{1,4})(?![\w/%])(?!\s?[-–/.]\s?\w)")
_NUMBER = compile_pattern(NUMBER)
_LABEL = compile_pattern(r"\s*,?\s*(?:so\s*[:.]?)?\s*$")
_OF = compile_pattern(r"\s*(?:cua\s+)?")
_WINDOW = 110  # characters between a type word and its number
_MAX_WORDS = 5  # words between them that qualify the type: `Báo cáo thẩm định số …`
_MAX_SERIALS = 12  # serials of a list before the letters that they share
# Words that separate a type word from a number that is not its own.
_JOINING = frozenset(
    ("va", "voi", "theo", "tai", "trong", "ve", "cua", "cac", "nhu", "do", "nay", "tren", "thay", "can")
)


class _Item(NamedTuple):
    """An item of a list: its number or, where the letters follow later in the list, its serial."""

    start: int
    number: Number | None
    serial: str
    after: Trailing


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mentions of a whole number and of the other numbers of its list."""
    items: list[_Item] = []
    start, at, whole = opening.start, opening.end, 0
    while item := _next_item(source, opening, start=start, at=at, items=items, whole=whole):
        items.append(item)
        whole = len(items) if item.number else whole
        separator = _SEPARATOR.match(source.folded, item.after.end)
        if separator is None:
            break
        start, at = item_start(separator), separator.end()
    return share_qualifiers(_mentions(source, opening, items[:whole]))


def _next_item(
    source: InputText, opening: Opening, *, start: int, at: int, items: list[_Item], whole: int
) -> _Item | None:
    """Return the list item at an offset; `whole` is how many `items` there are up to the last with a whole number."""
    found = number_at(source, at)
    if found is None and not items and opening.group != "number":
        found = _distant_number(source, opening)
    if found:
        if _is_standard(source, opening, found):
            return None
        after = trailing_qualifiers(source, found.end)
        return _Item(start, found.number, "", replace(after, end=after_bracket(source, after.end, found)))
    if opening.type is None or len(items) > whole + _MAX_SERIALS:
        return None
    serial = _SERIAL.match(source.folded, at)
    return _Item(start, None, serial["serial"], Trailing(serial.end())) if serial else None


def _is_standard(source: InputText, opening: Opening, found: FoundNumber) -> bool:
    """Return whether a number is a technical standard's (`QCVN 01: 2019/BCT`): without `số` or a type's letters."""
    return opening.group == "number" and not found.number.type and source.text[opening.start].isdigit()


def _distant_number(source: InputText, opening: Opening) -> FoundNumber | None:
    """Return the number after an issuer (`Chỉ thị của Ban Bí thư số …`) or after words that qualify the type."""
    window = min(len(source.folded), opening.end + _WINDOW)
    if opening.group != "type" or "/" not in source.folded[opening.end : window]:
        return None
    match = _NUMBER.search(source.folded, opening.end, window)
    number = number_at(source, match.start()) if match else None
    if match is None or number is None:
        return None
    label = _LABEL.search(source.folded[opening.end : match.start()])
    between = (opening.end, match.start() - len(label[0] if label else ""))
    words = source.folded[slice(*between)].split()
    if not words or re.search(r"[^\w\s]|\d", source.folded[slice(*between)]):
        return None
    begin = _OF.match(source.folded, *between)
    if begin and issuer_at(source, (begin.end(), between[1]))[1] == between[1]:
        return number
    fits_type = opening.type is None or number.number.type in opening.type.symbols
    plain = len(words) <= _MAX_WORDS and not _JOINING.intersection(words) and not _has_own_type(source, between, number)
    return number if fits_type and plain else None


def _has_own_type(source: InputText, span: tuple[int, int], number: FoundNumber) -> bool:
    """Return whether the number belongs to a type word within the span (unlike `Thông báo kết luận số 12-TB/TW`)."""
    inner = source.vocabulary.trigger.search(source.folded, *span)
    if inner is None:
        return False
    kind = source.opening(inner).type
    return inner["type"] is None or kind is None or number.number.type in kind.symbols


def _mentions(source: InputText, opening: Opening, items: list[_Item]) -> list[Mention]:
    """Return the mentions of a list's items; a serial takes the letters of the next whole number."""
    registry, letters = source.registry, None
    found: list[Mention] = []
    for start, whole, serial, after in reversed(items):
        letters = whole or letters
        assert letters
        number = whole or letters._replace(serial=serial)
        type_name = opening.type_name or type_from_number(number, registry)
        mention = after.mention(start, type_name, canonical_number(number, type_name, registry))
        found.append(replace(mention, malformed=not is_well_formed(number, type_name, registry)))
    return found[::-1]


FORM = CitationForm(
    name="number",
    priority=20,
    opens=frozenset({"type", "code", "number"}),
    parse=parse,
    examples=(
        ("theo ⟦Chỉ thị số 08-CT/TU, ngày 30/3/2016⟧ của Tỉnh ủy", "chỉ thị 08-CT/TU 2016-03-30"),
        ("⟦Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020⟧", "nghị định 30/2020/NĐ-CP 2020-03-05"),
        ("⟦Kết luận số 40-KL/TW (18/7/2022)⟧ về biên chế", "kết luận 40-KL/TW 2022-07-18"),
        ("⟦Quy định số 41-QĐ/TW, tháng 11/2021⟧", "quy định 41-QĐ/TW"),
        ("⟦CHỈ THỊ SỐ 05-CT/TW⟧", "chỉ thị 05-CT/TW"),
        ("thuc hien ⟦Nghi quyet so 18-NQ/TW⟧", "nghị quyết 18-NQ/TW"),
        ("⟦Nghị quyết số 18/NQ-TW⟧ (ký hiệu đảo)", "nghị quyết 18-NQ/TW"),
        ("⟦Nghị quyết O4-NQ/TW ngày l5/6/2017⟧", "nghị quyết 04-NQ/TW 2017-06-15"),
        ("⟦Quyết định số 45/2015/QĐ-UBND⟧ - Điện Biên", "quyết định 45/2015/QĐ-UBND"),
        (
            "⟦Thông tư 12/2024/TT-BTC⟧ — VAT và ⟦Quyết định 45/2015/QĐ-UBND⟧ – ĐIỆN BIÊN",
            "thông tư 12/2024/TT-BTC | quyết định 45/2015/QĐ-UBND",
        ),
        ("⟦Nghị định số 30/2020/NĐ – CP⟧ về văn thư", "nghị định 30/2020/NĐ-CP"),
        ("⟦Chỉ thị số 100 CT/TW ngày 13/1/1981⟧", "chỉ thị 100-CT/TW 1981-01-13"),
        ("⟦Nghị quyết số 66.13/2026/NQ-CP⟧", "nghị quyết 66.13/2026/NQ-CP"),
        ("⟦Chỉ thị 05-CT/T.Ư⟧ và ⟦Quy định 37-QĐ/TƯ⟧", "chỉ thị 05-CT/TW | quy định 37-QĐ/TW"),
        ("⟦Nghị quyết 57-NQ/ТW⟧ và ⟦Ｃhỉ thị ０５-ＣＴ/ＴＷ⟧", "nghị quyết 57-NQ/TW | chỉ thị 05-CT/TW"),
        ("⟦Ngh\u00adị quyết số 18\u00adNQ/TW⟧", "nghị quyết 18-NQ/TW"),
        (
            "điểm a, b khoản 1, Điều 5, 7 đến 9 ⟦Quy định 22-QĐ/TW⟧",
            "quy định 22-QĐ/TW điểm a điểm b khoản 1 Điều 5 Điều 7 Điều 9",
        ),
        ("⟦Hướng dẫn số 21-HD/BTC/TU⟧, lớp học", "hướng dẫn 21-HD/BTC/TU"),
        ("⟦Chỉ thị của Ban Bí thư số 37-CT/TW⟧", "chỉ thị 37-CT/TW"),
        ("Xét ⟦Báo cáo thẩm định số 62/BC-BQL ngày 20/3/2026⟧", "báo cáo 62/BC-BQL 2026-03-20"),
        ("theo ⟦Thông báo kết luận số 25-TB/TU⟧", "thông báo 25-TB/TU"),
        ("⟦văn bản giải trình số 750/BQL-QHXD⟧ của Ban", "công văn 750/BQL-QHXD"),
        ("⟦Luật Xây dựng số 135/2025/QH15⟧2, chú thích", "luật 135/2025/QH15"),
        ("⟦Nghị định số 181/2024/NĐCP⟧ thiếu gạch nối", "nghị định 181/2024/NĐ-CP"),
        ("⟦KH 134/KH-UBND⟧ và ⟦CV 5973/UBND-KT⟧", "kế hoạch 134/KH-UBND | công văn 5973/UBND-KT"),
        ("⟦Quy định số 22-QĐ/TW⟧, Điều 10", "quy định 22-QĐ/TW Điều 10"),
        (
            "các ⟦Nghị quyết số 18-NQ/TW⟧, ⟦số 19-NQ/TW ngày 25/10/2017⟧",
            "nghị quyết 18-NQ/TW 2017-10-25 | nghị quyết 19-NQ/TW 2017-10-25",
        ),
        (
            "⟦Nghị quyết số 18⟧, ⟦19⟧ và ⟦20-NQ/TW⟧ của Hội nghị Trung ương 6 khóa XII",
            "nghị quyết 18-NQ/TW TW6 khóa XII | nghị quyết 19-NQ/TW TW6 khóa XII | nghị quyết 20-NQ/TW TW6 khóa XII",
        ),
        (
            "học ⟦Nghị quyết số 18-NQ/TW⟧ đến ⟦số 21-NQ/TW ngày 25/10/2017⟧",
            "nghị quyết 18-NQ/TW 2017-10-25 | nghị quyết 21-NQ/TW 2017-10-25",
        ),
    ),
    counter_examples=(
        "số điện thoại 0215-3825-409",
        "tỷ lệ 12/2020 so với 3/4 số phiếu",
        "mẫu L7/UBND và O/CP",
        "Quy chuẩn QCVN 01: 2019/BCT",
        "đã ban hành 12 CT/TU và 3 NQ/TW trong năm",
    ),
)
