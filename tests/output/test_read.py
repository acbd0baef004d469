"""What was read from a file, on the terminal."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Marks, Signer
from pipeline.output.read import lines
from tests.documents import DIRECTIVE_PAGE, directive
from tests.output.conftest import shown


def test_a_line_for_each_field_of_the_header() -> None:
    document = directive()
    signer = Signer("Nguyễn Văn A", "Bí thư", "T/M")
    header = replace(document.header, signers=(signer,), marks=Marks(urgency="KHẨN", draft=True))
    assert shown(lines(replace(document, header=header), False))[:8] == [
        "Type       chỉ thị",
        "Number     08-CT/TU",
        "Issuer     Tỉnh ủy Điện Biên",
        "Date       30/3/2016",
        "Place      –",
        "Title      về tăng cường kỷ luật, kỷ cương hành chính",
        "Signed by  Bí thư (T/M) Nguyễn Văn A",
        "Marks      KHẨN, draft",
    ]


def test_the_outline_has_pages_where_the_file_has_them() -> None:
    assert "  I TÌNH HÌNH (page 1)" in shown(lines(directive("/a.pdf"), False))
    pages = tuple(replace(page, text=page.text * 40) for page in directive().pages)
    unpaged = shown(lines(replace(directive("/a.docx"), pages=pages), False))
    assert "  I TÌNH HÌNH" in unpaged
    assert any(line.startswith("Warning: The file does not record where") for line in unpaged)


def test_text_only_if_asked() -> None:
    assert "— page 1 —" not in shown(lines(directive(), False))
    listed = shown(lines(directive(), True))
    assert listed[listed.index("— page 1 —") + 1] == DIRECTIVE_PAGE
