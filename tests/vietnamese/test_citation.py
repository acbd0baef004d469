"""The customary form of citing a work and a place in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.model import Section
from pipeline.vietnamese.citation import cite, place_at, sections_at, vietnamese_date


@pytest.mark.parametrize(
    ("work", "citation"),
    [
        (
            ("chỉ thị", "08-CT/TU", date(2016, 3, 30), "Tỉnh ủy Điện Biên", "Về tăng cường kỷ luật"),
            "Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên về tăng cường kỷ luật",
        ),
        (("luật", "33/2024/QH15", date(2024, 6, 21), None, "Lưu trữ"), "Luật Lưu trữ số 33/2024/QH15, ngày 21/6/2024"),
        (("luật", None, None, None, "Luật Lưu trữ"), "Luật Lưu trữ"),
        (("quyết định", "5/QĐ-UBND", None, None, "Kế hoạch năm"), "Quyết định số 5/QĐ-UBND “Kế hoạch năm”"),
        ((None, None, date(2016, 1, 2), None, None), "Văn bản, ngày 2/1/2016"),
    ],
)
def test_a_work_is_cited_by_what_is_known(work: tuple[Any, ...], citation: str) -> None:
    assert cite(*work) == citation


def test_days_and_months_below_ten_have_no_zero() -> None:
    assert vietnamese_date(date(2016, 3, 5)) == "5/3/2016"


PARTY = (("I", 1), ("1", 2), ("II", 1), ("1", 2), ("1.1", 3), ("a", 4))
REGULATION = (("Chương I", 1), ("Điều 5", 2), ("2", 3), ("a", 4))
APPENDIX = (("Điều 1", 1), ("Phụ lục I", 1), ("Điều 1", 2))


@pytest.mark.parametrize(
    ("labels", "offset", "place"),
    [
        (PARTY, 15, "mục I.1"),
        (PARTY, 55, "mục II.1.1.a"),
        (REGULATION, 5, "Chương I"),
        (REGULATION, 35, "Điều 5, khoản 2, điểm a"),
        (APPENDIX, 5, "Điều 1"),
        (APPENDIX, 25, "Phụ lục I, Điều 1"),
        ((), 5, None),
    ],
)
def test_a_place_has_the_labels_around_it(labels: tuple[tuple[str, int], ...], offset: int, place: str | None) -> None:
    outline = [
        Section(label=label, title="", page=1, level=level, start=10 * index)
        for index, (label, level) in enumerate(labels)
    ]
    assert place_at(outline, 1, offset) == place


def test_before_the_first_section_there_is_no_place() -> None:
    outline = [Section(label="I", title="", page=2, level=1, start=0)]
    assert sections_at(outline, 1, 99) == () and place_at(outline, 1, 99) is None
