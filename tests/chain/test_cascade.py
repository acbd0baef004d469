"""The implementation cascade."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.chain import find_work, implementation_cascade
from pipeline.store import Store
from tests.chain.samples import CELL, CENTRAL, DIRECTIVE, DISTRICT_PLAN, SECRET, TODAY, document_with, fill


def test_the_cascade_reaches_the_cell_and_names_the_levels_without_documents(library: Store) -> None:
    found = implementation_cascade(library, find_work(library, CENTRAL)[0], TODAY)
    ids = [node.work.id for node in found.graph.nodes]
    assert ids[0] == CENTRAL
    assert {DIRECTIVE.id, DISTRICT_PLAN.id, CELL.id} <= set(ids)
    assert SECRET.id not in ids
    assert found.missing == ("commune",)


def test_works_beyond_the_limit_are_counted(library: Store) -> None:
    found = implementation_cascade(library, find_work(library, CENTRAL)[0], TODAY, limit=2)
    assert (len(found.graph.nodes), found.graph.left_out) == (2, 2)


@pytest.mark.parametrize(
    ("day", "missing"),
    [(date(2025, 6, 30), ("district", "commune", "cell")), (date(2025, 7, 1), ("commune", "cell"))],
)
def test_the_district_level_is_expected_until_it_was_abolished(
    empty_library: Store, day: date, missing: tuple[str, ...]
) -> None:
    directive = document_with("Các cấp ủy thực hiện.", "01-CT/TU", "chỉ thị", day)
    library = fill(empty_library, directive)
    assert implementation_cascade(library, find_work(library, directive.id)[0], TODAY).missing == missing


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Chỉ thị số 05-CT/TW, ngày 15/5/2016, Tỉnh ủy ban hành.",
        "Quán triệt Chỉ thị số 05-CT/TW, ngày 15/5/2016.",
        "Cụ thể hóa Chỉ thị số 05-CT/TW, ngày 15/5/2016.",
        "Sơ kết 5 năm thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.",
        "Tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.",
    ],
)
def test_relations_that_implement(empty_library: Store, text: str) -> None:
    library = fill(empty_library, document_with(text, "11-KH/TU", "kế hoạch", date(2017, 1, 1)))
    found = implementation_cascade(library, find_work(library, CENTRAL)[0], TODAY)
    assert "province" not in found.missing


def test_a_mere_reference_does_not_implement(empty_library: Store) -> None:
    text = "Nội dung nêu tại Chỉ thị số 05-CT/TW, ngày 15/5/2016."
    library = fill(empty_library, document_with(text, "11-KH/TU", "kế hoạch", date(2017, 1, 1)))
    found = implementation_cascade(library, find_work(library, CENTRAL)[0], TODAY)
    assert found.missing[0] == "province"
