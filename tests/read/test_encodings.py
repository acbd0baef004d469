"""Legacy encodings and wrong characters are repaired, and sound text is left unchanged."""

from __future__ import annotations

import shutil
import unicodedata
from itertools import islice, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import encodings, pdf, read
from pipeline.read.docx import read_docx
from pipeline.read.encodings import Encoding, Run, decode, font_encoding, repair, replace_special_characters
from pipeline.read.pdf import read_pdf
from pipeline.read.syllables import is_syllable, looks_like_garbage, syllable_share, words_of
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
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = [
    *(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS + VOWELS.upper(), TONES)),
    *"đĐ",
]
# Words that these files print and that are not syllables, apart from the letters of points.
LOANS = {"ôtô", "tcty", "tivi", "vali", "sesan", "vinakansai", "diezen", "srok", "bluescope", "apatit", "radian",
         "kwh", "urê", "photocopy", "logo", "mobile", "mail"}  # fmt: skip


def pieces(text: str, font: str = "TimesNewRoman") -> list[list[Run]]:
    return [[(font, word)] for word in text.split()]


def mended(text: str, font: str = "TimesNewRoman") -> str:
    return " ".join(repair(pieces(text, font)).texts)


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
def test_the_name_of_a_font_gives_its_encoding(font: str, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize("font", [".VnTime", "F1"])
def test_tcvn3_is_recognised_by_font_name_and_by_content(font: str) -> None:
    assert mended(TCVN3, font) == GOOD
    assert mended(TCVN3.replace("\u00ad", "\u2212"), font) == GOOD


@pytest.mark.parametrize("font", ["VNI-Times", "F1"])
def test_vni_is_recognised_by_font_name_and_by_content(font: str) -> None:
    assert mended(VNI, font) == GOOD


def test_the_second_font_of_tcvn3_is_capitals() -> None:
    heading = [[(".VnTimeH", word)] for word in ["tØnh", "ñy", "®iÖn", "biªn"]]
    mixed: list[list[Run]] = [[(".VnTimeH", "ñ"), (".VnTime", "y")]]
    found = repair([*heading, *pieces(TCVN3, ".VnTime"), *mixed])
    assert found.changed
    assert found.texts[:4] == ("TỈNH", "ỦY", "ĐIỆN", "BIÊN")
    assert found.texts[-1] == "Ủy"


def test_a_vni_mark_in_the_next_run() -> None:
    assert repair([[("VNI-Times", "Ño"), ("VNI-Times,Bold", "äc")]]).texts == ("Độc",)


def test_a_font_with_an_old_name_and_unicode_text() -> None:
    assert not repair(pieces(GOOD, ".VnTime")).changed


def test_the_fault_that_turns_u_horn_into_oi() -> None:
    fault = GOOD.replace("ư", "ƣ").replace("Ư", "Ƣ") + " CỘNG HÕA VÕ VĂN"
    assert mended(fault) == GOOD + " CỘNG HÒA VÕ VĂN"


def test_icelandic_and_cyrillic_letters() -> None:
    assert mended(GOOD + " QÐ-UBND, ВСТ") == GOOD + " QĐ-UBND, BCT"
    assert mended(GOOD + " МОСКВА, Россия") == GOOD + " МОСКВА, Россия"


@given(st.text(max_size=80))
def test_every_text_can_be_judged(text: str) -> None:
    assert 0 <= syllable_share(text) <= 1
    looks_like_garbage(text)
    assert len(repair([[("F1", text)], [(".VnTimeH", text)]]).texts) == 2


@given(
    st.lists(st.sampled_from(GOOD.split()), min_size=1, max_size=30), st.sampled_from(["F1", ".VnTime", "VNI-Times"])
)
def test_good_words_stay_whatever_their_font_is_called(words: list[str], font: str) -> None:
    text = " ".join([*words, "Đảng", "của"])  # these two alone prove that the font is Unicode
    assert not repair(pieces(text, font)).changed


@given(st.sampled_from(GOOD.split()))
def test_tcvn3_round_trip(word: str) -> None:
    bytes_of = {letter: chr(code) for code, letter in reversed(encodings._tcvn3().items()) if code < 0x100}
    spelled = "".join(bytes_of.get(letter, letter) for letter in unicodedata.normalize("NFC", word))
    assert decode(spelled, "tcvn3") == word


def test_the_tcvn3_sample() -> None:
    pages = list(read_pdf(SAMPLE / "chi-thi-17-ct-tu-lai-chau-2003.pdf"))
    assert {page.source for page in pages} == {"repaired"}
    assert pages[0].text.startswith("TỈNH UỶ LAI CHÂU\nĐẢNG CỘNG SẢN VIỆT NAM")
    assert "Thực hiện Nghị quyết số 17-NQ/TW" in pages[0].text
    assert all(syllable_share(page.text) == 1 for page in pages)


def test_sound_files_of_the_sample_are_left_unchanged() -> None:
    for path in SAMPLE.glob("*.pdf"):
        if path.name != "chi-thi-17-ct-tu-lai-chau-2003.pdf":
            assert {page.source for page in read_pdf(path)} == {"text"}, path


# Page 62 and others of the civil code write Ðiều with the Icelandic letter, two files have a fault of glyphs.
_FAULTY = ("viparse__", "sct__1178", "sct__Huong-dan-lien-nganh", "vnlegal__Bo_luat")


def test_sound_real_files_are_left_unchanged(real_pdfs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], tuple[str, ...]]] = []

    def watched(given: list[list[Run]]) -> encodings.RepairedText:
        found = repair(given)
        seen.append((["".join(text for _font, text in piece) for piece in given], found.texts))
        return found

    monkeypatch.setattr(pdf, "repair", watched)
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


