"""`chithi registry` as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_an_added_work_resolves_citations_of_the_library(library: Path) -> None:
    assert states(library)["95-CT/TU"] == "unknown"
    added = chithi(*ADD, "--number", "95-CT/TU", "--json", library=library).json
    assert added["added"] == ["dien-bien/tinh-uy/2011/95-ct-tu"]
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
def test_refusals_are_one_sentence(tmp_path: Path, words: tuple[str, ...], status: int) -> None:
    done = chithi(*words, library=tmp_path / "library.sqlite")
    assert done.status == status and len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "registry").exists()


def test_a_list_is_imported_changed_and_removed(library: Path, tmp_path: Path) -> None:
    table = tmp_path / "so.csv"
    text = "Số hiệu,Ngày,Trích yếu\n95-CT/TU,4/4/2011,về thử nghiệm\n96-CT/TU,2011,về năm\n"
    table.write_text(text, encoding="utf-8")
    done = chithi("registry", "import", table, "--issuer", "Tỉnh ủy Điện Biên", "--json", library=library)
    assert (done.status, done.json["added"]) == (1, ["dien-bien/tinh-uy/2011/95-ct-tu"])
    assert [(each["line"], each["column"]) for each in done.json["faulty"]] == [(3, "date")]
    assert states(library)["95-CT/TU"] == "known-not-held"
    assert chithi("registry", "edit", "95-CT/TU", "--date", "5/4/2011", library=library).status == 0
    assert states(library)["95-CT/TU"] != "known-not-held"
    assert chithi("registry", "alias", "Chỉ thị mẫu", "95-CT/TU", library=library).status == 0
    assert chithi("registry", "show", "chỉ thị mẫu", library=library).status == 0
    assert chithi("registry", "remove", "95-CT/TU", library=library).status == 0
    assert chithi("registry", "list", "--own", "--json", library=library).json == {"works": []}


def test_a_year_is_no_day(tmp_path: Path) -> None:
    words = [*ADD, "--number", "95-CT/TU"]
    words[words.index("4/4/2011")] = "2011"
    assert chithi(*words, library=tmp_path / "library.sqlite").status == 2
