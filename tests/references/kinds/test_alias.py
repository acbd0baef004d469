"""Works cited by name."""

from __future__ import annotations

import pytest

from tests.references.texts import described, only


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Hiến pháp", "hiến pháp"),
        ("Hiên pháp năm 2013", "hiến pháp"),
        ("điểm a khoản 2 Điều 5 Điều lệ Đảng", "điều lệ điểm a khoản 2 Điều 5"),
        ("Luật Cán bộ, công chức số 22/2008/QH12 ngày 13/11/2008", "luật 22/2008/QH12 2008-11-13"),
    ],
)
def test_name(text: str, fields: str) -> None:
    assert described(text) == [fields]


def test_a_name_is_in_the_registry_s_spelling() -> None:
    assert only("thi hanh Dieu le Dang").title == "Điều lệ Đảng"
    assert only("theo Hien phap nam 2013").title == "Hiến pháp năm 2013"


@pytest.mark.parametrize("text", ["hiến pháp năm 2013", "Biện pháp thi hành", "Điều lệ của hội"])
def test_what_is_not_a_name(text: str) -> None:
    assert described(text) == []
