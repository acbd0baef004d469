"""Degrees of secrecy on a line; tests/structure/test_marks.py has more of them, with the whole page."""

from __future__ import annotations

import pytest

from pipeline.vietnamese.secrecy import degree_of, lower_case_degree


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("TỐI MẬT", "TỐI MẬT"),
        ("| M A T |", "MẬT"),
        ("TOI MAT", "TỐI MẬT"),
        ("VĂN BẢN MẬT", "MẬT"),
        ("Độ mật: tuyệt mật", "TUYỆT MẬT"),
        ("Số 12-BC/TU    TỐI MẬT", "TỐI MẬT"),
        ("Hà Nội, ngày 3 tháng 4 năm 2019 MẬT", "MẬT"),
        ("Mật", None),
        ("BÍ MẬT NHÀ NƯỚC", None),
        ("- MẬT", None),
        ("MẬT ONG", None),
        ("Số 12-BC/TU mật", None),
        ("", None),
    ],
)
def test_a_stamp_is_in_capitals_and_alone_or_beside_number_motto_or_date(line: str, degree: str | None) -> None:
    assert degree_of(line) == degree


@pytest.mark.parametrize(
    ("line", "degree"),
    [("Mật", "MẬT"), ("tối mật", "TỐI MẬT"), ("[m ậ t]", "MẬT"), ("Tài liệu mật", None), ("MẬT", "MẬT"), ("mat", None)],
)
def test_a_degree_in_lower_case_is_all_of_its_line(line: str, degree: str | None) -> None:
    assert lower_case_degree(line) == degree
