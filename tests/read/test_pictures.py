"""Pictures at the top of a page: images, drawn letters and annotations are found, rules and boxes are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read.formats import Box
from pipeline.read.pictures import is_page_sized, picture_in, pictures_on
from tests.pdf_of import Annotation, pdf_of

TEXT = b"BT /F1 12 Tf 80 700 Td (So 31-CT/TU) Tj ET "
IMAGE = b"q %d 0 0 %d %d %d cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\xff\x00 EI Q "
LETTER = b"%d 700 m %d 716 l %d 700 l S "  # two strokes of an A


def image(width: int, height: int, x: int, y: int) -> bytes:
    return IMAGE % (width, height, x, y)


def letters(*places: int) -> bytes:
    return b"".join(LETTER % (x, x + 5, x + 10) for x in places)


def found(folder: Path, content: bytes, *annotations: Annotation, page: str = "/MediaBox [0 0 595 842]") -> list[Box]:
    path = pdf_of(folder / "a.pdf", [TEXT + content], page=page, annotations=annotations)
    return [(round(x0), round(top), round(x1), round(bottom)) for x0, top, x1, bottom in pictures_on(path, 1)]


@pytest.mark.parametrize(
    ("content", "boxes"),
    [
        (image(60, 30, 100, 700), [(100, 112, 160, 142)]),
        (image(60, 30, 100, 700) + image(60, 30, 400, 700), [(100, 112, 160, 142), (400, 112, 460, 142)]),
        (letters(100, 112, 124), [(99, 123, 135, 143)]),
        (image(20, 20, 100, 700), []),
        (image(300, 3, 100, 700), []),
        (image(60, 30, 100, 100), []),
        (b"100 690 m 300 690 l S 100 700 60 30 re S ", []),
        (b"1 g 300 700 m 330 760 l 360 700 l f ", []),
        (b"".join(b"%d 700 4 4 re f " % (100 + 6 * place) for place in range(30)), []),
        (b"".join(b"%d %d 4 4 re f " % (100 + 6 * (place % 8), 700 + 6 * (place // 8)) for place in range(40)),
         [(100, 114, 146, 142)]),
    ],
    ids=["image", "two images", "strokes", "small", "rule", "at the foot", "box", "white", "dots", "squares"],
)  # fmt: skip
def test_what_is_a_picture(tmp_path: Path, content: bytes, boxes: list[Box]) -> None:
    assert found(tmp_path, content) == boxes


@pytest.mark.parametrize(
    ("entries", "drawn", "count"),
    [
        ("/Subtype/Stamp", image(60, 20, 0, 0), 1),
        ("/Subtype/Widget/FT/Sig", image(60, 20, 0, 0), 1),
        ("/Subtype/Ink", b"0 0 m 20 20 l 40 0 l S ", 1),
        ("/Subtype/Stamp/F 2", image(60, 20, 0, 0), 0),
        ("/Subtype/FreeText", b"BT /F1 12 Tf (TOI MAT) Tj ET ", 0),
        ("/Subtype/Link", image(60, 20, 0, 0), 0),
    ],
)
def test_annotations_with_pictures(tmp_path: Path, entries: str, drawn: bytes, count: int) -> None:
    assert len(found(tmp_path, b"", Annotation(entries, (100, 700, 160, 720), drawn))) == count


def test_on_a_rotated_or_cropped_page_the_whole_page_is_the_picture(tmp_path: Path) -> None:
    content = image(60, 30, 100, 700)
    (box,) = found(tmp_path, content, page="/MediaBox [0 0 595 842] /Rotate 90")
    assert is_page_sized(box)
    assert box == (0, 0, 842, 595)
    (box,) = found(tmp_path, content, page="/MediaBox [0 0 595 842] /CropBox [50 50 595 842]")
    assert is_page_sized(box)


def test_a_picture_is_rendered_with_what_is_printed_in_its_box(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "a.pdf", [image(60, 30, 100, 700)])
    (box,) = pictures_on(path, 1)
    rendered = picture_in(path, 1, box)
    assert rendered is not None
    assert rendered.mode == "RGB"
    assert rendered.width == pytest.approx(68 * 300 / 72, abs=3)
    assert not is_page_sized(box)


def test_a_damaged_file_has_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 damaged")
    assert pictures_on(path, 1) == []
    assert picture_in(path, 1, (0, 0, 10, 10)) is None
