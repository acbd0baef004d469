"""Text that runs up or down the sheet is read as if it stood upright."""

from pathlib import Path

import pytest

from pipeline.read.pdf import read_pdf
from tests.pdf_of import pdf_of

LINES = b"(Stt   Noi dung cong viec) Tj (1   Quan triet chi thi) ' (2   Kiem tra, giam sat) '"


@pytest.mark.parametrize(
    ("matrix", "page"),
    [
        (b"0 1 -1 0 100 72", "/MediaBox [0 0 595 842]"),
        (b"0 -1 1 0 500 770", "/MediaBox [0 0 595 842]"),
        (b"0 1 -1 0 100 72", "/Rotate 90 /MediaBox [0 0 595 842]"),
        (b"-1 0 0 -1 500 700", "/Rotate 180 /MediaBox [0 0 595 842]"),
    ],
    ids=["up", "down", "page turned", "page upside down"],
)
def test_lines_come_in_their_order(tmp_path: Path, matrix: bytes, page: str) -> None:
    stream = b"BT /F1 12 Tf 16 TL %s Tm %s ET BT /F1 9 Tf 300 20 Td (7) Tj ET" % (matrix, LINES)
    read = next(read_pdf(pdf_of(tmp_path / "t.pdf", [stream], page=page)))
    wanted = ["Stt Noi dung cong viec", "1 Quan triet chi thi", "2 Kiem tra, giam sat"]
    assert [line for line in read.text.splitlines() if line in wanted] == wanted
    assert (read.width, read.height) == (842, 595) or "180" in page
    assert all(0 <= line.x0 < line.x1 <= read.width and 11 < line.size < 13 for line in read.lines if line.text != "7")
