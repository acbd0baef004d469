"""The registry of an office's own, export, backup and evaluate, as processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import MissingPart
from pipeline.evaluate import evaluate
from tests.command import chithi
from tests.documents import DIRECTIVE_PAGE

ADD = ("registry", "add", "--type", "chỉ thị", "--issuer", "Tỉnh ủy Điện Biên", "--date", "4/4/2011",
       "--title", "về thử nghiệm", "--source", "bản gốc")  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path, file = tmp_path / "library.sqlite", tmp_path / "van-ban.txt"
    text = f"{DIRECTIVE_PAGE}\nThực hiện Chỉ thị số 95-CT/TU, ngày 04/4/2011 của Tỉnh ủy Điện Biên."
    file.write_text(text, encoding="utf-8")
    assert chithi("ingest", file, library=path).status == 0
    return path


def states(library: Path) -> dict[str, str]:
    (document,) = chithi("list", "--json", library=library).json["documents"]
    cites = chithi("refs", document["id"], "--out", "--json", library=library).json["cites"]
    return {each["number"]: each["state"] for each in cites}


def test_a_work_added_is_found_in_the_library_s_citations(library: Path) -> None:
    assert states(library)["95-CT/TU"] == "unknown"
    told = chithi(*ADD, "--number", "95-CT/TU", "--json", library=library).json
    assert told["added"] == ["dien-bien/tinh-uy/2011/95-ct-tu"]
    assert states(library)["95-CT/TU"] == "known-not-held"
    (work,) = chithi("registry", "list", "--own", "--json", library=library).json["works"]
    assert work["title"] == "về thử nghiệm"
    assert chithi("registry", "show", "95-CT/TU", "--json", library=library).json["works"][0]["id"] == work["id"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("registry", "add", "--number", "05-CT/TU"), 2),
        ((*ADD, "--number", "05-NQ/TU"), 2),
        (("registry", "add", "no-such.tsv"), 2),
        (("registry", "show", "999-QĐ/TW"), 3),
    ],
)
def test_what_is_refused_is_told_in_one_sentence(tmp_path: Path, words: tuple[str, ...], status: int) -> None:
    told = chithi(*words, library=tmp_path / "library.sqlite")
    assert told.status == status and len(told.err.strip().splitlines()) == 1
    assert not (tmp_path / "registry").exists()


def test_export_and_backup(library: Path, tmp_path: Path) -> None:
    told = chithi("export", tmp_path / "all.jsonl", "--json", library=library).json
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == told["documents"]
    assert chithi("backup", tmp_path / "copy.sqlite", "--json", library=library).json["secret"] == 0
    listed = [chithi("list", "--json", library=path).json for path in (library, tmp_path / "copy.sqlite")]
    assert listed[0] == listed[1]
    assert chithi("backup", tmp_path / "copy.sqlite", library=library).status == 3


def test_without_its_gold_no_score_is_claimed(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="no gold"):
        evaluate(tmp_path)
