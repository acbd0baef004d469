"""Tesseract: the hint where it is missing, and which words of its table are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import NeedsOcr
from pipeline.read import read, tesseract

SCAN = Path(__file__).parents[2] / "corpora" / "sample" / "files" / "thong-bao-112-tb-vptu-2016.pdf"


def test_without_ocr_the_error_of_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_backend", lambda: None)
    missing = tesseract.available()
    assert missing is not None
    assert "pip install 'chithi[ocr]'" in missing
    with pytest.raises(NeedsOcr) as raised:
        read(SCAN)
    assert raised.value.hint == missing


def test_without_vietnamese_data_the_hint_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "tessdata", lambda: None)
    missing = tesseract.available()
    assert missing is not None
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in missing


@pytest.mark.parametrize(
    ("text", "confidence", "kept"),
    [
        ("chỉ", 10, True),
        ("08", 10, True),
        ("xq", 10, False),
        ("xq", 40, True),
        ("|", 95, False),
        (" ", 95, False),
    ],
)
def test_noise_is_dropped(text: str, confidence: float, kept: bool) -> None:
    row = "\t".join(map(str, (5, 1, 2, 1, 3, 1, 100, 200, 30, 20, confidence, text)))
    words = tesseract.parse_words(f"level\tpage_num\n{row}\n4\t1\t2\t1\t3\t0\t0\t0\t9\t9\t-1\t")
    assert [word.text for word in words] == [text] * kept
    assert all(word.line == (2, 1, 3) and (word.x1, word.bottom) == (130, 220) for word in words)
