"""What `chithi` alone prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.model import SetAside
from pipeline.output.overview import lines, lines_without_library
from tests.output.conftest import ENTRY


def test_an_office_without_a_library_learns_how_to_begin() -> None:
    first, *rest = lines_without_library("/van-ban/library.sqlite")
    assert "/van-ban/library.sqlite" in first
    assert rest[0].split("  ")[1] == "chithi ingest FOLDER"


def test_a_library_is_counted_with_what_waits(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"0" * 1_500_000)
    entries = [replace(ENTRY, pages=3), replace(ENTRY, number=None, pages=4), replace(ENTRY, waiting=(1,), pages=1)]
    text = "\n".join(lines(str(path), entries, [SetAside("a.pdf", "Damaged.", "")]))
    assert "3 documents, 8 pages; 1.5 MB" in text
    assert "1 document lacks its number, day or title" in text
    assert "1 document waits for OCR" in text
    assert "1 file was set aside" in text


def test_an_empty_library_asks_for_documents(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.touch()
    text = "\n".join(lines(str(path), [], []))
    assert "chithi ingest FOLDER" in text and "set aside" not in text
