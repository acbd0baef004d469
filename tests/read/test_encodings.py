"""Repair of old encodings, and above all that sound text is left alone."""

from __future__ import annotations

import unicodedata
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import encodings, pdf
from pipeline.read.docx import read_docx
from pipeline.read.encodings import Run, decode, font_encoding, repaired
from pipeline.read.pdf import read_pdf
from pipeline.read.syllable import is_syllable, looks_like_garbage, syllable_share
from tests.conftest import SHARED

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpora" / "sample" / "files"
GOOD = (
    "Thực hiện Nghị quyết của Ban Chấp hành Trung ương, các cấp ủy trực thuộc Tỉnh ủy quán triệt đến từng "
    "đảng viên và xây dựng kế hoạch kiểm tra, giám sát; báo cáo Ban Thường vụ trước ngày 30/6."
)
TCVN3 = (
    "Thùc hiÖn NghÞ quyÕt cña Ban ChÊp hµnh Trung ­¬ng, c¸c cÊp ñy trùc thuéc TØnh ñy qu¸n triÖt ®Õn tõng "
    "®¶ng viªn vµ x©y dùng kÕ ho¹ch kiÓm tra, gi¸m s¸t; b¸o c¸o Ban Th­êng vô tr­íc ngµy 30/6."
)
VNI = (
    "Thöïc hieän Nghò quyeát cuûa Ban Chaáp haønh Trung öông, caùc caáp uûy tröïc thuoäc Tænh uûy quaùn trieät "
    "ñeán töøng ñaûng vieân vaø xaây döïng keá hoaïch kieåm tra, giaùm saùt; baùo caùo Ban Thöôøng vuï tröôùc "
    "ngaøy 30/6."
)


def pieces(text: str, font: str = "TimesNewRoman") -> list[list[Run]]:
    return [[(font, word)] for word in text.split()]


