"""Citations by type and serial."""

from __future__ import annotations

from datetime import date

import pytest

from tests.references.texts import described, mentions, only


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Quy định 76 của Bộ Chính trị", ["quy định 76"]),
        ("Nghị quyết 57, 59, 66 và 68", ["nghị quyết 57", "nghị quyết 59", "nghị quyết 66", "nghị quyết 68"]),
        ("Chỉ thị số 05 ngày 15/5/2016", ["chỉ thị 05 2016-05-15"]),
        ("Nghị định 32/2024", ["nghị định 32/2024"]),
        ("Quy định số 76, ngày 15/6/2000, 5 chi bộ", ["quy định 76 2000-06-15"]),  # the date ends the list
        ("Chỉ thị số 5 ban hành", ["chỉ thị 5"]),
        ("chỉ thị 05", ["chỉ thị 05"]),  # as newspapers write
    ],
)
def test_serial(text: str, fields: list[str]) -> None:
    assert described(text) == fields


def test_the_issuer_and_year_after_a_serial() -> None:
    mention = only("Chỉ thị 05 của Bộ Chính trị")
    assert (mention.text, mention.issuer) == ("Chỉ thị 05", "Bộ Chính trị")
    assert only("Chỉ thị số 05 năm 2016").year == 2016
    assert only("Chỉ thị số 05 ngày 15/5/2016").date == date(2016, 5, 15)


@pytest.mark.parametrize(
    "text",
    [
        "chương trình 135, đề án 06, ban chỉ đạo 35, quỹ 76",
        "Quyết định 15 đồng chí vào cấp ủy",
        "báo cáo 10 trang",
        "chỉ thị 5",
        "gia công Điều 542",
        "Nghị quyết 3.5 điểm",
    ],
)
def test_counts_and_names_are_not_serials(text: str) -> None:
    assert mentions(text) == []
