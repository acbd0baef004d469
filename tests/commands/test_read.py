"""`chithi read` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import SAMPLE, assert_fails, chithi


def test_read_stores_nothing_and_shows_the_header(tmp_path: Path) -> None:
    library = tmp_path / "none.sqlite"
    found = chithi("read", SAMPLE / "chi-thi-08-ct-tu-dien-bien-2016.pdf", "--json", library=library).json
    assert (found["header"]["number"], found["header"]["date"]) == ("08-CT/TU", "2016-03-30")
    assert [page["page"] for page in found["pages"]] == list(range(1, len(found["pages"]) + 1))
    assert found["outline"] and not library.exists()


def test_read_of_a_bad_file_fails_with_assert_fails(tmp_path: Path) -> None:
    (tmp_path / "text.pdf").write_text("không phải", encoding="utf-8")
    assert_fails(chithi("read", tmp_path / "text.pdf", library=tmp_path / "l.sqlite"), 3, "text.pdf", "name of a PDF")
    assert_fails(chithi("read", tmp_path / "none.pdf", library=tmp_path / "l.sqlite"), 2, "none.pdf")
