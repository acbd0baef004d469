"""The commands that follow the chain, as processes, on the sample."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.command import SAMPLE, chithi

OLD, NEW = "trung-uong/2000/quy-dinh-76-qd-tw", "trung-uong/2020/quy-dinh-213-qd-tw"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's born-digital documents."""
    path = tmp_path_factory.mktemp("library") / "sample.sqlite"
    chithi("ingest", SAMPLE, "--ocr", "never", library=path)
    return path


def test_status_quotes_what_replaced_a_regulation(library: Path) -> None:
    told = chithi("status", "76-QĐ/TW", "--as-of", "2021-01-01", "--json", library=library).json
    assert (told["id"], told["state"], told["in_force"], told["as_of"]) == (OLD, "replaced", False, "2021-01-01")
    (claim,) = told["replaced_by"]
    assert (claim["by"]["id"], claim["since"], claim["page"]) == (NEW, "2020-01-02", 3)
    pages = chithi("show", NEW, "--json", library=library).json["pages"]
    assert claim["text"] in " ".join(pages[claim["page"] - 1]["text"].split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("76-QĐ/TW", "--as-of", "2019"), "in force"),
        (("76-QĐ/TW",), "no longer in force: replaced"),
        (("trung-uong/2021/quy-dinh-24-qd-tw",), "According to the registry"),
    ],
)
def test_status_in_words(library: Path, words: tuple[str, ...], expected: str) -> None:
    told = chithi("status", *words, library=library)
    assert told.status == 0 and expected in told.out


def test_a_document_that_nobody_knows_is_a_failure_in_one_sentence(library: Path) -> None:
    told = chithi("status", "999-QĐ/TW", "--json", library=library)
    assert told.status == 3 and "999-QĐ/TW" in told.json["error"]["reason"]
    assert len(told.err.strip().splitlines()) == 1


def test_refs_tell_relation_sentence_and_page(library: Path) -> None:
    told = chithi("refs", "213-QĐ/TW", "--out", "--json", library=library).json
    replaced = [each for each in told["cites"] if each["relation"] == "thay thế"]
    assert [each["target"]["id"] for each in replaced] == [OLD]
    assert "thay thế Quy định số 76-QĐ/TW" in replaced[0]["sentence"]
    assert told["cited_by"] is None


def test_missing_and_gaps_and_stats(library: Path) -> None:
    found = chithi("missing", "-n", "3", "--json", library=library).json["missing"]
    assert [each["number"] for each in found][:1] == ["12-NQ/TW"]
    assert len(found[0]["documents"]) <= found[0]["times"]
    series = chithi("list", "--gaps", "--json", library=library).json["series"]
    assert all(each["missing_or_secret"] > 0 for each in series)
    assert "missing or secret" in chithi("list", "--gaps", library=library).out
    stats = chithi("stats", "--json", library=library).json
    listed = chithi("list", "--json", library=library).json["documents"]
    assert stats["documents"] == len(listed) and stats["ended"] >= 2


def test_the_map_in_three_forms(library: Path, tmp_path: Path) -> None:
    svg = chithi("graph", "08-CT/TU", library=library).out
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    dot = chithi("graph", "08-CT/TU", "--format", "dot", library=library).out
    assert dot.splitlines()[1].startswith("digraph") and dot.rstrip().endswith("}")
    target = tmp_path / "map.json"
    chithi("graph", "05-CT/TW", "--cascade", "--format", "json", "-o", target, library=library)
    told = json.loads(target.read_text(encoding="utf-8"))
    ids = {node["id"] for node in told["nodes"]}
    assert all(edge["source"] in ids and edge["target"] in ids for edge in told["edges"])
    assert [level["level"] for level in told["levels"] if level["missing"]] == ["district", "commune"]
    assert chithi("graph", "--topic", "sinh hoạt chi bộ", "--json", library=library).json["nodes"]
    assert chithi("graph", "--json", library=library).json["left_out"] > 0


@pytest.mark.parametrize("words", [("08-CT/TU", "--topic", "x"), ("--cascade",)])
def test_maps_that_cannot_be_are_refused(library: Path, words: tuple[str, ...]) -> None:
    told = chithi("graph", *words, library=library)
    assert told.status == 2 and len(told.err.strip().splitlines()) == 1
