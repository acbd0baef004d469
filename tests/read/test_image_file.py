"""Image files → pages: upright, one for each picture of a TIFF, refused when damaged or too large."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from pypdfium2 import PdfDocument

from pipeline.errors import NeedsOcr, UnreadableFile
from pipeline.read import read, tesseract
from pipeline.read.image_file import is_page, read_image
from pipeline.read.page_image import is_page_image, renderer
from pipeline.read.pdf import IGNORE_IMAGES
from tests.command import SAMPLE
from tests.conftest import optional

TURNED_RIGHT = {0x0112: 6}  # EXIF: the camera was held upright, the picture lies on its side


def save(path: Path, *images: Image.Image, **options: object) -> Path:
    images[0].save(path, save_all=len(images) > 1, append_images=images[1:], **options)  # type: ignore[arg-type]
    return path


def sheet(size: tuple[int, int] = (1240, 1754), mode: str = "L") -> Image.Image:
    """A sheet with a black bar along its upper edge."""
    image = Image.new(mode, size, "white")
    image.paste("black" if mode != "L" else 0, (0, 0, size[0], size[1] // 10))
    return image


def sizes(path: Path) -> list[tuple[int, int]]:
    return [(round(page.width), round(page.height)) for page in read_image(path, IGNORE_IMAGES)]


def test_every_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tif", sheet(), sheet((1754, 1240)), sheet(mode="1"), compression="tiff_lzw")
    assert sizes(path) == [(595, 842), (842, 595), (595, 842)]


def test_a_photograph_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.update(TURNED_RIGHT)
    path = save(tmp_path / "a.jpg", sheet().rotate(90, expand=True), exif=exif)
    assert sizes(path) == [(595, 842)]
    with renderer(path) as render:
        page = render(1)
    assert page and page.image.getpixel((800, 50)) < 50 < 200 < page.image.getpixel((800, 2000))  # type: ignore[operator]
    assert is_page_image(path, 1)


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (1240, 1754), (0, 0, 0, 0))
    with renderer(save(tmp_path / "a.png", image)) as render:
        page = render(1)
    assert page and page.image.getextrema() == (255, 255)


def test_a_damaged_or_huge_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    content = BytesIO()
    sheet().save(content, "PNG")
    (tmp_path / "a.png").write_bytes(content.getvalue()[:-200])
    with pytest.raises(UnreadableFile, match=r"damaged|hỏng"):
        sizes(tmp_path / "a.png")
    for size in ((12_000, 11_000), (20_000, 20_000)):
        with pytest.raises(UnreadableFile, match=r"too large|quá lớn"):
            sizes(save(tmp_path / "b.png", Image.new("1", size)))


def test_icons_are_no_pages(tmp_path: Path) -> None:
    assert not is_page(save(tmp_path / "a.png", sheet((64, 64))))
    assert is_page(save(tmp_path / "b.png", sheet()))
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert is_page(tmp_path / "c.png")


@optional(tesseract.available())
def test_a_photograph_of_a_document_is_read(tmp_path: Path) -> None:
    with PdfDocument(SAMPLE / "quy-dinh-37-qd-tw-2021.pdf") as pdf:
        page = pdf[0].render(scale=200 / 72).to_pil()
    exif = Image.Exif()
    exif.update(TURNED_RIGHT)
    (read_page,) = read(save(tmp_path / "a.jpg", page.rotate(90, expand=True), exif=exif)).pages
    assert read_page.source == "ocr" and "37-QĐ/TW" in read_page.text


def test_a_photograph_waits_for_ocr(tmp_path: Path) -> None:
    with pytest.raises(NeedsOcr):
        read(save(tmp_path / "a.jpg", sheet()), "never")
