"""Degrees of secrecy that only a picture shows. Those that Tesseract must read are skipped without it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from pipeline.errors import NeedsOcr
from pipeline.read import read, stamps, tesseract
from pipeline.read.tesseract import OcrWord
from pipeline.structure.marks import secrecy_of
from tests.conftest import optional
from tests.gold import secrecy_layouts as layouts

with_ocr = optional(tesseract.available())


def word(text: str, x0: float, top: float = 100, confidence: float = 95) -> OcrWord:
    return OcrWord((1, 1, 1), text, x0, top, x0 + 30 * len(text), top + 40, confidence)


@pytest.mark.parametrize(
    ("words", "degree"),
    [
        ([word("MẬT", 100)], "MẬT"),
        ([word("TUYỆT", 100), word("MẬT", 270)], "TUYỆT MẬT"),
        ([word("MẬT", 270), word("TUYỆT", 100)], "TUYỆT MẬT"),
        ([word("TUYỆT", 100), word("MẬT", 130, top=160)], "TUYỆT MẬT"),
        ([word("TÀI", 100), word("LIỆU", 200), word("MẬT", 340)], "MẬT"),
        ([word("SỞ", 0), word("MẬT", 500)], "MẬT"),
        ([word("ĐÃ", 100), word("GIẢI", 170), word("MẬT", 300)], None),
        ([word("ĐÃ", 100), word("GIẢI", 170), word("MẬT", 300, top=160)], None),
        ([word("MẬT", 100), word("ONG", 200)], None),
        ([], None),
    ],
)
def test_the_degree_that_words_show(words: list[OcrWord], degree: str | None) -> None:
    assert stamps._degree(words) == degree


@pytest.mark.parametrize(
    ("ink", "paper", "slant"),
    [
        (layouts.BLACK, (255, 255, 255), 0),
        (layouts.BLUE, (255, 255, 255), 7),
        (layouts.RED, (250, 245, 230), -9),
        ((255, 255, 255), layouts.RED, 0),
        (layouts.GREY, (255, 255, 255), 90),
        (layouts.GREEN, (255, 255, 255), -90),
    ],
)
@pytest.mark.parametrize("degree", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@with_ocr
def test_a_picture_in_any_ink(ink: layouts.Ink, paper: layouts.Ink, slant: float, degree: str) -> None:
    content = BytesIO()
    layouts.picture(degree, ink, paper, slant=slant).save(content, "PNG")
    assert stamps.degree_in_picture(content.getvalue()) == degree


@pytest.mark.parametrize("text", ["ĐÃ GIẢI MẬT", "MẬT ONG RỪNG", "HỎA TỐC", "PMF", "BẢO MẬT"])
@with_ocr
def test_a_picture_of_other_words(text: str) -> None:
    content = BytesIO()
    layouts.picture(text).save(content, "PNG")
    assert stamps.degree_in_picture(content.getvalue()) is None


@with_ocr
def test_a_mark_is_a_row_at_its_place(tmp_path: Path) -> None:
    path = next(each for each in layouts.secret_layouts() if each.name == "n02").write(tmp_path)
    pages = read(path).pages
    lines = [line.text for line in pages[0].lines]
    assert lines.index("Số 52-BC/TU") < lines.index("TUYỆT MẬT") < lines.index("BÁO CÁO")
    assert secrecy_of((), pages) == "TUYỆT MẬT"


@pytest.mark.parametrize("name", ["n01", "n11"])
def test_an_unread_picture_in_the_letterhead_waits_for_ocr(tmp_path: Path, name: str) -> None:
    path = next(each for each in layouts.secret_layouts() if each.name == name).write(tmp_path)
    with pytest.raises(NeedsOcr, match="picture at the top of page 1") as raised:
        read(path, ocr="never")
    assert "--ocr auto" in raised.value.hint
