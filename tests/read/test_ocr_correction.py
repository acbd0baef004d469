"""The second pass over an image, and the correction of known misrecognitions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.read.ocr_correction import combine_passes, correct_words
from pipeline.read.tesseract import OcrWord


def boxes(text: str, confidence: float, line: int = 1, top: float = 100.0) -> list[OcrWord]:
    return [
        OcrWord(
            line=(line, 1, 1),
            text=word,
            x0=100.0 * place,
            top=top,
            x1=100.0 * place + 90,
            bottom=top + 30,
            confidence=confidence,
        )
        for place, word in enumerate(text.split(), 1)
    ]


def texts(found: list[OcrWord]) -> list[str]:
    return [word.text for word in found]


def test_a_line_that_was_lost_is_added_once() -> None:
    first = boxes("Số 08-CT/TU", 95, top=200)
    lost = boxes("TỈNH ỦY ĐIỆN BIÊN", 93)
    again = [*lost, *(replace(box, line=(7, 1, 1)) for box in lost)]
    assert texts(combine_passes(first, again)) == ["Số", "08-CT/TU", "TỈNH", "ỦY", "ĐIỆN", "BIÊN"]


def test_the_reading_with_more_confidence_is_kept() -> None:
    first, again = boxes("THỊNH MỸ ĐIỆN BIẾN", 22), boxes("TỈNH ỦY ĐIỆN BIÊN", 92)
    assert texts(combine_passes(first, again)) == texts(again)
    assert texts(combine_passes(again, first)) == texts(again)


@pytest.mark.parametrize("text", ["ỵ Ỏ", "|- xq zz", "ĐẢNG"])
def test_ornaments_are_not_added(text: str) -> None:
    assert combine_passes([], boxes(text, 90)) == []


@pytest.mark.parametrize(
    ("first", "sure", "second", "as_sure", "doubtful"),
    [
        ("08-CT/TU", 96, "08-CT/TU", 96, False),
        ("08-CT/TU", 62, "08-CT/TU", 92, False),
        ("08-CT/TU", 62, "08-CT/TU", 62, True),
        ("08-CT/TU", 96, "03-CT/TU", 90, True),
        ("08-CT/TU", 96, "D3-C1", 12, False),
        ("08-CT/TU", 70, "D3-C1", 12, True),
    ],
)
def test_figures_that_differ_are_doubtful(first: str, sure: float, second: str, as_sure: float, doubtful: bool) -> None:
    (word,) = combine_passes(boxes(first, sure), boxes(second, as_sure))
    assert word.doubtful == doubtful


def test_known_misrecognitions_are_corrected() -> None:
    assert correct_words(["có", "thâm", "quyền,", "theo", "đề"]) == ["có", "thẩm", "quyền,", "theo", "đề"]
    assert correct_words(["CHÁP", "THUẬN"]) == ["CHẤP", "THUẬN"]
    assert correct_words(["Tô", "chức"]) == ["Tổ", "chức"]
    assert correct_words(["TĨNH", "UY", "ĐIỆN", "BIẾN"]) == ["TỈNH", "ỦY", "ĐIỆN", "BIÊN"]
    assert correct_words(["TỈNH", "UỶ"]) == ["TỈNH", "UỶ"]
    assert correct_words(["46/QĐÐ-UBND"]) == ["46/QĐ-UBND"]


@pytest.mark.parametrize(
    "line", ["học đi đôi với hành", "chỉ, bộ", "ông thâm, quyền", "ở đây đủ", "2", "", "Thành phó"]
)
def test_possible_vietnamese_is_not_corrected(line: str) -> None:
    assert correct_words(line.split()) == line.split()
