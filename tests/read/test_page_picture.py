"""Where words are on the picture of a page: from a PDF's letters, and from the lines of a scan."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.read import tesseract
from pipeline.read.page_picture import read_boxes, word_boxes
from tests.command import SAMPLE
from tests.conftest import optional

DIRECTIVE = SAMPLE / "chi-thi-08-ct-tu-dien-bien-2016.pdf"
PHRASES = ["kỷ luật hành chính", "uống rượu", "Các cấp ủy"]


@optional(tesseract.available())
def test_marks_on_a_scan_are_where_the_words_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITHI_CACHE", str(tmp_path / "cache"))
    document = pypdfium2.PdfDocument(DIRECTIVE)
    scan = tmp_path / "scan.pdf"
    document[1].render(scale=200 / 72).to_pil().save(scan, "PDF", resolution=200)
    document.close()
    assert read_boxes(str(scan), 1, PHRASES, again=False) is None
    found = read_boxes(str(scan), 1, PHRASES, again=True)
    assert found == read_boxes(str(scan), 1, PHRASES, again=False)
    expected = word_boxes(str(DIRECTIVE), 2, PHRASES)
    assert found is not None and len(found[2]) == len(expected[2]) == 6
    for one, other in zip(*(sorted(each[2], key=lambda box: box[1]) for each in (found, expected)), strict=True):
        assert one == pytest.approx(other, abs=6)  # points: less than a letter


def test_words_are_not_found_inside_of_other_words() -> None:
    assert word_boxes(str(DIRECTIVE), 2, ["uố"])[2] == []
    assert word_boxes(str(DIRECTIVE), 99, ["uống"]) == (0.0, 0.0, [])
