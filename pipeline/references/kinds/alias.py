"""Works cited by name: `Điều lệ Đảng`, `Hiến pháp năm 2013`, `Luật Cán bộ, công chức số 22/2008/QH12`."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Mention
from ..document_number import after_bracket, number_at
from ..grammar import compile_pattern
from ..input_text import InputText, Opening
from ..qualifiers import trailing_qualifiers
from . import CitationForm

_OF_OTHERS = compile_pattern(r"\s+(?:cua|cac|mot|nuoc|ban)\b")  # `điều lệ đảng của các nước`
_NEXT_YEAR = compile_pattern(
    r"\s*(?:,|,?\s*va(?=\s))\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?![\w/]|\s?[-–]\s?\d|[.,]\d)"
)
_YEAR_IN_NAME = re.compile(r" (?:năm )?\d{4}$")
_MIN_MISREAD = 14  # letters from which an OCR variant of a name cannot be another word


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mention of a name of aliases.tsv written as a name, with its number, date and term."""
    if not (source.is_capital(opening.start) or _is_name_in_small_letters(source, opening)):
        return []
    name = source.vocabulary.registered_name(source.written((opening.start, opening.end)))
    works = source.registry.works.aliased(name)
    number = number_at(source, opening.end)
    in_name = _YEAR_IN_NAME.search(name)
    after = trailing_qualifiers(source, number.end if number else opening.end, law=not in_name)
    if opening.misread and len(name) < _MIN_MISREAD and not (number or after.date or after.year):
        return []  # `Biện pháp` is not `Hiến pháp`
    type_name = works[0].type if works else source.vocabulary.leading_type(name)
    mention = after.mention(opening.start, type_name, str(number.number) if number else None)
    first = replace(mention, end=after_bracket(source, after.end, number), plenum=None, title=name)
    return [first, *(_of_other_years(source, first) if in_name or first.year else ())]


def _of_other_years(source: InputText, first: Mention) -> list[Mention]:
    """Return a mention for each further year of a list: `Hiến pháp năm 1946, 1959 và 2013`."""
    found = [first]
    name = _YEAR_IN_NAME.sub("", first.title or "")
    while not (first.number or first.date) and (match := _NEXT_YEAR.match(source.folded, found[-1].end)):
        title = f"{name} năm {match['year']}"
        listed = title if source.registry.works.aliased(title) else name
        found.append(Mention(*match.span("year"), "", first.type, title=listed, year=int(match["year"])))
    return found[1:]


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
        ("các bản ⟦Hiến pháp năm 1946⟧, ⟦1959⟧ và ⟦1980⟧", "hiến pháp | hiến pháp | hiến pháp"),
        ("xem ⟦Điều lệ Đảng⟧, Điều 5, khoản 4", "điều lệ Điều 5 khoản 4"),
        ("⟦Cương lĩnh năm 2011⟧", "cương lĩnh"),
        ("học ⟦điều lệ Đảng⟧, thi hành ⟦điều lệ đảng⟧.", "điều lệ | điều lệ"),
        ("theo ⟦luật Lưu trữ⟧ và ⟦luật Bảo hiểm xã hội năm 2024⟧", "luật | luật"),
        ("⟦Luật BVMT năm 2020⟧, ⟦BLHS⟧ và ⟦Luật CBCC⟧", "luật | bộ luật | luật"),
    ),
    counter_examples=("xây dựng điều lệ đảng của các nước", "theo hiến pháp và pháp luật", "sửa luật đất đai"),
)
