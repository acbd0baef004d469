"""Lists of documents and of missing numbers on the terminal."""

from __future__ import annotations

from dataclasses import replace

from pipeline.chain import NumberSeries
from pipeline.model import SetAside
from pipeline.output.list import gap_lines, lines
from tests.output.conftest import ENTRY, FULL, SHORT, WORK, shown


def test_a_document_with_its_title_and_id() -> None:
    assert shown(lines([ENTRY], [])) == [
        f"{SHORT} (3 pages)",
        "    về kỷ luật",
        f"    {ENTRY.id} · 08.pdf",
        "1 document.",
    ]


def test_unknown_pages_and_pages_that_wait_for_ocr() -> None:
    entry = replace(ENTRY, printed=0, waiting=(2, 3), title=None)
    assert shown(lines([entry], []))[:2] == [
        f"{SHORT} (the file does not record its pages)",
        "    2 pages wait for OCR",
    ]


def test_files_set_aside_come_last() -> None:
    assert shown(lines([], [SetAside("/a", "Empty.", "")])) == [
        "0 documents.", "1 file was set aside:", "  /a: Empty.",
    ]  # fmt: skip


def test_runs_of_missing_numbers_and_known_works() -> None:
    series = NumberSeries("Tỉnh ủy", "CT/TU", "XII", 3, 9, ((2, 2), (4, 8)), (WORK,))
    assert shown(gap_lines([series])) == [
        "Tỉnh ủy, CT/TU, XII",
        "    6 numbers missing or secret: 2, 4-8 (3 in the library, up to 9)",
        f"    known: {FULL}",
        "A number can be missing because nobody added the document, or because it is secret.",
    ]
    many = replace(series, missing=tuple((n, n) for n in range(1, 30, 2)), known=(WORK,) * 7)
    assert "23, …" in shown(gap_lines([many]))[1] and shown(gap_lines([many])).count(f"    known: {FULL}") == 5


def test_no_number_is_missing() -> None:
    assert shown(gap_lines([])) == ["No number is missing."]


def test_the_degree_of_an_accepted_secret_document_comes_first() -> None:
    assert shown(lines([replace(ENTRY, secrecy="MẬT")], []))[0] == f"[MẬT] {SHORT} (3 pages)"
