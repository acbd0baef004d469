"""The citation map and the cascade."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.chain.cascade import cascade
from pipeline.chain.graph import among, around
from pipeline.chain.picture import picture
from pipeline.chain.works import named
from pipeline.errors import NotHeld, SecretDocument
from pipeline.store import Store
from tests.chain.chain import CELL, CENTRAL, DIRECTIVE, DISTRICT_PLAN, NEWER, OLD, SECRET, TODAY, fill, said


@pytest.fixture
def library(tmp_path: Path) -> Store:
    empty = Store.open(tmp_path / "library.sqlite", create=True)
    return fill(empty, DIRECTIVE, DISTRICT_PLAN, CELL, NEWER, SECRET)


def test_the_map_of_a_work_has_what_it_cites_and_what_cites_it(library: Store) -> None:
    graph = around(library, named(library, OLD)[0], TODAY)
    edges = {(edge.source, edge.target, edge.relation) for edge in graph.edges}
    assert edges == {
        (OLD, CENTRAL, "căn cứ"),
        (DISTRICT_PLAN.id, OLD, "thực hiện"),
        (NEWER.id, OLD, "thay thế"),
    }
    told = {node.work.id: (node.level, node.held, node.ended) for node in graph.nodes}
    assert told[CENTRAL] == ("central", False, False)
    assert told[OLD] == ("province", True, True)
    assert told[DISTRICT_PLAN.id] == ("district", True, False)


def test_a_secret_document_is_on_no_map(library: Store) -> None:
    for graph in (around(library, named(library, OLD)[0], TODAY), among(library, library.entries(), TODAY)):
        assert SECRET.id not in {node.work.id for node in graph.nodes}
    with pytest.raises(SecretDocument):
        picture(library, SECRET.id, TODAY)


def test_what_does_not_fit_is_counted(library: Store) -> None:
    assert around(library, named(library, OLD)[0], TODAY, limit=2).left_out == 2


def test_the_cascade_goes_down_to_the_cell_and_tells_the_levels_that_lack(library: Store) -> None:
    found = cascade(library, named(library, CENTRAL)[0], TODAY)
    assert [node.work.id for node in found.graph.nodes][:1] == [CENTRAL]
    assert {DIRECTIVE.id, DISTRICT_PLAN.id, CELL.id} <= {node.work.id for node in found.graph.nodes}
    assert found.missing == ("commune",)


def test_no_district_is_missing_since_there_is_none(tmp_path: Path) -> None:
    directive = said("Các cấp ủy thực hiện.", "01-CT/TU", "chỉ thị", date(2025, 8, 1))
    library = fill(Store.open(tmp_path / "library.sqlite", create=True), directive)
    assert cascade(library, named(library, directive.id)[0], TODAY).missing == ("commune", "cell")


def test_a_cell_that_goes_on_with_a_directive_implements_it(tmp_path: Path) -> None:
    cell = said("Chi bộ tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.", "04-NQ/CB", "nghị quyết",
                date(2020, 1, 1), "Chi bộ Văn phòng")  # fmt: skip
    library = fill(Store.open(tmp_path / "library.sqlite", create=True), cell)
    graph = around(library, named(library, CENTRAL)[0], TODAY)
    assert [edge.relation for edge in graph.edges] == ["thực hiện"]


def test_a_name_that_nobody_knows(library: Store) -> None:
    with pytest.raises(NotHeld, match="99-CT/TU"):
        named(library, "99-CT/TU")
    with pytest.raises(NotHeld, match="29-QĐ/TW") as caught:
        named(library, "29-QĐ/TW")
    assert caught.value.hint and "trung-uong/2016/quy-dinh-29-qd-tw" in caught.value.hint
    assert picture(library, "08-CT/TU", TODAY).startswith("<svg")
