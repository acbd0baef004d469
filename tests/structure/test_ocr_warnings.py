"""Header fields that OCR may have misrecognised are named in a warning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model import Header, Line, Page
from pipeline.structure.ocr_warnings import ocr_warnings

HEADER = Header(number="08-CT/TU", symbol="CT/TU", date=date(2016, 3, 30), title="Về sinh hoạt chi bộ")


def page(**doubtful: str) -> Page:
    lines = {
        "number": "Số 08-CT/TU",
        "date": "Điện Biên, ngày 30 tháng 3 năm 2016",
        "title": "về sinh hoạt chi bộ",
        "body": "Căn cứ Chỉ thị số 05-CT/TW, ngày 30/3/2016",
    }
    placed = tuple(
        Line(text, 100, 300, 50.0 * row, 50.0 * row + 12, row=row, doubtful=tuple(doubtful.get(name, "").split()))
        for row, (name, text) in enumerate(lines.items(), 1)
    )
    return Page(1, 595, 842, placed, "\n".join(lines.values()), "ocr")


@pytest.mark.parametrize(
    ("doubtful", "field"),
    [
        ({"number": "08-CT/TU"}, "number"),
        ({"date": "30"}, "date"),
        ({"title": "sinh"}, "title"),
        ({"body": "05-CT/TW, 30/3/2016"}, None),
        ({"date": "Biên,"}, None),
        ({}, None),
    ],
)
def test_a_warning_names_the_doubtful_field(doubtful: dict[str, str], field: str | None) -> None:
    warnings = ocr_warnings([page(**doubtful)], HEADER)
    assert len(warnings) == (field is not None)
    assert all(field in warning for warning in warnings if field)


def test_a_text_layer_without_doubtful_words_has_no_warning() -> None:
    assert ocr_warnings([replace(page(), source="text")], HEADER) == []
    assert ocr_warnings([replace(page(), source="text")], Header()) == []


def test_a_serial_stamped_over_a_typed_one_is_doubtful_in_a_text_layer() -> None:
    (warning,) = ocr_warnings([replace(page(number="08-CT/TU"), source="text")], HEADER)
    assert "number" in warning


def test_a_scan_without_a_letterhead_has_a_warning() -> None:
    (warning,) = ocr_warnings([page()], Header())
    assert "number" in warning
    assert ocr_warnings([page()], Header(), ["The number is blank."]) == []
