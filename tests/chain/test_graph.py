"""The citation map."""

from __future__ import annotations

from datetime import date

from pipeline.chain import find_work, graph_among, graph_around
from pipeline.chain.graph import ended_works
from pipeline.store import Store
from tests.chain.samples import CENTRAL, DIRECTIVE, DISTRICT_PLAN, NEWER, OLD, SECRET, TODAY, document_with, fill


def test_the_map_of_a_work_has_what_it_cites_and_what_cites_it(library: Store) -> None:
    graph = graph_around(library, find_work(library, OLD)[0], TODAY)
    assert {(edge.source, edge.target, edge.relation) for edge in graph.edges} == {
        (OLD, CENTRAL, "căn cứ"),
        (DISTRICT_PLAN.id, OLD, "thực hiện"),
        (NEWER.id, OLD, "thay thế"),
    }
    nodes = {node.work.id: (node.level, node.held, node.ended, node.focus) for node in graph.nodes}
    assert nodes[CENTRAL] == ("central", False, False, False)
    assert nodes[OLD] == ("province", True, True, True)
    assert nodes[DISTRICT_PLAN.id] == ("district", True, False, False)


def test_a_secret_document_is_not_on_a_map(library: Store) -> None:
    maps = (
        graph_around(library, find_work(library, OLD)[0], TODAY),
        graph_among(library, library.entries(), TODAY),
    )
    for graph in maps:
        assert SECRET.id not in {node.work.id for node in graph.nodes}


def test_works_beyond_the_limit_are_counted(library: Store) -> None:
    assert graph_around(library, find_work(library, OLD)[0], TODAY, limit=2).left_out == 2


def test_the_closest_works_remain_within_the_limit(library: Store) -> None:
    graph = graph_around(library, find_work(library, OLD)[0], TODAY, limit=2)
    assert [node.work.id for node in graph.nodes] == [OLD, NEWER.id]


def test_the_map_of_several_documents_adds_what_they_cite(library: Store) -> None:
    graph = graph_among(library, [library.find(DIRECTIVE.id)], TODAY)
    assert [node.work.id for node in graph.nodes] == [OLD, CENTRAL]
    assert not any(node.focus for node in graph.nodes)


def test_the_strongest_of_several_relations_is_drawn(empty_library: Store) -> None:
    text = "Căn cứ Chỉ thị số 08-CT/TU, ngày 30/6/2016. Chỉ thị này thay thế Chỉ thị số 08-CT/TU, ngày 30/6/2016."
    library = fill(empty_library, DIRECTIVE, document_with(text, "21-CT/TU", "chỉ thị", date(2019, 12, 1)))
    graph = graph_around(library, find_work(library, OLD)[0], TODAY)
    assert ("thay thế", 2) in {(edge.relation, edge.times) for edge in graph.edges}


def test_a_cell_that_continues_a_central_directive_implements_it(empty_library: Store) -> None:
    cell = document_with("Chi bộ tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.", "04-NQ/CB", "nghị quyết",
                         date(2020, 1, 1), issuer="Chi bộ Văn phòng")  # fmt: skip
    library = fill(empty_library, cell)
    graph = graph_around(library, find_work(library, CENTRAL)[0], TODAY)
    assert [edge.relation for edge in graph.edges] == ["thực hiện"]


def test_a_work_has_ended_from_the_day_of_its_replacement(library: Store) -> None:
    assert OLD not in ended_works(library, date(2019, 12, 31))
    assert OLD in ended_works(library, date(2020, 1, 1))
    assert "trung-uong/2000/quy-dinh-76-qd-tw" in ended_works(library, TODAY)
