"""`chithi show` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import assert_fails, chithi, run


def test_the_header_in_words(sample: Path) -> None:
    shown = run(sample, "show", "08-CT/TU").out
    assert "Tỉnh ủy Điện Biên" in shown and "30/3/2016" in shown


def test_an_unknown_document_fails_with_one_sentence(sample: Path) -> None:
    assert_fails(chithi("show", "999-CT/TU", library=sample), 3, "999-CT/TU")
