"""What an office adds to the registry."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.registry import FOLDER, Registry
from pipeline.registry.office import NewWork, add_works, read_works

DIRECTIVE = NewWork(
    type="chỉ thị",
    issuer="Tỉnh ủy Điện Biên",
    date=date(2011, 4, 4),
    title="về thử nghiệm",
    source="bản gốc",
    number="5-CT/TU",
    aliases=("Chỉ thị thử",),
)
HEAD = "number\ttype\tissuer\tdate\ttitle\tsource\n"


def test_a_work_added_is_known_by_number_and_name_and_the_package_stays_as_it_is(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in FOLDER.glob("*.tsv")}
    folder = tmp_path / "registry"
    assert add_works(folder, Registry(FOLDER, folder), [DIRECTIVE]) == ["dien-bien/tinh-uy/2011/05-ct-tu"]
    registry = Registry(FOLDER, folder)
    (work,) = registry.works.numbered("05-CT/TU")
    assert (work.issuer, work.date, work.title) == ("Tỉnh ủy Điện Biên", date(2011, 4, 4), "về thử nghiệm")
    assert registry.works.aliased("chỉ thị thử") == [work]
    assert {path: path.read_bytes() for path in FOLDER.glob("*.tsv")} == before
    assert stat.S_IMODE(os.stat(folder / "documents.tsv").st_mode) == 0o600 or os.name == "nt"


def test_works_are_added_behind_those_of_before(tmp_path: Path) -> None:
    for number in ("5-CT/TU", "6-CT/TU"):
        work = replace(DIRECTIVE, title="về\tthử\nnghiệm", number=number, aliases=())
        add_works(tmp_path, Registry(FOLDER, tmp_path), [work])
    added = [work.number for work in Registry(FOLDER, tmp_path).works.all[-2:]]
    assert added == ["05-CT/TU", "06-CT/TU"]
    assert Registry(FOLDER, tmp_path).works.all[-1].title == "về thử nghiệm"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"type": "chỉ dẫn"}, "no type"),
        ({"issuer": "Ban Nọ Ban Kia"}, "no body"),
        ({"number": "số năm"}, "not a document number"),
        ({"number": "05-NQ/TU"}, "not that of a chỉ thị"),
        ({"number": "05-CT/TW", "issuer": "Bộ Chính trị", "date": date(2016, 5, 15)}, "already"),
    ],
)
def test_what_contradicts_is_refused_and_nothing_is_written(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    wrong = replace(DIRECTIVE, **changes)
    with pytest.raises(UsageError, match=reason):
        add_works(tmp_path, Registry(FOLDER, tmp_path), [DIRECTIVE, wrong])
    assert not list(tmp_path.iterdir())


def test_many_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "works.tsv"
    file.write_text(f"{HEAD}05-CT/TU\tchỉ thị\tTỉnh ủy Lào Cai\t2012-03-01\tvề việc\tbản gốc\n", encoding="utf-8")
    assert [work.number for work in read_works(file)] == ["05-CT/TU"]
    file.write_text(f"{HEAD}05-CT/TU\tchỉ thị\tTỉnh ủy Lào Cai\t2012-13-01\tvề việc\tbản gốc\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2, column date"):
        read_works(file)
    file.write_bytes("Chỉ thị".encode("utf-16"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_works(file)


STATED = {"status": "replaced", "replaced_by": "dien-bien/tinh-uy/2012/06-ct-tu", "ended": "2012-05-05"}


def test_what_a_file_says_of_a_work_s_end_is_kept(tmp_path: Path) -> None:
    columns = ("number", "type", "issuer", "date", "title", "source", *STATED)
    old = ("05-CT/TU", "chỉ thị", "Tỉnh ủy Điện Biên", "2011-04-04", "về việc", "sổ", *STATED.values())
    new = ("06-CT/TU", "chỉ thị", "Tỉnh ủy Điện Biên", "2012-05-05", "về việc", "sổ", "", "", "")
    file = tmp_path / "works.tsv"
    file.write_text("\n".join("\t".join(cells) for cells in (columns, old, new)), encoding="utf-8")
    folder = tmp_path / "registry"
    old_id, new_id = add_works(folder, Registry(extra=folder), read_works(file))
    assert new_id == STATED["replaced_by"]
    registry = Registry(extra=folder)
    (change,) = registry.changes.of(old_id)
    assert (change.by, change.since) == (new_id, date(2012, 5, 5))
    assert not registry.check()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "dien-bien/tinh-uy/2011/06-ct-tu"),
        ("term", "XI"),
        ("status", "replaced"),
        ("replaced_by", "dien-bien/tinh-uy/2012/99-ct-tu"),
    ],
)
def test_what_does_not_agree_is_refused_by_the_name_of_its_column(tmp_path: Path, column: str, value: str) -> None:
    wrong = replace(DIRECTIVE, stated={column: value})
    with pytest.raises(UsageError, match=f"column {column}"):
        add_works(tmp_path, Registry(extra=tmp_path), [wrong])
    assert not list(tmp_path.iterdir())


def test_a_column_that_the_registry_lacks_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "works.tsv"
    head = HEAD.replace("\n", "\tnote\n")
    file.write_text(f"{head}05-CT/TU\tchỉ thị\tTỉnh ủy Lào Cai\t2012-03-01\tvề việc\tsổ\thay\n", encoding="utf-8")
    with pytest.raises(UsageError, match="column note"):
        read_works(file)


def test_a_table_of_an_older_version_gets_the_columns_that_it_lacks(tmp_path: Path) -> None:
    old = "id\ttype\ttitle\nx/2010/y\tchỉ thị\tvề việc cũ\n"
    (tmp_path / "documents.tsv").write_text(old, encoding="utf-8")
    add_works(tmp_path, Registry(extra=tmp_path), [DIRECTIVE])
    registry = Registry(extra=tmp_path)
    assert not registry.check()
    assert [(work.id, work.issuer) for work in registry.works.all[-2:]] == [
        ("x/2010/y", None),
        ("dien-bien/tinh-uy/2011/05-ct-tu", "Tỉnh ủy Điện Biên"),
    ]


def test_a_faulty_row_is_left_out_and_reported(tmp_path: Path) -> None:
    add_works(tmp_path, Registry(FOLDER, tmp_path), [DIRECTIVE])
    with (tmp_path / "documents.tsv").open("a", encoding="utf-8") as file:
        file.write("x\t07-CT/TU\tchỉ thị\tTỉnh ủy Điện Biên\t31/4/2012\t\t\tvề việc\n")
        file.write("too\tmany\tcells" + "\t" * 20 + "x\n")
    (tmp_path / "changes.tsv").write_bytes(b"\xff\xfe\x00")
    registry = Registry(FOLDER, tmp_path)
    assert [(Path(fault.path).name, fault.line, fault.column) for fault in registry.check()] == [
        ("documents.tsv", 3, "date"),
        ("documents.tsv", 4, "title"),
        ("documents.tsv", 4, ""),
        ("changes.tsv", 1, ""),
    ]
    assert registry.works.all[-1].number == "05-CT/TU" and registry.changes.all
