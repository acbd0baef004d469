"""Documents of congresses: `Nghị quyết Đại hội XIII`, `Văn kiện Đại hội đại biểu toàn quốc lần thứ XIII`."""

from __future__ import annotations

from ...model import Mention
from ..grammar import ROMAN, compile_pattern, roman_term
from ..input_text import GENERIC_WORDS, InputText, Opening
from ..ocr_variants import variants_of
from . import CitationForm

_DELEGATES, _NTH = rf"(?:\s*{variants_of('dai bieu')})?", rf"\s*(?:{variants_of('lan thu')}|lan(?=\s))"
_PARTY, _NATIONAL = rf"(?:\s*(?:cua\s*)?{variants_of('dang')})?", rf"(?:\s*{variants_of('toan quoc')})?"
_LOCAL = rf"{_DELEGATES}(?P<local>\s+(?:dang\s+bo|chi\s+bo)[^,.;()]{{0,60}}?)(?:{_NTH}|\s+khoa)"
_CENTRAL = rf"{_DELEGATES}{_PARTY}{_NATIONAL}{_PARTY}(?:{_NTH})?"
_CONGRESS = compile_pattern(
    rf"\s*(?:cua\s+)?{variants_of('dai hoi')}(?:{_LOCAL}|{_CENTRAL})\s+(?P<term>{ROMAN}|\d{{1,2}})(?!\w)"
)
_PAPERS = GENERIC_WORDS[1]


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mention of a resolution or the papers of a congress, national or of a local committee."""
    papers = source.vocabulary.is_generic(source.folded[opening.start : opening.end], _PAPERS)
    found = _CONGRESS.match(source.folded, opening.end)
    if found is None or not (opening.type_name == "nghị quyết" or papers):
        return []
    term = None if found["local"] else roman_term(found["term"])
    title = source.written(found.span())
    return [Mention(opening.start, found.end(), "", opening.type_name or _PAPERS, term=term, title=title)]


FORM = CitationForm(
    name="congress",
    priority=50,
    opens=frozenset({"type"}),
    parse=parse,
    examples=(
        ("⟦Nghị quyết Đại hội XIII⟧ của Đảng", "nghị quyết khóa XIII"),
        ("⟦Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII⟧ của Đảng", "nghị quyết khóa XIII"),
        ("⟦Nghị quyết Đại hội lần XIII⟧ của Đảng", "nghị quyết khóa XIII"),
        ("⟦Văn kiện Đại hội đại biểu toàn quốc lần XII⟧", "văn kiện khóa XII"),
        ("⟦Văn kiện Đại hội XII⟧", "văn kiện khóa XII"),
        ("⟦Văn kiện Đại hội Đảng toàn quốc lần thứ VI⟧", "văn kiện khóa VI"),
        ("⟦Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV⟧", "nghị quyết"),
    ),
    counter_examples=("văn kiện đại hội Chi bộ nhiệm kỳ 2020 - 2022", "Đại hội XIII của Đảng đã thành công"),
)
