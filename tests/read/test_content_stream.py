"""Content streams: whatever one contains, its glyphs and graphics are those that pdfplumber finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.read.content_stream import Interpreter, UnsupportedStreamError, read_content
from tests.pdf_of import pdf_of

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample" / "files"
KEYS = ("text", "x0", "x1", "top", "bottom", "upright", "fontname", "size")

TEXT = (
    b"BT /F1 12 Tf 72 700 Td (Chi thi) Tj ET",
    b"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Ch) -20 (i) 3.5 <7468> (i)] TJ ET",
    b"q 0.24 0 0 -0.24 0 842 cm BT /F1 50 Tf 1 0 0 -1 300 300 Tm (A b) Tj ET Q",
    b"BT /F1 12 Tf 0 1 -1 0 72 300 Tm (Dung) Tj ET BT /F1 9 Tf .9 .1 -.1 .9 50 50 Tm (Nghieng) Tj ET",
    b"BT /F1 12 Tf 3 Tc 10 Tw 80 Tz 14 TL 2 Ts 72 700 Td (a b) Tj T* (c) Tj (d e) ' 0 -20 TD (f) Tj ET",
    rb"BT /F1 12 Tf 72 700 Td (a\(b\)c\\d\101\7z\t\x) Tj <41 4 2> Tj <414> Tj (\777) Tj ET",
    b'BT /F1 12 Tf 72 700 Td ((in) brackets) Tj (two\\\r\nlines) Tj 1 2 (w) " ET',
    b"BT /F1 12 Tf 72 700 Td 0.5 g /CS0 cs 1 0 0 scn /P <</MCID 0/T (a)>> BDC (grey) Tj EMC [3 2] 0 d ET",
    b"BT /F1 -12 Tf 72 700 Td (turned) Tj ET BT /F1 12 Tf -50 Tz 72 600 Td (mirrored) Tj ET",
    b"BT /F2 12 Tf 72 700 Td (a font that is not there) Tj ET BT (no font) Tj ET",
    b"BT /F1 12 Tf 72 700 Td (before) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI BT /F1 9 Tf (behind) Tj ET",
    b"BT /F1 12 Tf 72 700 Td 1 2 3 (too many) Tj 5 Td (too few) Tj 1.2.3 Tc --5 Tw (broken) Tj XX (unknown) Tj ET",
    b"% a remark\nBT /F1 12 Tf 72 700 Td (a) Tj % another\n(b) Tj ET",
    b"BT /F1 12 Tf 72 700 Td [(a) /Name (b)] TJ (unended Tj ET",
    b"BT /F#31 12 Tf 72 700 Td (escaped name) Tj ET \x00 BT /F1 1 Tf (nul) Tj ET",
    b"",
)
RULES = (
    b"72 72 100 20 re f 10 10 m 20 20 l S q 1 0 0 1 5 5 cm 0 0 m 5 0 5 5 0 5 c h B Q 1 1 m 2 2 l n",
    b"0 0 1 RG 2 w 10 10 m 90 10 l 90 90 l 10 90 l s 10 10 m 90 10 l 90 90 l 10 90 l b*",
    b"3 3 5 5 re W n 1 2 3 4 v 1 2 3 4 y f*",
)  # fmt: skip


@pytest.mark.parametrize("stream", [*TEXT, *RULES])
def test_a_stream_is_read_as_pdfplumber_reads_it(tmp_path: Path, stream: bytes) -> None:
    assert_alike(pdf_of(tmp_path / "s.pdf", [stream]))


@given(st.lists(st.one_of(st.sampled_from(b" ".join([*TEXT, *RULES]).split(b" ")), st.binary(max_size=5))))
def test_any_stream(tmp_path_factory: pytest.TempPathFactory, tokens: list[bytes]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.pdf"
    assert_alike(pdf_of(path, [b"BT /F1 12 Tf 72 700 Td " + b" ".join(tokens)]))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotated_pages(tmp_path: Path, turn: int) -> None:
    assert_alike(pdf_of(tmp_path / "t.pdf", [TEXT[0], TEXT[3]], page=f"/Rotate {turn} /MediaBox [10 20 500 700]"))


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_sample(path: Path) -> None:
    assert_alike(path)


def test_the_real_files(real_pdfs: list[Path]) -> None:
    for path in real_pdfs:
        assert_alike(path, pages=3)


def test_plain_streams_are_not_left_to_pdfminer() -> None:
    """Guard the speed: with pdfminer's parser the files would still be read correctly."""
    with pdfplumber.open(SAMPLE / "nghi-quyet-05-nq-cb-2016.pdf") as pdf:
        page = pdf.pages[0].page_obj
        try:
            assert Interpreter(pdf.rsrcmgr, None)._operations(page.contents)  # type: ignore[arg-type]  # asks no device
        except UnsupportedStreamError:
            pytest.fail("the sample's streams should be plain")


def assert_alike(path: Path, pages: int | None = None) -> None:
    """Assert that every page shows what pdfplumber finds on it, or fails as it does."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[:pages]:
            try:
                wanted = page.chars, _others(page.layout)
            except PdfminerException:
                with pytest.raises(Exception):  # noqa: B017  # the reader handles every class alike
                    _shown(page)
                continue
            glyphs, others = _shown(page)
            assert [[glyph[key] for key in KEYS] for glyph in glyphs] == [[c[key] for key in KEYS] for c in wanted[0]]
            assert others == wanted[1]
            page.close()


def _shown(page: Page) -> tuple[list[dict[str, Any]], list[Any]]:
    left, upper = page.mediabox[:2]
    shown = read_content(page.page_obj, page.pdf.rsrcmgr, left, page.height + upper)
    return shown.glyphs, _others(shown.layout)


def _others(layout: LTContainer[Any]) -> list[Any]:
    """What a layout holds beside glyphs: the kind and box of each."""
    return [
        (type(item).__name__, item.bbox, *(_others(item) if isinstance(item, LTContainer) else ()))
        for item in layout
        if not isinstance(item, LTChar)
    ]
