"""Citations by type and serial alone: `Chỉ thị 05`, `Quy định số 76`, `Nghị quyết 57, 59, 66 và 68`."""

from __future__ import annotations

import re

from ...model import Mention
from ...vietnamese.text import tone_key
from ..grammar import LIST_SEPARATOR, compile_pattern, item_start
from ..input_text import InputText, Opening
from ..qualifiers import share_qualifiers, trailing_qualifiers
from . import CitationForm

_SERIAL = compile_pattern(
    r"\s*(?P<so>so\s*)?(?P<number>\d{1,4}(?:(?:\.\d{1,2})?/(?:19|20)\d\d)?)(?![\w/%–-])(?!\s?[-–/]\s?\d|\s/|[.,]\d)"
)
_SEPARATOR = compile_pattern(LIST_SEPARATOR)
_NEXT_SERIAL = compile_pattern(r"(?P<number>\d{1,3})(?![\w/%.])(?!\s?[-–/.]\s?\w)")
_YEAR = compile_pattern(r"năm (?:19|20)\d\d")
_FORM = compile_pattern(r"\b(?:mau|bieu|phieu|to\s+khai|so|chup|may)\s*$")  # `Tờ khai CT01` is a form
_MIN_MISREAD = 10  # letters from which an OCR variant of a type word cannot be another word
_NOUNS = frozenset(("nghị quyết", "chỉ thị"))  # type words that are never verbs
_CARRIES_OUT = compile_pattern(
    r"(?<!\w)(?:theo|thuc\s+hien|hoc\s+tap|hoc|quan\s+triet|trien\s+khai|huong\s+ung|so\s+ket|tong\s+ket|tinh\s+than"
    r"|noi\s+dung|chap\s+hanh|thi\s+hanh|pho\s+bien|nghien\s+cuu|cu\s+the\s+hoa)\s+$"
)
_CONTINUES = compile_pattern(r"\s*(?:[.,;:!?)”\"]|$)|\s+(?:va|cua|ve|da|duoc|la|trong|den|tai|voi)(?!\w)")
_MAX_CUE = 14  # characters of what a document is done to
_LAWS = frozenset(("luật", "bộ luật"))
_BARE = ("yes", "glued")


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mentions of a serial after a type word and of its list's other serials; none for counted nouns."""
    found = _SERIAL.match(source.folded, opening.end)
    if opening.type is None or found is None or not _may_cite(source, opening, found):
        return []
    mentions = [_mention(source, opening.start, found, opening.type_name)]
    if mentions[0].end == found.end() and _counts(source, found.end(), opening, labelled=found["so"] is not None):
        return []  # `quyết định số 3 người`
    while not found["so"] or mentions[-1].date is None:
        separator = _SEPARATOR.match(source.folded, mentions[-1].end)
        serial = separator and _NEXT_SERIAL.match(source.folded, separator.end())
        if not separator or not serial or _counts(source, serial.end(), opening):
            break
        mentions.append(_mention(source, item_start(separator), serial, opening.type_name))
    mentions = share_qualifiers(mentions)
    return mentions if _is_cited(source, opening, found, mentions[0]) else []


def _may_cite(source: InputText, opening: Opening, found: re.Match[str]) -> bool:
    """Return whether a type word and the serial after it may cite a document; registry/types.tsv says which types."""
    assert opening.type
    labelled, has_year = found["so"] is not None, "/" in found["number"]
    if opening.misread and not labelled and len(opening.type.name) < _MIN_MISREAD:
        return False  # `gia công Điều 542` is not a công điện
    if opening.group == "code" and not source.text[opening.end].isspace():
        before = source.folded[max(0, opening.start - 12) : opening.start]
        return opening.type.bare == "glued" and len(found["number"]) > 1 and not _FORM.search(before)
    may_be_bare = opening.type.bare in _BARE or (opening.group == "code" and opening.type.bare == "code")
    if has_year:
        return source.is_capital(opening.start) and (may_be_bare or opening.type.name in _LAWS)
    return labelled or may_be_bare


