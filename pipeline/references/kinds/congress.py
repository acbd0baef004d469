"""Papers of congresses: `Nghị quyết Đại hội XIII`, `Văn kiện Đại hội đại biểu toàn quốc lần thứ XIII`."""

from __future__ import annotations

from ...model import Mention
from ..form import Form
from ..reading import Head, Reading
from ..shapes import ROMAN, compiled, roman
from ..slips import loose

_DELEGATES, _NTH = rf"(?:\s*{loose('dai bieu')})?", rf"\s*{loose('lan thu')}"
_PARTY, _NATION = rf"(?:\s*(?:cua\s*)?{loose('dang')})?", rf"(?:\s*{loose('toan quoc')})?"
_LOCAL = rf"{_DELEGATES}(?P<local>\s+(?:dang\s+bo|chi\s+bo)[^,.;()]{{0,60}}?)(?:{_NTH}|\s+khoa)"
_CENTRAL = rf"{_DELEGATES}{_PARTY}{_NATION}{_PARTY}(?:{_NTH})?"
_CONGRESS = compiled(rf"\s*(?:cua\s+)?{loose('dai hoi')}(?:{_LOCAL}|{_CENTRAL})\s+(?P<term>{ROMAN}|\d{{1,2}})(?!\w)")
PAPERS = "văn kiện"


def read(reading: Reading, head: Head) -> list[Mention]:
    """The resolution or the papers of a congress, of the whole Party or of a committee's."""
    papers = reading.vocabulary.is_generic(reading.folded[head.start : head.end], PAPERS)
    found = _CONGRESS.match(reading.folded, head.end)
    if found is None or not (head.type_name == "nghị quyết" or papers):
        return []
    return [
        Mention(
            head.start,
            found.end(),
            "",
            head.type_name or PAPERS,
            term=None if found["local"] else roman(found["term"]),
            title=reading.written(found.span()),
        )
    ]


FORM = Form(
    "congress",
    frozenset({"type"}),
    read,
    examples=(
        ("⟦Nghị quyết Đại hội XIII⟧ của Đảng", "nghị quyết khóa XIII"),
        ("⟦Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII⟧ của Đảng", "nghị quyết khóa XIII"),
        ("⟦Văn kiện Đại hội XII⟧", "văn kiện khóa XII"),
        ("⟦Văn kiện Đại hội Đảng toàn quốc lần thứ VI⟧", "văn kiện khóa VI"),
        ("⟦Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV⟧", "nghị quyết"),
    ),
    counters=("văn kiện đại hội Chi bộ nhiệm kỳ 2020 - 2022", "Đại hội XIII của Đảng đã thành công"),
)
