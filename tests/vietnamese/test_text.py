"""Letters and sentences."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.text import fold, nfc, plain_dashes, slug, spellings, squeeze, tone_key

VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđàằấèếìòồớùứỳạặậẹệịọộợụựỵABCDĐ ,.-\n0129", max_size=80)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kỷ luật hành chính", "ky luat hanh chinh"),
        ("ĐẢNG ỦY", "dang uy"),
        ("ế ữ ợ Ằ", "e u o a"),
        ("Ð và đ", "d va d"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=30), st.characters(min_codepoint=0x2E80))
def test_what_has_letters_of_other_scripts_is_folded_alike(text: str, other: str) -> None:
    assert fold(text + other) == fold(text) + fold(other)


@given(st.text(max_size=200))
def test_fold_and_tone_key_keep_offsets(text: str) -> None:
    normal = nfc(text)
    assert len(fold(normal)) == len(normal)
    assert len(tone_key(normal)) == len(normal)


@given(VIETNAMESE)
def test_fold_leaves_no_vietnamese_mark(text: str) -> None:
    folded = fold(nfc(text))
    assert folded == unicodedata.normalize("NFD", folded)
    assert "đ" not in folded


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("uỷ", "ủy"), ("khoá", "khóa"), ("thuý", "thúy"), ("Hoè", "hòe"), ("TUỲ", "tùy")],
)
def test_tone_placements_are_equal(old: str, new: str) -> None:
    assert spellings(new) == (new, old.lower())
    assert tone_key(old) == tone_key(new) == new


@pytest.mark.parametrize("word", ["quý", "hoàn", "thuyền", "khoảng", "toàn", "huỳnh", "quỹ"])
def test_tones_that_stay(word: str) -> None:
    assert tone_key(word) == word


def test_slug_and_spaces() -> None:
    assert slug("08-CT/TU") == "08-ct-tu"
    assert slug("Tỉnh ủy  Điện Biên") == "tinh-uy-dien-bien"
    assert squeeze(" a\n b\u00a0c ") == "a b c"
    assert plain_dashes("08–CT") == "08-CT"


@pytest.mark.parametrize(("word", "twin"), [("kỷ", "kỉ"), ("lí", "lý"), ("quy", "qui"), ("hi", "hy"), ("tỷ", "tỉ")])
def test_i_and_y_are_two_spellings(word: str, twin: str) -> None:
    assert spellings(word) == (word, twin)
    assert spellings(word, exact=True) == (word,)


@pytest.mark.parametrize("word", ["thi", "mai", "thủy", "vi", "y", "khỉ", "quyết"])
def test_other_words_with_i_and_y_have_one(word: str) -> None:
    assert spellings(word) in {(word,), ("thủy", "thuỷ")}


def test_a_long_run_of_combining_marks_is_capped() -> None:
    marks = "\u0301\u0323" * 120_000
    assert len(nfc(f"đ{marks}a")) <= 32
    assert nfc("…" * 50) == "…" * 50 and nfc("a" * 40 + "e\u0323\u0302") == "a" * 40 + "ệ"
