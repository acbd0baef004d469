"""Rows for other programs, read back by the standard library."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from pipeline.output.rows import lines

ROWS: list[dict[str, Any]] = [
    {"number": "08-CT/TU", "title": 'Về "kỷ luật",\nkỷ cương', "date": None, "pages": 3, "waiting": [1, 2]},
    {"number": "05-CT/TW", "title": "=HYPERLINK(1)", "date": "2016-05-15", "pages": 1, "waiting": []},
]


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_tables_have_a_header_and_one_line_a_row(name: str, dialect: str) -> None:
    head, first, second = csv.reader(lines(ROWS, name), dialect)
    assert head == list(ROWS[0])
    assert first == ["08-CT/TU", 'Về "kỷ luật", kỷ cương', "", "3", "[1, 2]"]
    assert second[1] == "'=HYPERLINK(1)"


def test_ndjson_keeps_every_value() -> None:
    assert [json.loads(line) for line in lines(ROWS, "ndjson")] == ROWS


@pytest.mark.parametrize("name", ["csv", "tsv", "ndjson"])
def test_no_rows_are_no_lines(name: str) -> None:
    assert list(lines([], name)) == []
