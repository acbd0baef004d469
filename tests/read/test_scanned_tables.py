"""Tables of scanned pages: strokes in an image, and the rows of cells between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.model import Line, Page
from pipeline.model.page import Place
from pipeline.read import ocr_cache
from pipeline.read.scanned_tables import table_rows

ACROSS, DOWN = (100, 200, 700, 1100), (300, 380, 460, 620)


def sheet(
    *, across: tuple[int, ...] = ACROSS, down: tuple[int, ...] = DOWN, missing: tuple[int, int] | None = None
) -> Image.Image:
    """Return a grey page with a ruled table; `missing` is a row's rule and the column that it does not cross."""
    image = Image.new("L", (1300, 900), 240)
    draw = ImageDraw.Draw(image)
    for place, y in enumerate(down):
        for column in range(len(across) - 1):
            if (place, column) != missing:
                draw.line((across[column], y, across[column + 1], y), fill=90, width=2)
    for x in across:
        draw.line((x, down[0], x, down[-1]), fill=90, width=2)
    for y in range(320, 620, 40):  # text
        draw.line((120, y, 160, y), fill=60, width=6)
    return image


def test_the_rows_and_cells_of_a_table() -> None:
    rows = table_rows(sheet(), 0.5)
    assert [[cell.column for cell in row.cells] for row in rows] == [[0, 1, 2]] * 3
    assert [row.columns for row in rows] == [3] * 3
    first = rows[0].cells[1]
    assert (first.x0, first.top, first.x1, first.bottom) == pytest.approx((100, 150, 350, 190), abs=2)


def test_a_cell_over_two_rows() -> None:
    rows = table_rows(sheet(missing=(2, 2)), 0.5)
    assert [([cell.column for cell in row.cells], row.merged) for row in rows] == [
        ([0, 1, 2], ()), ([0, 1, 2], ()), ([0, 1], (2,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "image",
    [
        Image.new("L", (1300, 900), 255),
        Image.new("L", (1300, 900), 0),
        sheet(across=(100, 1100)),  # a frame around text
        sheet(down=(300, 620)),
    ],
)
def test_pages_without_a_table(image: Image.Image) -> None:
    assert table_rows(image, 0.5) == []


def test_the_cache_keeps_the_places_of_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITHI_CACHE", str(tmp_path))
    file = tmp_path / "a.pdf"
    file.write_bytes(b"x")
    page = Page(1, 595, 842, (Line("a", 0, 1, 0, 1, cell=True, place=Place(0, 1, 3, (2,))),), "a", "ocr")
    ocr_cache.store(file, [page], "x")
    assert ocr_cache.load(file, [1], "x") == {1: page}