def _is_cited(source: InputText, opening: Opening, found: re.Match[str], first: Mention) -> bool:
    """Return whether the text marks a citation: by a capital, `số`, or the issuer, day or term after the serial."""
    marked = source.is_capital(opening.start) or opening.group == "code" or found["so"] is not None
    if len(found["number"]) > 1 and _CONTINUES.match(source.folded, found.end()):
        before = source.folded[max(0, opening.start - _MAX_CUE) : opening.start]
        if opening.type_name in _NOUNS or _CARRIES_OUT.search(before):
            return True  # `thực hiện quy định 294`, `nghị quyết 57 và nghị quyết 68`
    by_name = first.issuer and (first.issuer[0].isupper() or source.registry.bodies.is_name(first.issuer))
    return marked or any((by_name, first.date, first.term))


def _mention(source: InputText, start: int, found: re.Match[str], type_name: str | None) -> Mention:
    number = source.written(found.span("number"))
    return trailing_qualifiers(source, found.end()).mention(start, type_name, number)


def _counts(source: InputText, at: int, opening: Opening, *, labelled: bool = False) -> bool:
    """Return whether a number counts the noun after it (`2 đồng chí`, `5 năm`) and is not a serial."""
    following = tone_key(source.text[at : at + 40]).lstrip()
    if _YEAR.match(following) or (opening.group == "code" and following.startswith("năm ")):
        return False  # `NQ 57 năm đầu`: an abbreviation does not count years
    words = source.vocabulary
    if labelled:
        counted = words.measured_folded if following.isascii() else words.measured
    else:
        counted = words.counted_folded if following.isascii() else words.counted
    return source.text[at : at + 1].isspace() and counted.match(following) is not None


FORM = CitationForm(
    name="bare number",
    priority=70,
    opens=frozenset({"type", "code"}),
    parse=parse,
    examples=(
        ("học tập ⟦Chỉ thị 05⟧ của Bộ Chính trị", "chỉ thị 05"),
        ("⟦Quy định số 76⟧", "quy định 76"),
        ("Kinh phí ⟦NQ 57⟧ năm đầu", "nghị quyết 57"),
        ("⟦NĐ 32/2024⟧, ⟦Luật 147/2025⟧", "nghị định 32/2024 | luật 147/2025"),
        ("rà soát theo ⟦CV 5973⟧", "công văn 5973"),
        ("⟦Chỉ thị số 05 ngày 15/5/2016⟧", "chỉ thị 05 2016-05-15"),
        ("thực hiện ⟦chỉ thị 15⟧ của Thủ tướng Chính phủ", "chỉ thị 15"),
        ("các ⟦nghị quyết 18⟧, ⟦19⟧ của Ban Chấp hành Trung ương", "nghị quyết 18 | nghị quyết 19"),
        ("theo ⟦quyết định số 204⟧ của tỉnh", "quyết định 204"),
        ("⟦NQ18⟧ và ⟦KL40⟧ của Bộ Chính trị, theo ⟦qđ 205⟧", "nghị quyết 18 | kết luận 40 | 205"),
        (
            "sinh hoạt theo ⟦quy định 295⟧, học ⟦nghị quyết 57⟧ và ⟦nghị quyết 68⟧",
            "quy định 295 | nghị quyết 57 | nghị quyết 68",
        ),
        ("⟦NQ 66.19/2026⟧ về thủ tục", "nghị quyết 66.19/2026"),
        ("⟦Nghị quyết 57⟧, ⟦59⟧, ⟦66⟧ và ⟦68⟧", "nghị quyết 57 | nghị quyết 59 | nghị quyết 66 | nghị quyết 68"),
    ),
    counter_examples=(
        "chương trình 135, đề án 06, ban chỉ đạo 35, quỹ 76",
        "Kế hoạch 5 năm 2016 - 2020",
        "Quyết định 15 đồng chí vào cấp ủy",
        "báo cáo 10 trang",
        "Nghi quyet 3 noi dung, Quy dinh 8 gio lam viec",
        "chụp CT 64 dãy",
        "số BC 12 học sinh, PA 2, ĐA 06",
        "thông báo số 2 trường hợp, kết luận số 7 vụ án, Hướng dẫn số 6 hộ dân",
        "kết luận 3 của đoàn, hướng dẫn 2 của anh",
        "Tờ khai CT01, mẫu CT08, máy chụp CT64, QĐ3",
        "thêm 12 ct 05, kl 40 kg",
        "Tòa quyết định 12 năm tù, quy định 294 vận động viên, theo kết luận 12 ca bệnh, theo hướng dẫn 57 học viên",
        "bác sĩ kết luận 12, ông quyết định 20 triệu đồng, nghị quyết 57 trang, thực hiện chỉ thị 3 lần",
    ),
)
