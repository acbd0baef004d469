"""Types of documents."""

from __future__ import annotations

import pytest

from pipeline.registry import load


@pytest.mark.parametrize(
    ("printed", "name"), [("CHỈ THỊ", "chỉ thị"), ("  Nghị  quyết ", "nghị quyết"), ("Bài thơ", None)]
)
def test_a_type_is_found_by_its_name_in_any_case(printed: str, name: str | None) -> None:
    found = load().types.named(printed)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("symbol", "names"),
    [("CT", ["chỉ thị"]), ("QĐ", ["quy định", "quyết định"]), ("qđi", ["quy định"]), ("XYZ", [])],
)
def test_letters_may_mean_several_types(symbol: str, names: list[str]) -> None:
    assert [kind.name for kind in load().types.of_symbol(symbol)] == names


def test_plans_and_reports_decide_nothing() -> None:
    types = load().types
    decides = {name: kind.decides for name in ("kế hoạch", "báo cáo", "chỉ thị") if (kind := types.named(name))}
    assert decides == {"kế hoạch": False, "báo cáo": False, "chỉ thị": True}
