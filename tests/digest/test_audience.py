"""Whose tasks are the cell's own."""

from __future__ import annotations

import pytest

from pipeline.digest.audience import Audience, are_members, is_person
from pipeline.model import Task


def task(who: str | None) -> Task:
    return Task(who, "làm việc", None, 1, "")


@pytest.mark.parametrize(
    ("who", "ours"),
    [
        ("Các chi bộ, đảng bộ cơ sở", True), ("Mỗi đảng viên", True), ("Toàn thể cán bộ, đảng viên", True),
        ("Cấp ủy cơ sở", True), ("Người đứng đầu cấp ủy", True), ("Chi bộ Sở Ngoại vụ", True),
        ("Ban Tổ chức Tỉnh ủy", False), ("Cấp ủy tỉnh", False), ("Sở Nội vụ", False), (None, False),
        ("Các cơ quan trong Khối", False),
    ],
)  # fmt: skip
def test_the_customary_audience(who: str | None, ours: bool) -> None:
    assert Audience(unit="Chi bộ Sở Ngoại vụ").binds(task(who)) is ours


def test_the_plan_of_the_superior_binds_its_offices() -> None:
    assert Audience().binds(task("Các cơ quan trong Khối"), of_superior=True)


def test_names_that_are_given_replace_the_customary_ones() -> None:
    audience = Audience(("tổ đảng",))
    assert audience.binds(task("Các tổ đảng")) and not audience.binds(task("Mỗi đảng viên"))


def test_persons_and_members() -> None:
    assert is_person("Đồng chí Giàng A Dơ") and not is_person("Đồng chí bí thư")
    assert are_members("từng đảng viên") and not are_members("Các chi bộ")
