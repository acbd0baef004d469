"""Dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.dates import find_dates, parse_date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ngày 30 tháng 3 năm 2016", "2016-03-30"),
        ("Ngày 05 tháng 3, năm 2020", "2020-03-05"),
        ("NGÀY 30 THÁNG 3 NĂM 2016", "2016-03-30"),
        ("ngày 02/6/1997", "1997-06-02"),
        ("30-3-2016", "2016-03-30"),
        ("30.3.2016", "2016-03-30"),
        ("ngày 25 - 10 - 2017", "2017-10-25"),
        ("ngay 30 thang 3 nam 2016", "2016-03-30"),
        ("2016-03-30", "2016-03-30"),
    ],
)
def test_forms(text: str, found: str) -> None:
    assert parse_date(text) == date.fromisoformat(found)


@pytest.mark.parametrize(
    "text", ["31/2/2016", "30/3", "ngày tháng 8 năm 2025", "30/2020/NĐ-CP", "12/13/2020", "1.000.2016x", ""]
)
def test_no_dates(text: str) -> None:
    assert parse_date(text) is None
    assert find_dates(text) == []


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    for text in (
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        day.isoformat(),
    ):
        assert parse_date(text) == day


def test_offsets() -> None:
    text = "Chỉ thị ngày 30/3/2016 và Nghị quyết ngày 25 tháng 10 năm 2017."
    assert [text[found.start : found.end] for found in find_dates(text)] == [
        "ngày 30/3/2016",
        "ngày 25 tháng 10 năm 2017",
    ]


def test_a_day_of_which_ocr_lost_a_figure_is_none() -> None:
    for day in ("S9", "§9", "l5", "?9", "1 5"):
        assert find_dates(f"Lâm Đồng, ngày {day} tháng 10 năm 2025") == []
        assert find_dates(f"ngày{day}/10/2025") == []
    assert [found.date for found in find_dates("ngày O6 tháng 11 năm 2025, ngày18/2/2025")] == [
        date(2025, 11, 6),
        date(2025, 2, 18),
    ]
