"""A citation map as DOT and JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.chain import Edge, Graph
from pipeline.chain.graph import WorkNode
from pipeline.output.graph import FORMATS, dot, json_text
from tests.output.conftest import SHORT, WORK

OTHER = replace(WORK, id='a"b\\', number="09-CT/TU")
GRAPH = Graph(
    nodes=(WorkNode(WORK, True, "province", focus=True), WorkNode(OTHER, False, None)),
    edges=(Edge(OTHER.id, WORK.id, "thay thế"), Edge(WORK.id, OTHER.id, None)),
)


def test_dot_has_nodes_by_level_and_labelled_edges() -> None:
    text = dot(GRAPH, 'Sơ đồ "A"').splitlines()
    assert text[1] == r'digraph "Sơ đồ \"A\"" {'
    assert f'    "{WORK.id}" [label="{SHORT}", style="rounded", penwidth=2];' in text
    assert text.count("  { rank=same;") == 2
    assert rf'  "a\"b\\" -> "{WORK.id}" [label="thay thế"];' in text
    assert rf'  "{WORK.id}" -> "a\"b\\";' in text and text[-1] == "}"


@pytest.mark.parametrize(("missing", "levels"), [(None, None), (("district",), ["province", "district"])])
def test_json_has_levels_only_for_a_cascade(missing: tuple[str, ...] | None, levels: list[str] | None) -> None:
    value = json.loads(json_text(GRAPH, "", missing))
    assert (value.get("levels") and [each["level"] for each in value["levels"]]) == levels
    assert [node["held"] for node in value["nodes"]] == [True, False]


def test_every_format_has_its_own_endings() -> None:
    endings = [ending for each in FORMATS for ending in each.endings]
    assert len(endings) == len(set(endings)) and {each.name for each in FORMATS} == {"svg", "dot", "json"}
