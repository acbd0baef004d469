"""`chithi graph` as a process."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.command import chithi


def test_the_map_in_three_formats(sample: Path, tmp_path: Path) -> None:
    svg = chithi("graph", "08-CT/TU", library=sample).out
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    dot = chithi("graph", "08-CT/TU", "--format", "dot", library=sample).out
    assert dot.splitlines()[1].startswith("digraph") and dot.rstrip().endswith("}")
    target = tmp_path / "map.json"
    chithi("graph", "05-CT/TW", "--cascade", "--format", "json", "-o", target, library=sample)
    found = json.loads(target.read_text(encoding="utf-8"))
    ids = {node["id"] for node in found["nodes"]}
    assert all(edge["source"] in ids and edge["target"] in ids for edge in found["edges"])
    assert [level["level"] for level in found["levels"] if level["missing"]] == ["district", "commune"]
    assert chithi("graph", "--topic", "sinh hoạt chi bộ", "--json", library=sample).json["nodes"]
    assert chithi("graph", "--json", library=sample).json["left_out"] > 0


@pytest.mark.parametrize("words", [("08-CT/TU", "--topic", "x"), ("--cascade",)])
def test_impossible_maps_are_refused(sample: Path, words: tuple[str, ...]) -> None:
    found = chithi("graph", *words, library=sample)
    assert found.status == 2 and len(found.err.strip().splitlines()) == 1
