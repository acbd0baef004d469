"""Files inside of a file are named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from pipeline.read import read
from pipeline.read.attachments import names_in_docx, names_in_pdf
from tests.pdf_of import pdf_of


def with_attachments(path: Path, *names: str) -> Path:
    document = pypdfium2.PdfDocument(pdf_of(path / "a.pdf", [b"BT /F1 12 Tf 80 700 Td (Ke hoach) Tj ET"]))
    for name in names:
        document.new_attachment(name).set_data(b"x")
    document.save(path / "b.pdf")
    return path / "b.pdf"


def test_attachments_of_a_pdf(tmp_path: Path) -> None:
    assert names_in_pdf(with_attachments(tmp_path, "phụ lục.xlsx", "b\nc.pdf")) == ["b c.pdf", "phụ lục.xlsx"]


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    assert names_in_pdf(tmp_path / "a.pdf") == []
    assert names_in_docx(tmp_path / "a.pdf") == []


def test_objects_in_a_word_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/embeddings/Bang1.xlsx", b"x")
        archive.writestr("word/document.xml", b"x")
    assert names_in_docx(tmp_path / "a.docx") == ["Bang1.xlsx"]


@pytest.mark.parametrize("count", [1, 12])
def test_the_warning_lists_names(tmp_path: Path, count: int) -> None:
    names = [f"phu luc {place}.xlsx" for place in range(count)]
    warning = next(each for each in read(with_attachments(tmp_path, *names)).warnings if names[0] in each)
    assert warning.count(".xlsx") == min(count, 10)
