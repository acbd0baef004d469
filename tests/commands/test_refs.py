"""`chithi refs` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import chithi, run


def test_both_directions(sample: Path) -> None:
    found = run(sample, "refs", "08-CT/TU", "--json").json
    cited = {each["target"]["id"] for each in found["cites"] if each["target"]}
    assert "trung-uong/2000/quy-dinh-76-qd-tw" in cited
    assert "dien-bien/dang-uy-khoi/2016/21-kh-duk" in {each["document"]["id"] for each in found["cited_by"]}
    assert run(sample, "refs", "08-CT/TU", "--in", "--json").json["cites"] is None
    assert "cites" in run(sample, "refs", "08-CT/TU").out


def test_relation_sentence_and_page(sample: Path) -> None:
    found = chithi("refs", "213-QĐ/TW", "--out", "--json", library=sample).json
    replaced = [each for each in found["cites"] if each["relation"] == "thay thế"]
    assert [each["target"]["id"] for each in replaced] == ["trung-uong/2000/quy-dinh-76-qd-tw"]
    assert "thay thế Quy định số 76-QĐ/TW" in replaced[0]["sentence"]
    assert found["cited_by"] is None
