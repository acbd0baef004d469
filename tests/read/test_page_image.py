"""Page images: rendered, without red ink, deskewed; pages that are scans are recognised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UnreadableFile
from pipeline.read.page_image import (
    _angles,
    is_page_image,
    remove_red,
    render_part,
    renderer,
    whiten_paper,
)
from tests.pdf_of import pdf_of

Image = pytest.importorskip("PIL.Image")
ImageDraw = pytest.importorskip("PIL.ImageDraw")

FILES = Path(__file__).parents[2] / "corpora" / "sample" / "files"
SCAN, TYPED, SECRET = (
    FILES / f"{name}.pdf" for name in ("thong-bao-112-tb-vptu-2016", "nghi-quyet-05-nq-cb-2016", "bao-cao-mat-2019")
)


def level(image: Any, place: tuple[int, int]) -> int:
    """Return the grey level of a pixel."""
    return int(image.getpixel(place))


def scan_of(path: Path, slant: float = 0.0) -> Path:
    """Write a scan of ten black rows with a red stamp below, rotated by `slant` degrees."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    for row in range(10):
        draw.rectangle((150, 150 + 60 * row, 1090, 170 + 60 * row), fill="black")
    draw.rectangle((300, 1000, 500, 1060), fill=(220, 20, 30))
    image.rotate(slant, fillcolor="white").save(path, resolution=150)
    return path


def test_a_scan_is_a_page_image_and_a_typed_page_is_not() -> None:
    assert is_page_image(SCAN, 1)
    assert not is_page_image(TYPED, 1)


def test_a_file_that_pdfium_cannot_open(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 damaged")
    assert not is_page_image(path, 1)
    assert render_part(path, 1, (0, 0, 10, 10), 72) is None
    with pytest.raises(UnreadableFile), renderer(path):
        pass


def test_a_page_is_rendered_at_its_size_with_red_ink_apart(tmp_path: Path) -> None:
    with renderer(scan_of(tmp_path / "a.pdf")) as render:
        image = render(1)
        assert render(2) is None
    assert image is not None and image.red is not None
    assert (round(image.width), round(image.height)) == (595, 842)
    assert image.image.width == pytest.approx(595 * 200 / 72, abs=2)
    assert image.image.mode == "L"
    x, y = round(400 / 1240 * image.image.width), round(1030 / 1754 * image.image.height)
    assert level(image.image, (x, y)) > 240 and level(image.red, (x, y)) < 20


def test_a_page_without_red_ink_has_no_image_of_it() -> None:
    with renderer(TYPED) as render:
        image = render(1)
    assert image is not None and image.red is None


@pytest.mark.parametrize("slant", [1.3, -0.8])
def test_a_slanted_scan_is_deskewed(tmp_path: Path, slant: float) -> None:
    with renderer(scan_of(tmp_path / "a.pdf", slant)) as render:
        image = render(1)
    assert image is not None
    left, right = (
        next(y for y in range(image.image.height) if level(image.image, (x, y)) < 128)
        for x in (image.image.width // 4, image.image.width * 3 // 4)
    )
    assert abs(left - right) <= 3


def test_a_quarter_turn_exchanges_width_and_height(tmp_path: Path) -> None:
    with renderer(scan_of(tmp_path / "a.pdf")) as render:
        image = render(1)
    assert image is not None
    quarter, half = image.rotated(1), image.rotated(2)
    assert (quarter.width, quarter.height) == (image.height, image.width)
    assert (half.width, half.height) == (image.width, image.height)
    assert quarter.image.size == image.image.size[::-1]


def test_print_under_a_stamp_stays_black() -> None:
    image = Image.new("RGB", (40, 40), "white")
    ink = Image.new("L", (40, 40), 0)
    for x in range(10, 30):
        for y in range(10, 30):
            image.putpixel((x, y), (230, 40, 40) if x < 20 else (60, 10, 10))
            ink.putpixel((x, y), 255)
    grey = remove_red(image, ink)
    assert level(grey, (12, 20)) == 255 and level(grey, (27, 20)) == 0


def test_grey_paper_becomes_white() -> None:
    paper = Image.new("L", (20, 20), 205)
    paper.putpixel((5, 5), 20)
    white = whiten_paper(paper)
    assert level(white, (0, 0)) == 255 and level(white, (5, 5)) < 40


def test_the_smallest_angle_wins_a_tie() -> None:
    assert _angles(0.0, 0.5, 0.25) == [0.0, -0.25, 0.25, -0.5, 0.5]


def test_a_part_of_a_page_is_rendered_with_a_margin(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "a.pdf", [b"0 0 0 rg 100 700 20 10 re f"])
    part = render_part(path, 1, (100, 132, 120, 142), 72)
    assert part is not None and part.mode == "L"
    assert part.size == (100, 90)
    assert level(part, (50, 45)) == 0 and level(part, (5, 5)) == 255
