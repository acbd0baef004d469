"""Vietnamese syllables, and their uses: garbage, and words that ran together."""

from __future__ import annotations

import pytest

from pipeline.read.syllables import (
    count_syllables,
    is_syllable,
    looks_like_garbage,
    restore_spaces,
    split_joined_word,
    syllable_share,
)

GOOD = (
    "Thực hiện Nghị quyết của Ban Chấp hành Trung ương, các cấp ủy trực thuộc Tỉnh ủy quán triệt đến từng "
    "đảng viên và xây dựng kế hoạch kiểm tra, giám sát; báo cáo Ban Thường vụ trước ngày 30/6."
)
TCVN3 = (
    "Thùc hiÖn NghÞ quyÕt cña Ban ChÊp hµnh Trung \u00ad¬ng, c¸c cÊp ñy trùc thuéc TØnh ñy qu¸n triÖt ®Õn tõng "
    "®¶ng viªn vµ x©y dùng kÕ ho¹ch kiÓm tra, gi¸m s¸t; b¸o c¸o Ban Th\u00adêng vô tr\u00adíc ngµy 30/6."
)


@pytest.mark.parametrize(
    "word", ["gì", "giếng", "giữa", "quốc", "quý", "nghiêng", "khuỷu", "ương", "uỷ", "ủy", "hòa", "oái", "Đảng", "Ý"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["viÖt", "cña", "and", "kêt", "cat", "ngi", "gê", "gha", "cê", "đảngg", "áà", "f"])
def test_words_that_are_not_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_garbage() -> None:
    assert not looks_like_garbage(GOOD)
    assert not looks_like_garbage("2")
    assert not looks_like_garbage("The Ministry of Finance and the Bank of England have agreed on the text of a treaty")
    assert looks_like_garbage(
        "Thirc hien Chuong trinh hanh dQngs6 33-CTrlTU ngay cua Tinh uy thuc hien Nghi quyst sa va"
    )
    assert looks_like_garbage(TCVN3)


def test_lost_spaces_are_restored() -> None:
    text = "Mộtsố cơ quan, một ban, số khác; Bộ Quốc phòng và Bộ Quốcphòng; ôtô, Campuchia, tivi, www.chínhphủ.vn"
    assert " ".join(restore_spaces(text.split())) == text.replace("Mộtsố", "Một số").replace("Quốcphòng", "Quốc phòng")


@pytest.mark.parametrize("text", ["thửnghiệm", "Mộtsố", "ôtô ô tô", "Đắk Lắk và ĐắkLắk1", "Krông Păk"])
def test_words_are_not_split_without_evidence(text: str) -> None:
    assert " ".join(restore_spaces(text.split())) == text


@pytest.mark.parametrize(
    ("word", "split"),
    [("Nơinhận", "Nơi nhận"), ("nhận", "nhận"), ("08-CT/TU", "08-CT/TU"), ("Krông", "Krông"), ("toibn", "toibn")],
)
def test_a_word_that_ocr_ran_together_is_split(word: str, split: str) -> None:
    assert split_joined_word(word) == split


@pytest.mark.parametrize(
    ("text", "count", "share"),
    [("UBND tỉnh Điện Biên", 3, 1.0), ("viÖt nam", 1, 0.5), ("2016 - 30/6", 0, 1.0), ("", 0, 1.0)],
)
def test_syllables_are_counted_without_abbreviations(text: str, count: int, share: float) -> None:
    assert (count_syllables(text), syllable_share(text)) == (count, share)
