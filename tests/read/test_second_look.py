"""The second reading of a picture: what it adds, what it puts in doubt, and the warnings that come of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model import Header, Line, Page
from pipeline.read.box import Box
from pipeline.read.second_look import looked_at_again
from pipeline.structure.doubt import doubts_of


def boxes(text: str, confidence: float, line: int = 1, top: float = 100.0) -> list[Box]:
    return [
        Box((line, 1, 1), word, 100.0 * place, top, 100.0 * place + 90, top + 30, confidence)
        for place, word in enumerate(text.split(), 1)
    ]


def texts(found: list[Box]) -> list[str]:
    return [box.text for box in found]


def test_a_line_that_was_lost_is_added_once() -> None:
    first = boxes("Số 08-CT/TU", 95, top=200)
    lost = boxes("TỈNH ỦY ĐIỆN BIÊN", 93)
    again = [*lost, *(replace(box, line=(7, 1, 1)) for box in lost)]
    assert texts(looked_at_again(first, again)) == ["Số", "08-CT/TU", "TỈNH", "ỦY", "ĐIỆN", "BIÊN"]


def test_the_surer_reading_of_a_line_stands() -> None:
    first, again = boxes("THỊNH MỸ ĐIỆN BIẾN", 22), boxes("TỈNH ỦY ĐIỆN BIÊN", 92)
    assert texts(looked_at_again(first, again)) == texts(again)
    assert texts(looked_at_again(again, first)) == texts(again)


@pytest.mark.parametrize("text", ["ỵ Ỏ", "|- xq zz", "ĐẢNG"])
def test_ornaments_are_not_added(text: str) -> None:
    assert looked_at_again([], boxes(text, 90)) == []


@pytest.mark.parametrize(
    ("first", "sure", "second", "as_sure", "doubtful"),
    [
        ("08-CT/TU", 96, "08-CT/TU", 96, False),
        ("08-CT/TU", 62, "08-CT/TU", 92, False),
        ("08-CT/TU", 62, "08-CT/TU", 62, True),
        ("08-CT/TU", 96, "03-CT/TU", 90, True),
        ("08-CT/TU", 96, "D3-C1", 12, False),
        ("08-CT/TU", 70, "D3-C1", 12, True),
    ],
)
def test_figures_in_doubt(first: str, sure: float, second: str, as_sure: float, doubtful: bool) -> None:
    (box,) = looked_at_again(boxes(first, sure), boxes(second, as_sure))
    assert box.doubtful == doubtful


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
def test_a_doubt_names_its_field(doubtful: dict[str, str], field: str | None) -> None:
    warnings = doubts_of([page(**doubtful)], HEADER)
    assert len(warnings) == (field is not None)
    assert all(field in warning for warning in warnings if field)


def test_no_doubt_of_what_was_typed() -> None:
    assert doubts_of([replace(page(number="08-CT/TU"), source="text")], HEADER) == []


def test_a_scan_without_a_letterhead_is_told() -> None:
    (warning,) = doubts_of([page()], Header())
    assert "number" in warning
    assert doubts_of([page()], Header(), ["told already"]) == []
