"""A damaged page costs that page, not the file; a page without a usable size has that of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import NeedsOcr
from pipeline.read import read
from tests.pdf_of import pdf_of

TEXT = b"BT /F1 12 Tf 50 700 Td (Nghi quyet so 08 ve ky luat hanh chinh) Tj ET"


def spoil(path: Path, number: int) -> None:
    """Give the stream of one page a filter that it does not fit."""
    parts = path.read_bytes().split(b"<</Length")
    parts[number] = b"/Filter/ASCII85Decode/Length" + parts[number].replace(TEXT, b"\xff" * len(TEXT))
    path.write_bytes(b"<</Length".join(parts).replace(b"<</Length/Filter", b"<</Filter"))


def test_a_damaged_page_costs_that_page(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "a.pdf", [TEXT] * 3)
    spoil(path, 2)
    reading = read(path, "never")
    assert [bool(page.text) for page in reading.pages] == [True, False, True]
    assert any("Page 2 is damaged" in each or "Trang 2 bị hỏng" in each for each in reading.warnings)
    assert reading.waiting == (2,)


def test_a_damaged_first_page_may_be_secret(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "a.pdf", [TEXT] * 2)
    spoil(path, 1)
    with pytest.raises(NeedsOcr):
        read(path, "never")


@pytest.mark.parametrize(
    "page",
    ["", "/MediaBox [0 0 595]", "/MediaBox [0 0 /a 5]", "/MediaBox null", "/MediaBox [0 0 595 842] /Rotate /x",
     "/MediaBox [0 0 595 842] /CropBox [(a)]", "/MediaBox [0 0 595 842] /Annots 5"],
)  # fmt: skip
def test_a_page_without_a_usable_size_is_read(tmp_path: Path, page: str) -> None:
    path = pdf_of(tmp_path / "a.pdf", [TEXT] * 2, page=page)
    assert [len(each.text) for each in read(path, "never").pages] == [38, 38]