def test_special_characters_are_replaced() -> None:
    given = ["\ufeffđi\u200bểm", "th\u00adực", "08\u00adCT/TU", "ﬁle", "\uf0b7"]
    assert replace_special_characters(given) == ["điểm", "thực", "08-CT/TU", "file", "•"]


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
    found = repair([[("F1", word)] for word in viqr.split()])
    assert found.changed
    assert " ".join(found.texts) == right
    assert syllable_share(right) == 1


@pytest.mark.parametrize(
    "text", ["Q^2 + (a+b) = dd/mm/yyyy", "chữ o+ là ơ và a^ là â trong tiếng Việt có dấu của ta đây"]
)
def test_formulas_are_not_taken_for_viqr(text: str) -> None:
    assert not repair([[("F1", word)] for word in text.split()]).changed


def spelled(text: str, encoding: Encoding) -> str:
    """The text as a typist of the time keyed it; capitals with a tone have no place in TCVN3's first font."""
    if encoding == "vni":
        table = {letter: spelling for spelling, letter in reversed(encodings._table("vni").items())}
    else:
        table = {letter: chr(code) for code, letter in reversed(encodings._tcvn3().items()) if code < 0x100}
    source = text.lower() if encoding == "tcvn3-capitals" else text
    return "".join(table.get(letter, letter) for letter in source)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_survives_a_round_trip(letter: str) -> None:
    assert decode(spelled(letter, "vni"), "vni") == letter
    if letter.isupper():
        assert decode(spelled(letter, "tcvn3-capitals"), "tcvn3-capitals") == letter
    if letter.islower() or letter in "ĂÂÊÔƠƯĐ":
        assert decode(spelled(letter, "tcvn3"), "tcvn3") == letter


def test_no_two_letters_are_spelled_alike() -> None:
    assert len(set(LETTERS)) == 146
    assert len({spelled(letter, "vni") for letter in LETTERS}) == len(LETTERS)
    small = [letter for letter in LETTERS if letter.islower()]
    assert len({spelled(letter, "tcvn3") for letter in small}) == len(small)


@given(
    st.lists(st.sampled_from(LETTERS + list("bcdghklmnpqrstvxBCDGHKLMNPQRSTVX 0123456789")), max_size=40).map("".join)
)
def test_every_text_survives_a_round_trip(text: str) -> None:
    assert decode(spelled(text, "vni"), "vni") == text
    assert decode(spelled(text.lower(), "tcvn3"), "tcvn3") == text.lower()
    assert decode(spelled(text, "tcvn3-capitals"), "tcvn3-capitals") == text.upper()


def legacy_files() -> list[Path]:
    data = SHARED / "data"
    found = [*sorted((data / "pdf").glob("viparse__*")), *sorted((data / "doc").glob("viparse*"))]
    if not found:
        pytest.skip("no real files beside this checkout")
    return [path for path in found if path.suffix != ".doc" or shutil.which("soffice")]


def test_the_legacy_files_are_vietnamese() -> None:
    judged = valid = 0
    for path in legacy_files():
        words = [word for page in read(path, "never").pages for word in words_of(page.text)]
        words = [word for word in words if len(word) > 1 and word.lower() not in LOANS]
        wrong = [word for word in words if not is_syllable(word)]
        assert len(wrong) <= 0.005 * len(words), (path.name, wrong)
        judged, valid = judged + len(words), valid + len(words) - len(wrong)
    assert valid >= 0.995 * judged
