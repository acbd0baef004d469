"""Text painted by annotations is text of the page: stamped numbers and days, form fields, free text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.model import Line, Page
from pipeline.read.formats import Box
from pipeline.read.pdf import read_pdf
from tests.pdf_of import Annotation, pdf_of

SIGNATURE = "/Subtype/Widget/FT/Sig/F 132"
IMAGE = b"q 16 0 0 16 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\xff\x00 EI Q"


def shown(x: float, y: float, text: str, size: int = 14) -> bytes:
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


def stamp(x: float, y: float, *texts: str, step: float = 7.8) -> Annotation:
    """A signature field whose letters are set one by one, `step` points apart."""
    letters = b"".join(shown(step * place, 2, text, 14) for place, text in enumerate("".join(texts)))
    return Annotation(SIGNATURE, (x, y, x + 40, y + 16), letters)


class Images(NamedTuple):
    """Reads every stamp as the same text, and no picture."""

    found: str | None

    def serial(self, number: int, box: Box) -> str | None:
        return self.found

    def text(self, number: int, box: Box) -> tuple[Line, ...]:
        return ()

    def damaged(self, number: int, error: Exception) -> None:
        raise error


def read_first(path: Path, content: bytes, *annotations: Annotation, image_text: str | None = None) -> Page:
    return next(read_pdf(pdf_of(path / "a.pdf", [content], annotations=annotations), Images(image_text)))


NUMBER_LINE = shown(90, 700, "So          -CT/TU")  # the blank reaches from 111 to 150
DAY_LINE = shown(330, 700, "ngay") + shown(390, 700, "thang 4 nam 2019")


@pytest.mark.parametrize(
    ("content", "stamped", "line"),
    [
        (NUMBER_LINE, stamp(120, 698, "31"), "So 31 -CT/TU"),
        (NUMBER_LINE, stamp(120, 702, "31"), "So 31 -CT/TU"),
        (NUMBER_LINE, stamp(120, 693, "31"), "So 31 -CT/TU"),
        (NUMBER_LINE, stamp(116, 698, "31", step=12), "So 31 -CT/TU"),
        (NUMBER_LINE, stamp(138, 698, "31"), "So 31-CT/TU"),
        (DAY_LINE, stamp(366, 702, "12"), "ngay 12 thang 4 nam 2019"),
        (DAY_LINE, stamp(359, 698, "12"), "ngay 12 thang 4 nam 2019"),
        (DAY_LINE, stamp(378, 698, "12"), "ngay 12 thang 4 nam 2019"),
    ],
    ids=["on its line", "above", "below", "spaced", "over the sign", "a day", "close to a word", "over a word"],
)
def test_a_stamped_serial_completes_its_line(tmp_path: Path, content: bytes, stamped: Annotation, line: str) -> None:
    page = read_first(tmp_path, content, stamped)
    assert page.text == line
    assert not any(each.doubtful for each in page.lines)


def test_a_serial_stamped_over_a_typed_one_is_doubtful(tmp_path: Path) -> None:
    typed = shown(330, 700, "ngay 15 thang") + shown(424, 700, "4") + shown(440, 700, "nam 2026")
    page = read_first(tmp_path, typed, stamp(423, 702, "5"))
    assert page.text == "ngay 15 thang 5 nam 2026"
    assert [word for line in page.lines for word in line.doubtful] == ["5"]


def test_the_same_serial_stamped_over_a_typed_one_is_certain(tmp_path: Path) -> None:
    page = read_first(tmp_path, shown(330, 700, "ngay") + shown(370, 700, "15"), stamp(370, 700, "15"))
    assert page.text == "ngay 15"
    assert not any(each.doubtful for each in page.lines)


@pytest.mark.parametrize("flags", [2, 32, 34], ids=["hidden", "not viewed", "both"])
def test_a_hidden_annotation_is_not_read(tmp_path: Path, flags: int) -> None:
    hidden = stamp(120, 698, "31")._replace(entries=f"/Subtype/Widget/FT/Sig/F {flags}")
    assert read_first(tmp_path, NUMBER_LINE, hidden).text == "So -CT/TU"


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Watermark", "Widget"])
def test_text_of_an_annotation_is_text_of_the_page(tmp_path: Path, kind: str) -> None:
    note = Annotation(f"/Subtype/{kind}", (70, 750, 200, 770), shown(2, 2, "TOI MAT"))
    assert read_first(tmp_path, NUMBER_LINE, note).text == "TOI MAT\nSo -CT/TU"


@pytest.mark.parametrize("kind", ["Popup", "Link", "Text"])
def test_an_annotation_that_paints_no_text_of_the_page_is_left_out(tmp_path: Path, kind: str) -> None:
    note = Annotation(f"/Subtype/{kind}", (70, 750, 200, 770), shown(2, 2, "TOI MAT"))
    assert read_first(tmp_path, NUMBER_LINE, note).text == "So -CT/TU"


def test_text_painted_over_print_has_a_separate_line(tmp_path: Path) -> None:
    field = Annotation("/Subtype/Widget/FT/Tx", (90, 698, 300, 714), shown(0, 0, "Nguyen Van Mau"))
    page = read_first(tmp_path, shown(90, 700, "Luu Van phong") + shown(90, 640, "Noi nhan"), field)
    assert page.text == "Luu Van phong\nNguyen Van Mau\nNoi nhan"


def test_a_stamp_that_is_an_image_is_read_by_the_image_reader(tmp_path: Path) -> None:
    image = Annotation(SIGNATURE, (120, 698, 136, 714), IMAGE)
    assert read_first(tmp_path, NUMBER_LINE, image, image_text="21").text == "So 21 -CT/TU"
    assert read_first(tmp_path, NUMBER_LINE, image).text == "So -CT/TU"


def test_a_seal_is_not_taken_for_a_number(tmp_path: Path) -> None:
    seal = Annotation(SIGNATURE, (120, 600, 230, 710), IMAGE)
    assert read_first(tmp_path, NUMBER_LINE, seal, image_text="21").text == "So -CT/TU"


@pytest.mark.parametrize("entries", ["/Subtype/Widget/AP 7", "/Subtype/Widget/F (x)", "/Subtype 5", ""])
def test_malformed_annotations_are_skipped(tmp_path: Path, entries: str) -> None:
    odd = Annotation(entries, (120, 698, 160, 714), shown(0, 2, "31"))
    assert "-CT/TU" in read_first(tmp_path, NUMBER_LINE, odd).text
