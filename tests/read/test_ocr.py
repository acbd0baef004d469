"""Scans → pages. Tests of recognition need Tesseract, tests of layout do not."""

from __future__ import annotations

import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path

import pytest

import pipeline.read
from pipeline.errors import NeedsOcr
from pipeline.model import Page
from pipeline.parse import parse_file
from pipeline.read import ocr, read, tesseract
from pipeline.read.layout import page_of_words
from tests.conftest import optional

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
SCAN = SAMPLE / "files" / "thong-bao-112-tb-vptu-2016.pdf"
TYPED = SAMPLE / "files" / "nghi-quyet-05-nq-cb-2016.pdf"
with_ocr = optional(tesseract.available())


def source_text() -> str:
    """What the sample's scan says, in reading order."""
    with (SAMPLE / "sources" / "thong-bao-112-tb-vptu-2016.toml").open("rb") as file:
        source = tomllib.load(file)
    head, title, closing = source["letterhead"], source["title"], source["closing"]
    parts = [
        *(head["left"][0], head["right"][0], head["left"][1], head["date"], head["left"][2], head["number"]),
        *(title["type"], title["text"], source["body"]["text"], "Nơi nhận:", closing["authority"]),
        *(f"- {closing['recipients'][0]}", closing["position"]),
        *(f"- {recipient}" for recipient in closing["recipients"][1:]),
        closing["signer"],
    ]
    return " ".join(" ".join(parts).split())


@with_ocr
def test_the_sample_scan() -> None:
    (page,) = read(SCAN).pages
    assert page.source == "ocr"
    want, found = source_text(), " ".join(page.text.split())
    same = SequenceMatcher(None, want, found, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) / len(want) > 0.985
    words = found.split()
    assert sum(word in words for word in want.split()) / len(want.split()) > 0.97


@with_ocr
def test_columns_are_separate_lines_of_a_row() -> None:
    (page,) = read(SCAN).pages
    left = next(line for line in page.lines if "ĐIỆN BIÊN" in line.text)
    right = next(line for line in page.lines if "ĐẢNG CỘNG SẢN VIỆT NAM" in line.text)
    assert right.row - left.row == 1  # its baseline is a third of a line lower
    assert left.x1 < right.x0
    assert 11 < left.size < 17
    recipients = next(line for line in page.lines if line.text.startswith("Nơi nhận"))
    authority = next(line for line in page.lines if line.text.startswith("K/T"))
    assert recipients.row == authority.row
    assert page.width == pytest.approx(595, abs=2)


@with_ocr
def test_a_page_with_text_is_read_by_ocr_on_demand() -> None:
    assert {page.source for page in read(TYPED).pages} == {"text"}
    typed, recognised = read(TYPED).pages[0], read(TYPED, ocr="always").pages[0]
    assert recognised.source == "ocr"
    assert SequenceMatcher(None, typed.text.split(), recognised.text.split(), autojunk=False).ratio() > 0.95