def mended(text: str, font: str = "TimesNewRoman") -> str:
    return " ".join(repaired(pieces(text, font)).texts)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        ("CCBOEA+.VnTime", "tcvn3"),
        ("FBHPEM+VnTime", "tcvn3"),
        ("FBHPHA+VnTimeBold", "tcvn3"),
        (".VnTime,BoldItalic", "tcvn3"),
        (".VnArial Narrow", "tcvn3"),
        ("FBHPFO+VnTimeHBold", "tcvn3-capitals"),
        (".VnTimeH", "tcvn3-capitals"),
        (".VnArial NarrowH", "tcvn3-capitals"),
        ("ABCDEF+VNI-Times,Bold", "vni"),
        ("TimesNewRomanPSMT", None),
        ("BCDEEE+TimesNewRomanPS-BoldMT", None),
        ("Verdana", None),
        ("", None),
    ],
)
def test_a_fonts_name_tells_its_encoding(font: str, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    "word", ["gì", "giếng", "giữa", "quốc", "quý", "nghiêng", "khuỷu", "ương", "uỷ", "ủy", "hòa", "oái", "Đảng", "Ý"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["viÖt", "cña", "and", "kêt", "cat", "ngi", "gê", "gha", "cê", "đảngg", "áà", "f"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("font", [".VnTime", "F1"])
def test_tcvn3_by_name_and_by_what_it_says(font: str) -> None:
    assert mended(TCVN3, font) == GOOD
    assert mended(TCVN3.replace("\u00ad", "\u2212"), font) == GOOD


@pytest.mark.parametrize("font", ["VNI-Times", "F1"])
def test_vni_by_name_and_by_what_it_says(font: str) -> None:
    assert mended(VNI, font) == GOOD


def test_the_second_font_of_tcvn3_is_capitals() -> None:
    heading = [[(".VnTimeH", word)] for word in ["tØnh", "ñy", "®iÖn", "biªn"]]
    mixed: list[list[Run]] = [[(".VnTimeH", "ñ"), (".VnTime", "y")]]
    found = repaired([*heading, *pieces(TCVN3, ".VnTime"), *mixed])
    assert found.changed
    assert found.texts[:4] == ("TỈNH", "ỦY", "ĐIỆN", "BIÊN")
    assert found.texts[-1] == "Ủy"


def test_a_vni_mark_in_the_next_run() -> None:
    assert repaired([[("VNI-Times", "Ño"), ("VNI-Times,Bold", "äc")]]).texts == ("Độc",)


def test_a_font_with_an_old_name_and_unicode_text() -> None:
    assert not repaired(pieces(GOOD, ".VnTime")).changed


def test_the_fault_that_turns_u_horn_into_oi() -> None:
    fault = GOOD.replace("ư", "ƣ").replace("Ư", "Ƣ") + " CỘNG HÕA VÕ VĂN"
    assert mended(fault) == GOOD + " CỘNG HÒA VÕ VĂN"


def test_icelandic_and_cyrillic_letters() -> None:
    assert mended(GOOD + " QÐ-UBND, ВСТ") == GOOD + " QĐ-UBND, BCT"
    assert mended(GOOD + " МОСКВА, Россия") == GOOD + " МОСКВА, Россия"


def test_garbage() -> None:
    assert not looks_like_garbage(GOOD)
    assert not looks_like_garbage("2")
    assert not looks_like_garbage("The Ministry of Finance and the Bank of England have agreed on the text of a treaty")
    assert looks_like_garbage(
        "Thirc hien Chuong trinh hanh dQngs6 33-CTrlTU ngay cua Tinh uy thuc hien Nghi quyst sa va"
    )
    assert looks_like_garbage(TCVN3)


@given(st.text(max_size=80))
def test_every_text_can_be_judged(text: str) -> None:
    assert 0 <= syllable_share(text) <= 1
    looks_like_garbage(text)
    assert len(repaired([[("F1", text)], [(".VnTimeH", text)]]).texts) == 2


@given(
    st.lists(st.sampled_from(GOOD.split()), min_size=1, max_size=30), st.sampled_from(["F1", ".VnTime", "VNI-Times"])
)
def test_good_words_stay_whatever_their_font_is_called(words: list[str], font: str) -> None:
    text = " ".join([*words, "Đảng", "của"])  # these two alone prove that the font is Unicode
    assert not repaired(pieces(text, font)).changed


@given(st.sampled_from(GOOD.split()))
def test_tcvn3_and_back(word: str) -> None:
    bytes_of = {letter: chr(code) for code, letter in reversed(encodings._tcvn3().items()) if code < 0x100}
    spelled = "".join(bytes_of.get(letter, letter) for letter in unicodedata.normalize("NFC", word))
    assert decode(spelled, "tcvn3") == word


def test_the_tcvn3_sample() -> None:
    pages = list(read_pdf(SAMPLE / "chi-thi-17-ct-tu-lai-chau-2003.pdf"))
    assert {page.source for page in pages} == {"repaired"}
    assert pages[0].text.startswith("TỈNH UỶ LAI CHÂU\nĐẢNG CỘNG SẢN VIỆT NAM")
    assert "Thực hiện Nghị quyết số 17-NQ/TW" in pages[0].text
    assert all(syllable_share(page.text) == 1 for page in pages)


def test_the_samples_sound_files_are_left_alone() -> None:
    for path in SAMPLE.glob("*.pdf"):
        if path.name != "chi-thi-17-ct-tu-lai-chau-2003.pdf":
            assert {page.source for page in read_pdf(path)} == {"text"}, path


# Page 62 and others of the civil code write Ðiều with the Icelandic letter, two files have a fault of glyphs.
_FAULTY = ("viparse__", "sct__1178", "sct__Huong-dan-lien-nganh", "vnlegal__Bo_luat")


def test_sound_real_files_are_left_alone(real_pdfs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], tuple[str, ...]]] = []

    def watched(given: list[list[Run]]) -> encodings.Repaired:
        found = repaired(given)
        seen.append((["".join(text for _font, text in piece) for piece in given], found.texts))
        return found

    monkeypatch.setattr(pdf, "repaired", watched)
    for path in real_pdfs:
        if not path.name.startswith(_FAULTY):
            assert all(page.source == "text" for page in islice(read_pdf(path), 12)), path
    assert seen
    assert all(tuple(before) == after for before, after in seen)


def test_real_tcvn3_files(real_pdfs: list[Path]) -> None:
    for path in real_pdfs:
        if path.name.startswith("viparse__"):
            text = " ".join(page.text for page in read_pdf(path))
            assert syllable_share(text) > 0.97, path


def test_a_real_vni_word_file() -> None:
    found = sorted((SHARED / "data" / "doc").glob("*vni*.docx"))
    if not found:
        pytest.skip("no real files beside this checkout")
    page = next(read_docx(found[0]))
    assert page.source == "repaired"
    assert "Hướng dẫn thi hành Nghị định số: 89/2002/NĐ-CP" in page.text
    assert syllable_share(page.text) > 0.97
