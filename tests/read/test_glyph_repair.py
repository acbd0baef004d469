"""Repair of glyphs: fonts that give glyph indexes for letters, overprinted type, rotated text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.read import glyph_repair
from pipeline.read.glyph_repair import looks_overprinted, remove_overprint, repair_unicode
from pipeline.read.pdf import read_pdf
from pipeline.read.syllables import looks_like_garbage
from tests.pdf_of import pdf_of

GOOD = "SỞ CÔNG THƯƠNG Thực hiện Quyết định số 19-NQ/TW của Ban Chấp hành Trung ương, đảng viên quản lý kỹ cũng"
LINES = b"(Stt   Noi dung cong viec) Tj (1   Quan triet chi thi) ' (2   Kiem tra, giam sat) '"


def glyphs(text: str, font: str = "ABCDEF+TimesNewRoman", top: float = 100.0) -> list[dict[str, Any]]:
    return [
        {"text": letter, "x0": 10.0 + 6 * place, "x1": 15.9 + 6 * place, "top": top, "bottom": top + 12,
         "doctop": top, "upright": True, "fontname": font, "size": 12.0}
        for place, letter in enumerate(text)
    ]  # fmt: skip


def numbers(text: str) -> str:
    """The text as a font without a map says it."""
    number = {letter: glyph for glyph, letter in glyph_repair._letters().items()}
    return "".join(number[letter] for letter in text)


def text_of(found: list[dict[str, Any]]) -> str:
    return "".join(glyph["text"] for glyph in found)


def test_the_table_of_glyph_indexes() -> None:
    assert numbers("SỞ THƯƠNG") == "6Ӣ\x037+ѬѪ1*"
    assert numbers("được quản lý") == "ÿѭӧF\x03TXҧQ\x03Oê"


def test_a_font_without_a_tounicode_map() -> None:
    found, changed = repair_unicode(glyphs(numbers(GOOD)))
    assert changed
    assert text_of(found) == GOOD


def test_glyphs_that_pdfminer_cannot_map() -> None:
    given = glyphs(GOOD)
    for glyph, letter in zip(given, numbers(GOOD), strict=True):
        glyph["text"] = f"(cid:{ord(letter)})"
    found, changed = repair_unicode(given)
    assert changed
    assert text_of(found) == GOOD


@pytest.mark.parametrize("shift", [0, 380])
def test_a_font_that_maps_only_some_letters(shift: int) -> None:
    """The italic fonts have their Vietnamese letters 380 places lower."""
    given = glyphs(GOOD)
    for glyph, index in zip(given, numbers(GOOD), strict=True):
        if ord(index) >= 1130:
            glyph["text"] = f"(cid:{ord(index) - shift})"
    found, changed = repair_unicode(given)
    assert changed
    assert text_of(found) == GOOD


def test_one_word_is_proven_by_the_other_fonts_of_its_page() -> None:
    given = glyphs("ngày 4 năm 2026", font="ABCDEF+TimesNewRoman-Italic")
    given[8]["text"] = f"(cid:{ord(numbers('ă'))})"
    assert "\ufffd" in text_of(repair_unicode([dict(glyph) for glyph in given])[0])
    other = glyphs(GOOD, top=200.0)
    for glyph, letter in zip(other, numbers(GOOD), strict=True):
        glyph["text"] = f"(cid:{ord(letter)})"
    assert "năm" in text_of(repair_unicode(given + other)[0])


def test_a_font_of_which_only_the_vietnamese_letters_are_broken() -> None:
    found, changed = repair_unicode(glyphs("Ĉӝc lұp - Tӵ do - Hҥnh phúc, ngày 17/6, ÿѭӧc"))
    assert changed
    assert text_of(found) == "Độc lập - Tự do - Hạnh phúc, ngày 17/6, được"


def test_fonts_of_several_maps_under_one_name() -> None:
    given = [*glyphs("6Ӣ C‘NG 7+ѬѪ1*"), *glyphs("Căn cứ công văn số 15/UBND của Ủy ban nhân dân tỉnh", top=130)]
    found, changed = repair_unicode(given)
    assert changed
    assert text_of(found) == "SỞ CÔNG THƯƠNGCăn cứ công văn số 15/UBND của Ủy ban nhân dân tỉnh"


def test_what_cannot_be_proven_is_left_for_ocr() -> None:
    given = glyphs("(").copy() + [{**glyph, "text": "(cid:7)"} for glyph in glyphs("x" * 60, font="Symbols")]
    found, changed = repair_unicode(given)
    assert not changed
    assert "cid" not in text_of(found)
    assert looks_like_garbage(text_of(found))
    found, changed = repair_unicode(glyphs("ҐҒ ӁӂҠѪҧ ҢҤҦ " * 9))
    assert not changed
    assert looks_like_garbage(text_of(found))


def test_a_sound_page_with_a_control_character_is_unchanged() -> None:
    given = glyphs("\x02 " + GOOD)
    found, changed = repair_unicode(given)
    assert not changed
    assert text_of(found) == text_of(given)


def test_overprinted_glyphs_become_bold() -> None:
    once = glyphs("CHỈ THỊ 11")
    twice = [copy for glyph in once for copy in (glyph, {**glyph, "x0": glyph["x0"] + 0.4, "x1": glyph["x1"] + 0.4})]
    assert looks_overprinted(["CCHHỈỈ", "TTHHỊỊ"])
    assert not looks_overprinted([GOOD, "....", "1100", "xoong"])
    found = remove_overprint(twice)
    assert text_of(found) == "CHỈ THỊ 11"
    assert found[0]["fontname"].endswith("Bold")


@pytest.mark.parametrize("offset", [0.0, 0.3, 0.8])
def test_a_file_with_overprinted_type(tmp_path: Path, offset: float) -> None:
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


@pytest.mark.parametrize(
    ("matrix", "page"),
    [
        (b"0 1 -1 0 100 72", "/MediaBox [0 0 595 842]"),
        (b"0 -1 1 0 500 770", "/MediaBox [0 0 595 842]"),
        (b"0 1 -1 0 100 72", "/Rotate 90 /MediaBox [0 0 595 842]"),
        (b"-1 0 0 -1 500 700", "/Rotate 180 /MediaBox [0 0 595 842]"),
    ],
    ids=["up", "down", "page turned", "page upside down"],
)
def test_rotated_text_is_read_in_order(tmp_path: Path, matrix: bytes, page: str) -> None:
    stream = b"BT /F1 12 Tf 16 TL %s Tm %s ET BT /F1 9 Tf 300 20 Td (7) Tj ET" % (matrix, LINES)
    read = next(read_pdf(pdf_of(tmp_path / "t.pdf", [stream], page=page)))
    wanted = ["Stt Noi dung cong viec", "1 Quan triet chi thi", "2 Kiem tra, giam sat"]
    assert [line for line in read.text.splitlines() if line in wanted] == wanted
    assert (read.width, read.height) == (842, 595) or "180" in page
    assert all(0 <= line.x0 < line.x1 <= read.width and 11 < line.size < 13 for line in read.lines if line.text != "7")
