"""The layout of a map: boxes do not overlap, lines do not cross boxes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chain import Edge, Graph, WorkNode
from pipeline.chain.layout import BOX_HEIGHT, BOX_WIDTH, lay_out
from pipeline.model import Work
from tests.chain.graphs import graphs


@settings(deadline=None, max_examples=60)
@given(graphs(), st.integers(1, 5))
def test_boxes_do_not_overlap_and_lines_pass_between_them(graph: Graph, per_row: int) -> None:
    placed = lay_out(graph, ["district"], per_row)
    assert len(placed.boxes) == len(graph.nodes) and len(placed.lines) == len(graph.edges)
    for one in placed.boxes:
        assert one.x >= 0 and one.x + BOX_WIDTH <= placed.width and one.y + BOX_HEIGHT <= placed.height
        for other in placed.boxes:
            apart = abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
            assert one is other or apart
    for line in placed.lines:
        straight = [(a, b) for place, (a, b) in enumerate(pairwise(line.points)) if place % 2]
        for (x, top), (_x, bottom) in straight:
            for box in placed.boxes:
                beside = x <= box.x or x >= box.x + BOX_WIDTH
                assert beside or max(top, bottom) <= box.y or min(top, bottom) >= box.y + BOX_HEIGHT


def node(name: str, level: str | None) -> WorkNode:
    return WorkNode(Work(name, None, name, issuer=None, date=None, title=None), held=True, level=level)


def test_levels_are_lanes_from_central_to_cell_with_empty_ones_for_missing_levels() -> None:
    graph = Graph((node("a", "cell"), node("b", "central"), node("c", None)), ())
    lanes = lay_out(graph, ["commune"]).lanes
    assert [(lane.level, lane.empty) for lane in lanes] == [
        ("central", False),
        ("commune", True),
        ("cell", False),
        (None, False),
    ]
    assert all(above.y + above.height <= below.y for above, below in pairwise(lanes))


def test_rows_of_a_lane_are_of_nearly_equal_length() -> None:
    graph = Graph(tuple(node(str(place), "central") for place in range(5)), ())
    rows = [box.row for box in lay_out(graph, per_row=4).boxes]
    assert sorted(rows.count(row) for row in set(rows)) == [2, 3]


def test_neighbours_are_connected_from_side_to_side_and_others_by_an_arch() -> None:
    graph = Graph(
        tuple(node(name, "central") for name in "abc"),
        (Edge("a", "b", None), Edge("b", "c", None), Edge("a", "c", None)),
    )
    arched = [line.arched for line in lay_out(graph).lines]
    assert arched.count(True) == 1
