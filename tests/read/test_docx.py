"""DOCX → pages: columns, rendered page breaks, and archives that are no document."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from pipeline.errors import UnreadableFile
from pipeline.read import read


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letterhead as a table, two paragraphs, a page break that Word rendered between them."""
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text, right.text = (
        "TỈNH ỦY ĐIỆN BIÊN\n*\nSố 08-CT/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nĐiện Biên, ngày 30 tháng 3 năm 2016",
    )
    document.add_paragraph("Trang đầu nói về tình hình.")
    second = document.add_paragraph()
    second.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
    second.add_run("Trang sau nói về nhiệm vụ.")
    document.save(str(tmp_path / "a.docx"))
    return tmp_path / "a.docx"


def test_a_letterheads_columns_stand_side_by_side(letter: Path) -> None:
    lines = read(letter).pages[0].lines
    (motto,) = [line for line in lines if line.text == "ĐẢNG CỘNG SẢN VIỆT NAM"]
    (issuer,) = [line for line in lines if line.text == "TỈNH ỦY ĐIỆN BIÊN"]
    assert motto.row == issuer.row and motto.x0 > issuer.x1


def test_pages_are_those_that_word_rendered(letter: Path) -> None:
    pages = read(letter).pages
    assert [page.number for page in pages] == [1, 2]
    assert "tình hình" in pages[0].text and pages[1].text == "Trang sau nói về nhiệm vụ."


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p/>" * (12 << 20))
    with pytest.raises(UnreadableFile, match="MB"):
        read(path)


def test_another_archive_is_no_word_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ghi-chu.txt", "không phải Word")
    with pytest.raises(UnreadableFile):
        read(path)
