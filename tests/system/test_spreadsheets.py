"""Rows of CSV, TSV and Excel files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UnreadableFile
from pipeline.system.spreadsheets import read_sheets
from tests.workbook import workbook


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ('Số hiệu,Trích yếu\n\n08-CT/TU,"về a, b"\n', "utf-8"),
        ("Số hiệu;Trích yếu\n\n08-CT/TU;về a, b\n", "utf-8-sig"),
        ("Số hiệu\tTrích yếu\n\n08-CT/TU\tvề a, b\n", "utf-16"),
    ],
)
def test_text_in_the_forms_that_office_programs_write(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding=encoding)
    assert read_sheets(path) == [[(1, ["Số hiệu", "Trích yếu"]), (3, ["08-CT/TU", "về a, b"])]]


def test_a_workbook_with_shared_and_inline_text_numbers_days_and_gaps(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", [["Số", "Ngày", "", "Trích yếu"], [], ["08-CT/TU", 42459, "", 7]])
    assert read_sheets(path) == [[(1, ["Số", "Ngày", "", "Trích yếu"]), (3, ["08-CT/TU", "2016-03-30", "", "7"])]]


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zip", "Số hiệu".encode("cp1258", "replace") + b"\xff\xfa"])
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read_sheets(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", [["Số"]], before_sheet='<!DOCTYPE a [<!ENTITY b "c">]>')
    with pytest.raises(UnreadableFile):
        read_sheets(path)
