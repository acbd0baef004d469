"""Text that a PDF page does not show is not read; OCR layers and white letters on dark ground are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read.pdf import read_pdf
from tests.pdf_of import pdf_of

SHOWN = b"BT /F1 14 Tf 0 g 80 700 Td (So 08-CT/TU) Tj ET\n"
HIDDEN = b"BT /F1 14 Tf %s 80 400 Td (khong in ra) Tj ET\n"
SCAN = b"q 500 0 0 700 50 70 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\xff\x00 EI Q\n"


def text_of(path: Path, content: bytes, page: str = "/MediaBox [0 0 595 842]") -> str:
    return next(read_pdf(pdf_of(path / "a.pdf", [content], page=page))).text


@pytest.mark.parametrize("state", [b"3 Tr", b"7 Tr", b"1 g", b"1 1 1 rg", b"0 0 0 0 k", b"q 1 g Q 1 g"])
def test_unpainted_and_white_text(tmp_path: Path, state: bytes) -> None:
    assert text_of(tmp_path, SHOWN + HIDDEN % state) == "So 08-CT/TU"


@pytest.mark.parametrize("state", [b"0 g", b"0 0 1 rg", b"q 1 g Q 0 g", b"0 Tr", b"1 0 0 rg"])
def test_painted_text(tmp_path: Path, state: bytes) -> None:
    assert "khong in ra" in text_of(tmp_path, SHOWN + HIDDEN % state)


def test_white_text_on_dark_ground(tmp_path: Path) -> None:
    assert "khong in ra" in text_of(tmp_path, b"0 0 0.5 rg 60 380 400 60 re f\n" + HIDDEN % b"1 g")


def test_the_ocr_layer_of_a_scan(tmp_path: Path) -> None:
    assert "khong in ra" in text_of(tmp_path, SCAN + HIDDEN % b"3 Tr")


def test_text_outside_of_the_crop_box(tmp_path: Path) -> None:
    page = "/MediaBox [0 0 595 842] /CropBox [0 500 595 842]"
    assert text_of(tmp_path, SHOWN + HIDDEN % b"0 g", page) == "So 08-CT/TU"
