"""Fonts that say glyph numbers for letters, type printed twice, spaces lost, signs that are no letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.read import glyph_ids
from pipeline.read.encodings import decode, repaired
from pipeline.read.glyph_ids import with_letters
from pipeline.read.overprint import looks_doubled, printed_once
from pipeline.read.pdf import read_pdf
from pipeline.read.spelling import with_lost_spaces, with_plain_letters
from pipeline.read.syllable import looks_like_garbage, syllable_share

GOOD = "SỞ CÔNG THƯƠNG Thực hiện Quyết định số 19-NQ/TW của Ban Chấp hành Trung ương, đảng viên quản lý kỹ cũng"


def glyphs(text: str, font: str = "ABCDEF+TimesNewRoman", top: float = 100.0) -> list[dict[str, Any]]:
    return [
        {"text": letter, "x0": 10.0 + 6 * place, "x1": 15.9 + 6 * place, "top": top, "bottom": top + 12,
         "doctop": top, "upright": True, "fontname": font, "size": 12.0}
        for place, letter in enumerate(text)
    ]  # fmt: skip


def numbers(text: str) -> str:
    """The text as a font without a map says it."""
    number = {letter: glyph for glyph, letter in glyph_ids._letters().items()}
    return "".join(number[letter] for letter in text)


def text_of(found: list[dict[str, Any]]) -> str:
    return "".join(glyph["text"] for glyph in found)


def test_the_numbers_of_glyphs() -> None:
    assert numbers("SỞ THƯƠNG") == "6Ӣ\x037+ѬѪ1*"
    assert numbers("được quản lý") == "ÿѭӧF\x03TXҧQ\x03Oê"


def test_a_font_without_a_map() -> None:
    found, changed = with_letters(glyphs(numbers(GOOD)))
    assert changed
    assert text_of(found) == GOOD


def test_glyphs_without_a_letter() -> None:
    given = glyphs(GOOD)
    for glyph, letter in zip(given, numbers(GOOD), strict=True):
        glyph["text"] = f"(cid:{ord(letter)})"
    found, changed = with_letters(given)
    assert changed
    assert text_of(found) == GOOD


def test_a_font_of_which_only_the_vietnamese_letters_are_broken() -> None:
    found, changed = with_letters(glyphs("Ĉӝc lұp - Tӵ do - Hҥnh phúc, ngày 17/6, ÿѭӧc"))
    assert changed
    assert text_of(found) == "Độc lập - Tự do - Hạnh phúc, ngày 17/6, được"


def test_fonts_of_several_maps_under_one_name() -> None:
    given = [*glyphs("6Ӣ C‘NG 7+ѬѪ1*"), *glyphs("Căn cứ công văn số 15/UBND của Ủy ban nhân dân tỉnh", top=130)]
    found, changed = with_letters(given)
    assert changed
    assert text_of(found) == "SỞ CÔNG THƯƠNGCăn cứ công văn số 15/UBND của Ủy ban nhân dân tỉnh"


def test_what_cannot_be_proven_is_left_for_ocr() -> None:
    given = glyphs("(").copy() + [{**glyph, "text": "(cid:7)"} for glyph in glyphs("x" * 60, font="Symbols")]
    found, changed = with_letters(given)
    assert not changed
    assert "cid" not in text_of(found)
    assert looks_like_garbage(text_of(found))
    found, changed = with_letters(glyphs("ҐҒ ӁӂҠѪҧ ҢҤҦ " * 9))
    assert not changed
    assert looks_like_garbage(text_of(found))


def test_a_sound_page_with_an_odd_sign_stays() -> None:
    given = glyphs("\x02 " + GOOD)
    found, changed = with_letters(given)
    assert not changed
    assert text_of(found) == text_of(given)


def test_type_printed_twice() -> None:
    once = glyphs("CHỈ THỊ 11")
    twice = [copy for glyph in once for copy in (glyph, {**glyph, "x0": glyph["x0"] + 0.4, "x1": glyph["x1"] + 0.4})]
    assert looks_doubled(["CCHHỈỈ", "TTHHỊỊ"])
    assert not looks_doubled([GOOD, "....", "1100", "xoong"])
    found = printed_once(twice)
    assert text_of(found) == "CHỈ THỊ 11"
    assert found[0]["fontname"].endswith("Bold")


@pytest.mark.parametrize("offset", [0.0, 0.3, 0.8])
def test_a_file_with_type_printed_twice(tmp_path: Path, offset: float) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    path = tmp_path / "bold.pdf"
    sheet = canvas.Canvas(str(path))
    sheet.setFont("Helvetica", 13)
    for _time in range(2):
        sheet.drawString(100 + _time * offset, 700, "BAN THANH TRA 08-CT/TU 1122")
    sheet.save()
    (page,) = read_pdf(path)
    assert page.text == "BAN THANH TRA 08-CT/TU 1122"
    assert page.lines[0].bold


def test_spaces_lost() -> None:
    text = "Mộtsố cơ quan, một ban, số khác; Bộ Quốc phòng và Bộ Quốcphòng; ôtô, Campuchia, tivi, www.chínhphủ.vn"
    assert " ".join(with_lost_spaces(text.split())) == text.replace("Mộtsố", "Một số").replace(
        "Quốcphòng", "Quốc phòng"
    )


@pytest.mark.parametrize("text", ["thửnghiệm", "Mộtsố", "ôtô ô tô", "Đắk Lắk và ĐắkLắk1", "Krông Păk"])
def test_spaces_that_nothing_proves(text: str) -> None:
    assert " ".join(with_lost_spaces(text.split())) == text


def test_signs_that_are_no_letters() -> None:
    given = ["\ufeffđi\u200bểm", "th\u00adực", "08\u00adCT/TU", "ﬁle", "\uf0b7"]
    assert with_plain_letters(given) == ["điểm", "thực", "08-CT/TU", "file", "•"]


def test_viqr() -> None:
    viqr = (
        "Thu+.c hie^.n Nghi. quye^'t cu?a Ban Cha^'p ha`nh Trung u+o+ng, ca'c ca^'p u?y tru+.c thuo^.c Ti?nh u?y "
        "qua'n trie^.t dde^'n tu+`ng dda?ng vie^n va` xa^y du+.ng ke^' hoa.ch na`y. Gia'm sa't nhau."
    )
    right = (
        "Thực hiện Nghị quyết của Ban Chấp hành Trung ương, các cấp ủy trực thuộc Tỉnh ủy "
        "quán triệt đến từng đảng viên và xây dựng kế hoạch này. Giám sát nhau."
    )
    assert decode(viqr, "viqr") == right
    found = repaired([[("F1", word)] for word in viqr.split()])
    assert found.changed
    assert " ".join(found.texts) == right
    assert syllable_share(right) == 1


@pytest.mark.parametrize(
    "text", ["Q^2 + (a+b) = dd/mm/yyyy", "chữ o+ là ơ và a^ là â trong tiếng Việt có dấu của ta đây"]
)
def test_formulas_are_no_viqr(text: str) -> None:
    assert not repaired([[("F1", word)] for word in text.split()]).changed
