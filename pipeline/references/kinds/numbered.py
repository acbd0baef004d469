"""Citations by a whole number, and lists of them: `các Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017`."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Mention
from ...vietnamese.numbers import Number
from ..behind import Behind, behind, body_at
from ..form import Form
from ..reading import Head, Reading
from ..shapes import MORE, NUMBER, compiled, item_start
from ..symbol import FoundNumber, canonical, closed_bracket, is_well_formed, number_at, type_told

_MORE = compiled(MORE)
_SERIAL = compiled(r"\s*(?:(?:tu\s+)?so\s+)?(?P<serial>\d{1,4})(?![\w/%])(?!\s?[-–/.]\s?\w)")
_NUMBER = compiled(NUMBER)
_LABEL = compiled(r"\s*,?\s*(?:so\s*[:.]?)?\s*$")
_OF = compiled(r"\s*(?:cua\s+)?")
_WINDOW = 110  # characters between a type word and its number
_LONGEST = 5  # words between them that tell more of the type: `Báo cáo thẩm định số …`
_MOST = 12  # serials of a list before the letters that they share
_JOINS = frozenset(("va", "voi", "theo", "tai", "trong", "ve", "cua", "cac", "nhu", "do", "nay", "tren", "thay", "can"))

_Item = tuple[int, int, Number | None, str]  # start, end, the number or, where its letters come later, its serial


def read(reading: Reading, head: Head) -> list[Mention]:
    """A whole number and, behind it, the other numbers of its list."""
    items: list[tuple[_Item, Behind]] = []
    start, at, whole = head.start, head.end, 0
    while True:
        found = number_at(reading, at) or (None if items or head.opens == "number" else _beyond(reading, head))
        serial = None if found or head.kind is None or len(items) > whole + _MOST else _SERIAL.match(reading.folded, at)
        if found and _is_standard(reading, head, found):
            break
        if found:
            after = behind(reading, found.end)
            after = replace(after, end=closed_bracket(reading, after.end, found))
            items.append(((start, after.end, found.number, ""), after))
            whole = len(items)
        elif serial:
            items.append(((start, serial.end(), None, serial["serial"]), Behind(serial.end())))
        else:
            break
        more = _MORE.match(reading.folded, items[-1][1].end)
        if more is None:
            break
        start, at = item_start(more), more.end()
    return _sharing(_mentions(reading, head, items[:whole]))


def _is_standard(reading: Reading, head: Head, found: FoundNumber) -> bool:
    """`QCVN 01: 2019/BCT`: a year and a ministry without `số` or a type's letters make no document's number."""
    return head.opens == "number" and not found.number.type and reading.text[head.start].isdigit()


def _beyond(reading: Reading, head: Head) -> FoundNumber | None:
    """The number that a body (`Chỉ thị của Ban Bí thư số …`) or words of the type's part from the type word."""
    window = min(len(reading.folded), head.end + _WINDOW)
    if head.opens != "type" or "/" not in reading.folded[head.end : window]:
        return None
    match = _NUMBER.search(reading.folded, head.end, window)
    number = number_at(reading, match.start()) if match else None
    if match is None or number is None:
        return None
    between = (head.end, match.start() - len(_LABEL.search(reading.folded[head.end : match.start()])[0]))  # type: ignore[index]
    words = reading.folded[slice(*between)].split()
    if not words or re.search(r"[^\w\s]|\d", reading.folded[slice(*between)]):
        return None
    begin = _OF.match(reading.folded, *between)
    if begin and body_at(reading, (begin.end(), between[1]))[1] == between[1]:
        return number
    of_its_type = head.kind is None or number.number.type in head.kind.symbols
    plain = len(words) <= _LONGEST and not _JOINS.intersection(words) and not _opens_another(reading, between, number)
    return number if of_its_type and plain else None


def _opens_another(reading: Reading, span: tuple[int, int], number: FoundNumber) -> bool:
    """Whether a type word between is the one that the number belongs to (but `Thông báo kết luận số 12-TB/TW`)."""
    inner = reading.vocabulary.trigger.search(reading.folded, *span)
    if inner is None:
        return False
    kind = reading.head(inner).kind
    return inner["type"] is None or kind is None or number.number.type in kind.symbols


def _mentions(reading: Reading, head: Head, items: list[tuple[_Item, Behind]]) -> list[Mention]:
    """The items; a serial takes the letters of the next whole number."""
    registry, letters = reading.registry, None
    found: list[Mention] = []
    for (start, end, whole, serial), after in reversed(items):
        letters = whole or letters
        assert letters
        number = whole or replace(letters, serial=serial)
        type_name = head.type_name or type_told(number, registry)
        found.append(
            Mention(
                start, end, "", type_name, canonical(number, type_name, registry), after.issuer, after.date, after.term,
                after.plenum, after.title, after.articles, year=after.year,
                malformed=not is_well_formed(number, type_name, registry),
            )
        )  # fmt: skip
    return found[::-1]


def _sharing(mentions: list[Mention]) -> list[Mention]:
    """What stands behind a list belongs to each item that has none of its own: day, body, term, plenum."""
    if len(mentions) < 2 or len({mention.type for mention in mentions}) > 1:
        return mentions
    *others, last = mentions
    for name in ("date", "year", "term", "plenum"):
        if all(getattr(each, name) is None for each in others):
            others = [replace(each, **{name: getattr(last, name)}) for each in others]
    if all(each.issuer is None for each in others):
        others = [replace(each, issuer=last.issuer) for each in others]
    return [*others, last]


FORM = Form(
    "number",
    frozenset({"type", "code", "number"}),
    read,
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
    counters=(
        "số điện thoại 0215-3825-409",
        "tỷ lệ 12/2020 so với 3/4 số phiếu",
        "mẫu L7/UBND và O/CP",
        "Quy chuẩn QCVN 01: 2019/BCT",
    ),
)
