"""A page number is shown only where the file has it."""

from __future__ import annotations

from pathlib import Path

from tests.command import SAMPLE, chithi


def test_no_page_number_is_shown_of_a_word_file_without_page_ends(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    chithi("ingest", SAMPLE / "huong-dan-12-hd-btctw-2018.docx", library=library)
    hit = chithi("search", "sinh hoạt chuyên đề", "--json", library=library).json["hits"][0]
    assert hit["page"] == 1 and hit["page_known"] is False
    assert "page 1" not in chithi("search", "sinh hoạt chuyên đề", library=library).out
    assert "does not record its pages" in chithi("list", library=library).out
    shown = chithi("show", "12-HD/BTCTW", library=library).out
    assert "page 1" not in shown and "does not record where its printed pages end" in shown
    assert chithi("show", "12-HD/BTCTW", "--json", library=library).json["pages_known"] == 0
