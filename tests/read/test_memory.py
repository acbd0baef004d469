"""Long files: what one page needed is given up before the next."""

from __future__ import annotations

from pathlib import Path

from tests.bench.memory import peak
from tests.pdf_of import pdf_of

LINE = b"(Can cu Dieu le Dang Cong san Viet Nam va tinh hinh thuc te) '"


def test_three_thousand_pages_stay_under_400_mb(tmp_path: Path) -> None:
    page = b"BT /F1 12 Tf 14 TL 72 780 Td %s ET" % b" ".join([LINE] * 12)
    assert peak(pdf_of(tmp_path / "long.pdf", [page] * 3000)) < 400


def test_a_page_gives_up_its_glyphs(tmp_path: Path) -> None:
    page = b"BT /F1 12 Tf 14 TL 72 780 Td %s ET" % b" ".join([LINE] * 45)
    short, long = (peak(pdf_of(tmp_path / f"{count}.pdf", [page] * count)) for count in (2, 202))
    assert long - short < 60  # a page's glyphs take 1.5 MB
