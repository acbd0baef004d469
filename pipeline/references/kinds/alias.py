"""Works cited by name: `Điều lệ Đảng`, `Hiến pháp năm 2013`, `Luật Cán bộ, công chức số 22/2008/QH12`."""

from __future__ import annotations

from dataclasses import replace

from ...model import Mention
from ..document_number import after_bracket, number_at
from ..grammar import compile_pattern
from ..input_text import InputText, Opening
from ..qualifiers import trailing_qualifiers
from . import CitationForm

_OF_OTHERS = compile_pattern(r"\s+(?:cua|cac|mot|nuoc|ban)\b")  # `điều lệ đảng của các nước`
_MIN_MISREAD = 14  # letters from which an OCR variant of a name cannot be another word


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mention of a name of aliases.tsv written as a name, with its number, date and term."""
    if not (source.is_capital(opening.start) or _is_name_in_small_letters(source, opening)):
        return []
    name = source.vocabulary.registered_name(source.written((opening.start, opening.end)))
    works = source.registry.works.aliased(name)
    number = number_at(source, opening.end)
    after = trailing_qualifiers(source, number.end if number else opening.end, law=True)
    if opening.misread and len(name) < _MIN_MISREAD and not (number or after.date or after.year):
        return []  # `Biện pháp` is not `Hiến pháp`
    type_name = works[0].type if works else source.vocabulary.leading_type(name)
    mention = after.mention(opening.start, type_name, str(number.number) if number else None)
    return [replace(mention, end=after_bracket(source, after.end, number), plenum=None, title=name)]


def _is_name_in_small_letters(source: InputText, opening: Opening) -> bool:
    """Return whether only the type word of a name is small (`luật Đất đai`), or the name is that of statutes."""
    kind = source.vocabulary.leading_type(source.text[opening.start : opening.end])
    if kind is None or opening.misread:
        return False
    rest = source.text[opening.start + len(kind) : opening.end].lstrip()
    return rest[:1].isupper() or (kind == "điều lệ" and not _OF_OTHERS.match(source.folded, opening.end))


FORM = CitationForm(
    name="name",
    priority=10,
    opens=frozenset({"name"}),
    parse=parse,
    examples=(
        ("theo Điều 5 ⟦Hiến pháp năm 2013⟧", "hiến pháp Điều 5"),
        ("⟦Luật Cán bộ, công chức số 22/2008/QH12⟧", "luật 22/2008/QH12"),
        ("thi hanh ⟦Dieu le Dang⟧", "điều lệ"),
        ("⟦Bộ luật Dân sự năm 2015⟧", "bộ luật"),
        ("sửa đổi ⟦Hiến pháp 2013⟧", "hiến pháp"),
        ("⟦Luật Căn cước (số 26/2023/QH15)⟧", "luật 26/2023/QH15"),
        ("xem ⟦Điều lệ Đảng⟧, Điều 5, khoản 4", "điều lệ Điều 5 khoản 4"),
        ("⟦Cương lĩnh năm 2011⟧", "cương lĩnh"),
        ("học ⟦điều lệ Đảng⟧, thi hành ⟦điều lệ đảng⟧.", "điều lệ | điều lệ"),
        ("theo ⟦luật Lưu trữ⟧ và ⟦luật Bảo hiểm xã hội năm 2024⟧", "luật | luật"),
        ("⟦Luật BVMT năm 2020⟧, ⟦BLHS⟧ và ⟦Luật CBCC⟧", "luật | bộ luật | luật"),
    ),
    counter_examples=("xây dựng điều lệ đảng của các nước", "theo hiến pháp và pháp luật", "sửa luật đất đai"),
)
