"""PDF → pages: real files, two columns, damaged files, memory."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from pipeline.errors import ChithiError, UnreadableFile
from pipeline.read import read
from pipeline.read.pdf import read_pdf
from tests.bench.memory import peak
from tests.conftest import SHARED
from tests.gold.words import differences
from tests.pdf_of import pdf_of

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample" / "files"
DIRECTIVE = SAMPLE / "nghi-quyet-05-nq-cb-2016.pdf"


def test_lines_are_the_text_of_the_page() -> None:
    for page in read_pdf(DIRECTIVE):
        assert page.lines
        for line in page.lines:
            assert page.text[line.start : line.start + len(line.text)] == line.text
            assert 0 <= line.x0 < line.x1 <= page.width
            assert 0 <= line.top < line.bottom <= page.height


def test_a_word_whose_letters_fall_back_to_a_second_font_stays_whole() -> None:
    text = next(read_pdf(SAMPLE / "huong-dan-15-hd-btgtu-2022.pdf")).text
    assert "Hướng dẫn" in text or "HƯỚNG DẪN" in text


def test_real_files_are_read(real_pdfs: list[Path]) -> None:
    for path in real_pdfs:
        pages = list(islice(read_pdf(path), 5))
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_file(tmp_path: Path, share: float) -> None:
    data = DIRECTIVE.read_bytes()
    path = tmp_path / "half.pdf"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableFile) as raised:
        read(path)
    assert_is_readable(raised.value)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"hello\0", b"PK\x03\x04nothing"])
@pytest.mark.parametrize("name", ["file.pdf", "file.docx", "file"])
def test_other_content_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as raised:
        read(path)
    assert_is_readable(raised.value)


def test_an_encrypted_file(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    pdfencrypt = pytest.importorskip("reportlab.lib.pdfencrypt")
    path = tmp_path / "locked.pdf"
    sheet = canvas.Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("secret", "owner"))
    sheet.drawString(100, 700, "locked")
    sheet.save()
    with pytest.raises(UnreadableFile, match="password") as raised:
        read(path)
    assert_is_readable(raised.value)


def test_hostile_files_end_in_pages_or_in_one_sentence() -> None:
    hostile = sorted((SHARED / "data" / "hostile").glob("*.pdf"))
    if not hostile:
        pytest.skip("no hostile files beside this checkout")
    for path in hostile:
        try:
            assert read(path, ocr="never").pages
        except ChithiError as error:
            assert_is_readable(error)


def assert_is_readable(error: ChithiError) -> None:
    assert error.reason.endswith(".")
    assert error.hint.endswith(".")
    assert "\n" not in str(error)
    assert error.path


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.pdf")), ids=lambda path: path.stem)
def test_no_word_is_lost(path: Path) -> None:
    for number, _words, lost, made in differences(path):
        assert (number, lost, made) == (number, Counter(), Counter())


def test_cells_of_tables_are_read_in_full() -> None:
    pages = list(read_pdf(SAMPLE / "ke-hoach-102-kh-ubnd-2017.pdf"))
    cells = [line.text for page in pages for line in page.lines if line.cell]
    assert "Rà soát thủ tục hành chính theo Chỉ thị số 13/CT-TTg ngày 10/6/2015" in cells
    rows = {line.row for line in pages[1].lines if line.cell}
    assert len(rows) == 7


LINE = b"(Can cu Dieu le Dang Cong san Viet Nam va tinh hinh thuc te) '"


def test_three_thousand_pages_stay_under_400_mb(tmp_path: Path) -> None:
    page = b"BT /F1 12 Tf 14 TL 72 780 Td %s ET" % b" ".join([LINE] * 12)
    assert peak(pdf_of(tmp_path / "long.pdf", [page] * 3000)) < 400


def test_a_page_releases_its_glyphs(tmp_path: Path) -> None:
    page = b"BT /F1 12 Tf 14 TL 72 780 Td %s ET" % b" ".join([LINE] * 45)
    short, long = (peak(pdf_of(tmp_path / f"{count}.pdf", [page] * count)) for count in (2, 202))
    assert long - short < 60  # a page's glyphs take 1.5 MB
