"""`chithi correct` as a process."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import SAMPLE, chithi, run

FILE = SAMPLE / "chi-thi-26-ct-ttg-2016.pdf"
ID = "thu-tuong/2016/26-ct-ttg"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of one document, read from a copy of its file."""
    shutil.copy(FILE, tmp_path / "a.pdf")
    chithi("ingest", tmp_path / "a.pdf", library=tmp_path / "library.sqlite")
    return tmp_path / "library.sqlite"


def header(library: Path) -> Any:
    return run(library, "show", ID, "--json").json["header"]


@pytest.mark.parametrize(
    ("option", "value", "field", "kept"),
    [
        ("--number", "27/CT-TTg", "number", "27/CT-TTg"),
        ("--number", "", "number", None),
        ("--date", "6/9/2016", "date", "2016-09-06"),
        ("--date", "", "date", None),
        ("--type", "Công điện", "type", "công điện"),
        ("--issuer", "BỘ NỘI VỤ", "issuer", "Bộ Nội vụ"),
        ("--issuer", "Tổ công tác 12", "issuer", "Tổ công tác 12"),
        ("--title", "Về kỷ cương", "title", "Về kỷ cương"),
    ],
)
def test_a_field_is_corrected_and_restored(
    library: Path, option: str, value: str, field: str, kept: str | None
) -> None:
    before = header(library)
    done = run(library, "correct", ID, option, value, "--json").json
    assert (done["id"], done["header"][field], done["header"]["corrected"]) == (ID, kept, [field])
    assert header(library)[field] == kept
    assert {**header(library), field: before[field], "symbol": before["symbol"], "corrected": []} == before
    assert run(library, "correct", ID, "--undo", "--json").json["header"] == before
    assert header(library) == before


def test_a_correction_is_kept_when_the_file_is_read_again(library: Path, tmp_path: Path) -> None:
    run(library, "correct", ID, "--title", "Về kỷ cương", "--date", "2016-09-06")
    with (tmp_path / "a.pdf").open("ab") as file:
        file.write(b"\n")
    assert chithi("ingest", tmp_path / "a.pdf", "--json", library=library).json["updated"] == 1
    (entry,) = run(library, "list", "--json").json["documents"]
    assert (entry["title"], entry["date"]) == ("Về kỷ cương", "2016-09-06")
    run(library, "correct", entry["id"], "--undo")
    (entry,) = run(library, "list", "--json").json["documents"]
    assert entry["title"] != "Về kỷ cương"


def test_corrections_add_up(library: Path) -> None:
    run(library, "correct", ID, "--title", "Về kỷ cương")
    run(library, "correct", ID, "--type", "công điện")
    assert header(library)["corrected"] == ["title", "type"]


def test_a_corrected_title_is_searched(library: Path) -> None:
    run(library, "correct", ID, "--title", "Về thiên văn")
    assert run(library, "search", "tiêuđề:thiên", "--json").json["total"] == 1


def test_show_marks_what_was_corrected(library: Path) -> None:
    run(library, "correct", ID, "--title", "Về kỷ cương")
    assert "Về kỷ cương (corrected by hand)" in run(library, "show", ID).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--number", "số mười"), "not a document number"),
        (("--number", "-CT/TU"), "not a document number"),
        (("--type", "thơ"), "not a type of document"),
        (("--date", "30/2/2016"), "not a date"),
        ((), "Nothing is to be corrected"),
        (("--undo", "--title", "x"), "--undo goes alone"),
    ],
)
def test_what_is_no_field_is_refused_and_changes_nothing(library: Path, words: tuple[str, ...], said: str) -> None:
    before = header(library)
    done = chithi("correct", ID, *words, library=library)
    assert done.status == 2 and said in done.err
    assert header(library) == before


def test_a_document_that_is_not_held(library: Path) -> None:
    assert chithi("correct", "99-QĐ/TW", "--title", "x", library=library).status == 3


def test_incomplete_documents_are_listed_with_their_files(library: Path) -> None:
    assert run(library, "list", "--incomplete", "--json").json["documents"] == []
    run(library, "correct", ID, "--number", "")
    assert [each["id"] for each in run(library, "list", "--incomplete", "--json").json["documents"]] == [ID]
    assert "a.pdf" in run(library, "list", "--incomplete").out


def test_only_files_set_aside_are_listed(library: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    chithi("ingest", tmp_path / "empty.pdf", library=library)
    listed = run(library, "list", "--set-aside", "--json").json
    assert listed["documents"] == []
    assert [Path(each["path"]).name for each in listed["set_aside"]] == ["empty.pdf"]