@with_ocr
def test_a_page_upside_down(tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(SCAN)
    image = document[0].render(scale=150 / 72).to_pil().rotate(180)
    path = tmp_path / "turned.pdf"
    image.save(path, resolution=150)
    assert "Chỉ thị số 08-CT/TU" in read(path).pages[0].text


@with_ocr
@pytest.mark.parametrize("degrees", [90, 270, 4])
def test_a_page_sideways_or_askew(tmp_path: Path, degrees: int) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(SCAN)
    image = document[0].render(scale=150 / 72).to_pil().convert("L").rotate(degrees, expand=True, fillcolor=255)
    path = tmp_path / "turned.pdf"
    image.save(path, resolution=150)
    text = read(path).pages[0].text
    assert "Chỉ thị số 08-CT/TU" in text
    assert SequenceMatcher(None, source_text().split(), text.split(), autojunk=False).ratio() > 0.9


@with_ocr
def test_figures_written_in_blue_ink_are_left_out(tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    (page,) = read(SCAN).pages
    number, day = (next(line for line in page.lines if re.match(start, line.text)) for start in ("Số", ".*ngày"))
    image = pypdfium2.PdfDocument(SCAN)[0].render(scale=200 / 72).to_pil().convert("RGB")
    for line, before, figures in ((number, "Số ", "112"), (day, "Điện Biên, ngày ", "12")):
        place = len(before) / len(line.text), len(before + figures) / len(line.text)
        left, right = (round((line.x0 + share * (line.x1 - line.x0)) * 200 / 72) for share in place)
        box = (left - 6, round(line.top * 200 / 72) - 4, right + 6, round(line.bottom * 200 / 72) + 4)
        ink = image.crop(box).convert("L").point(lambda level: 255 * (level < 150))
        image.paste((30, 60, 200), box, mask=ink)
    image.save(tmp_path / "written.pdf", resolution=200)
    header = parse_file(tmp_path / "written.pdf").header
    assert (header.number, header.symbol, header.date) == (None, "TB/VPTU", None)


@with_ocr
def test_a_picture_of_text_on_a_page_with_text(tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    utils = pytest.importorskip("reportlab.lib.utils")
    page = pypdfium2.PdfDocument(TYPED)[0]
    image = page.render(scale=200 / 72).to_pil().convert("RGB")
    part = image.crop((0, image.height // 3, image.width, image.height * 2 // 3))
    sheet = canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    for line in range(8):
        sheet.drawString(80, 760 - 16 * line, "noi dung cong viec can lam trong thang nay")
    sheet.drawImage(utils.ImageReader(part), 0, 40, 595, 595 * part.height / part.width)
    sheet.save()
    reading = read(tmp_path / "a.pdf")
    shown = page.get_textpage().get_text_bounded(top=561, bottom=281).split()
    found = reading.pages[0].text.split()
    assert sum(word in found for word in shown) > 0.8 * len(shown)
    assert any("picture" in warning or "hình" in warning for warning in reading.warnings)
    never = read(tmp_path / "a.pdf", ocr="never")
    assert any("--ocr auto" in warning for warning in never.warnings)


@with_ocr
def test_a_garbled_text_layer_is_replaced_by_ocr(real_pdfs: list[Path]) -> None:
    path = next(path for path in real_pdfs if path.name.startswith("congvan__"))
    (page,) = ocr.read_pages(path, [1])
    assert "Thực hiện Nghị quyết 20-NQ/TW ngày 28/01/2008 của Ban Chấp hành" in page.text
    assert pipeline.read._lacks_text(path, Page(1, 595, 842, page.lines, "Thirc hien Chuong trinh hanh dQng " * 9))


def test_a_scan_names_the_option_when_ocr_is_switched_off() -> None:
    with pytest.raises(NeedsOcr) as raised:
        read(SCAN, ocr="never")
    assert "--ocr auto" in raised.value.hint


def test_a_poor_text_layer_stays_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.read, "_lacks_text", lambda path, page: page.number == 1)
    reading = read(TYPED, ocr="never")
    assert reading.pages[0].lines
    assert len(reading.warnings) == 1
    assert "page 1" in reading.warnings[0] or "1" in reading.warnings[0]


def row(line: tuple[int, int, int], x0: int, top: int, width: int, height: int, confidence: float, text: str) -> str:
    cells = (5, 1, *line, 1, x0, top, width, height, confidence, text)
    return "\t".join(map(str, cells))


def test_blocks_side_by_side_are_one_row() -> None:
    table = "\n".join(
        [
            row((1, 1, 1), 100, 100, 200, 30, 95.0, "TỈNH"),
            row((1, 1, 1), 310, 100, 90, 30, 95.0, "ỦY"),
            row((2, 1, 1), 900, 102, 120, 28, 96.0, "ĐẢNG"),
            row((1, 1, 2), 100, 160, 60, 26, 96.0, "Số"),
            row((3, 1, 1), 900, 300, 8, 40, 3.0, "|"),
        ]
    )
    page = page_of_words(1, 595, 842, ocr.layout_words(tesseract.parse_words(table), 0.36), source="ocr")
    assert page.text == "TỈNH ỦY ĐẢNG\nSố"
    assert [line.row for line in page.lines] == [0, 0, 1]
    assert page.source == "ocr"


def test_a_handwritten_serial_is_left_blank() -> None:
    def read_as(label: float, serial: float) -> list[str]:
        table = "\n".join(
            [
                row((1, 1, 1), 100, 100, 40, 30, label, "Số:"),
                row((1, 1, 1), 150, 100, 30, 30, serial, "4§"),
                row((1, 1, 1), 190, 100, 90, 30, serial, "46/QĐ-UBND"),
            ]
        )
        return [word.text for word in ocr.blank_handwritten_serial(tesseract.parse_words(table))]

    assert read_as(66, 50) == ["Số:", "/QĐ-UBND"]
    assert read_as(93, 50) == ["Số:", "4§", "46/QĐ-UBND"]
    assert read_as(66, 92) == ["Số:", "4§", "46/QĐ-UBND"]
