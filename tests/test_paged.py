"""A page is told only where the file tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read.formats import pages_known
from tests.command import SAMPLE, chithi


@pytest.mark.parametrize(
    ("path", "lengths", "known"),
    [
        ("/a.pdf", [9000, 100], 2),
        ("/a.PDF", [9000], 1),
        ("/a.docx", [1200], 1),
        ("/a.docx", [2644], 0),  # one sheet or two
        ("/a.docx", [335_063], 0),
        ("/a.docx", [2176, 2719, 3100], 3),
        ("/a.doc", [10_397, 4481], 0),
        ("/a.docx", [2000, 2100, 9000, 800], 2),
        ("/a.html", [40_000], 0),
    ],
)
def test_pages_that_a_file_tells(path: str, lengths: list[int], known: int) -> None:
    assert pages_known(path, lengths) == known


def test_no_page_is_told_of_a_word_file_without_page_ends(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    chithi("ingest", SAMPLE / "huong-dan-12-hd-btctw-2018.docx", library=library)
    hit = chithi("search", "sinh hoạt chuyên đề", "--json", library=library).json["hits"][0]
    assert hit["page"] == 1 and hit["page_known"] is False
    assert "page 1" not in chithi("search", "sinh hoạt chuyên đề", library=library).out
    assert "does not tell" in chithi("list", library=library).out
    shown = chithi("show", "12-HD/BTCTW", library=library).out
    assert "page 1" not in shown and "does not tell" in shown
    assert chithi("show", "12-HD/BTCTW", "--json", library=library).json["pages_known"] == 0
