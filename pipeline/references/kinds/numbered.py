"""Citations by a whole number, and lists of them: `các Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Mention
from pipeline.references.behind import behind
from pipeline.references.form import Form
from pipeline.references.reading import Head, Reading
from pipeline.references.shapes import MORE, item_start
from pipeline.references.symbol import canonical, is_well_formed, number_at, type_told

_MORE = re.compile(MORE)


def read(reading: Reading, head: Head) -> list[Mention]:
    """A whole number and, behind it, the other numbers of its list."""
    found: list[Mention] = []
    start, at, registry = head.start, head.end, reading.registry
    while number := number_at(reading, at):
        type_name = head.type_name or type_told(number.number, registry)
        after = behind(reading, number.end)
        found.append(
            Mention(
                start, after.end, "", type_name, canonical(number.number, type_name, registry), after.issuer,
                after.date, after.term, after.plenum, after.title,
                malformed=not is_well_formed(number.number, type_name, registry),
            )
        )  # fmt: skip
        more = _MORE.match(reading.folded, after.end)
        if more is None:
            break
        start, at = item_start(more), more.end()
    return _sharing_date(found)


def _sharing_date(mentions: list[Mention]) -> list[Mention]:
    """`số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017`: the date and body that close a list hold for its undated items."""
    if len(mentions) < 2 or mentions[-1].date is None:
        return mentions
    last = mentions[-1]
    undated = all(mention.date is None and mention.issuer is None for mention in mentions[:-1])
    same_type = all(mention.type == last.type for mention in mentions)
    if not (undated and same_type):
        return mentions
    return [*(replace(each, date=last.date, issuer=last.issuer) for each in mentions[:-1]), last]


FORM = Form(
    "number",
    frozenset({"type", "code", "number"}),
    read,
    examples=(
        ("theo ⟦Chỉ thị số 08-CT/TU, ngày 30/3/2016⟧ của Tỉnh ủy", "chỉ thị 08-CT/TU 2016-03-30"),
        ("⟦Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020⟧", "nghị định 30/2020/NĐ-CP 2020-03-05"),
        ("⟦CHỈ THỊ SỐ 05-CT/TW⟧", "chỉ thị 05-CT/TW"),
        ("thuc hien ⟦Nghi quyet so 18-NQ/TW⟧", "nghị quyết 18-NQ/TW"),
        ("⟦Nghị quyết số 18/NQ-TW⟧ (ký hiệu đảo)", "nghị quyết 18-NQ/TW"),
        ("⟦Nghị quyết O4-NQ/TW ngày l5/6/2017⟧", "nghị quyết 04-NQ/TW 2017-06-15"),
        ("⟦Quyết định số 45/2015/QĐ-UBND⟧ - Điện Biên", "quyết định 45/2015/QĐ-UBND"),
        (
            "các ⟦Nghị quyết số 18-NQ/TW⟧, ⟦số 19-NQ/TW ngày 25/10/2017⟧",
            "nghị quyết 18-NQ/TW 2017-10-25 | nghị quyết 19-NQ/TW 2017-10-25",
        ),
    ),
    counters=("số điện thoại 0215-3825-409", "tỷ lệ 12/2020 so với 3/4 số phiếu", "mẫu L7/UBND và O/CP"),
)
