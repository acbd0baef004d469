"""Pages read by OCR are cached for their owner only, and never those of a secret document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.model import Line, Page
from pipeline.parse import outcome_of, parse_file
from pipeline.read import ocr, ocr_cache, read, tesseract
from tests.conftest import optional

FILES = Path(__file__).parents[2] / "corpora" / "sample" / "files"
SCAN, SECRET = FILES / "thong-bao-112-tb-vptu-2016.pdf", FILES / "bao-cao-mat-2019.pdf"
PAGE = Page(1, 595.0, 842.0, (Line("Số 08-CT/TU", 1.0, 2.0, 3.0, 4.0, doubtful=("08-CT/TU",)),), "Số 08-CT/TU", "ocr")
with_ocr = optional(tesseract.available())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache"
    monkeypatch.setenv("CHITHI_CACHE", str(path))
    return path


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_cached_page_is_loaded_unchanged(folder: Path) -> None:
    assert ocr_cache.load(SCAN, [1], "tesseract 5") == {}
    ocr_cache.store(SCAN, [PAGE], "tesseract 5")
    assert ocr_cache.load(SCAN, [1, 2], "tesseract 5") == {1: PAGE}
    assert ocr_cache.load(SCAN, [1], "tesseract 6") == {}
    (file,) = kept(folder)
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    ocr_cache.remove(SCAN, [1], "tesseract 5")
    assert not kept(folder)


def test_a_damaged_entry_is_ignored(folder: Path) -> None:
    ocr_cache.store(SCAN, [PAGE], "tesseract 5")
    (file,) = kept(folder)
    file.write_text('{"number": 1', encoding="utf-8")
    assert ocr_cache.load(SCAN, [1], "tesseract 5") == {}


@with_ocr
def test_a_second_run_needs_no_ocr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = parse_file(SCAN)
    monkeypatch.setattr(ocr, "page_of_image", lambda *given: pytest.fail("read again"))
    copy = tmp_path / "copy.pdf"
    shutil.copy(SCAN, copy)
    assert parse_file(copy).pages == first.pages


@with_ocr
@pytest.mark.parametrize("accept", [False, True])
def test_a_secret_document_is_not_cached(folder: Path, accept: bool) -> None:
    result = outcome_of(str(SECRET), "", "always", accept)
    assert result is not None
    assert not kept(folder)
    pages = read(SECRET, "always").ocr_pages
    ocr_cache.store(SECRET, pages, tesseract.version())  # as an older chithi may have that did not see the stamp
    assert kept(folder)
    outcome_of(str(SECRET), "", "always", accept)
    assert not kept(folder)
