"""What an office adds to the registry."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.registry import FOLDER, Registry
from pipeline.registry.own import NewWork, add, faults, works_of

DIRECTIVE = NewWork(
    "chỉ thị", "Tỉnh ủy Điện Biên", date(2011, 4, 4), "về thử nghiệm", "bản gốc", "5-CT/TU", ("Chỉ thị thử",)
)
HEAD = "number\ttype\tissuer\tdate\ttitle\tsource\n"


def test_a_work_added_is_known_by_number_and_name_and_the_package_stays_as_it_is(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in FOLDER.glob("*.tsv")}
    folder = tmp_path / "registry"
    assert add(folder, Registry(FOLDER, folder), [DIRECTIVE]) == ["dien-bien/tinh-uy/2011/05-ct-tu"]
    registry = Registry(FOLDER, folder)
    (work,) = registry.works_numbered("05-CT/TU")
    assert (work.issuer, work.date, work.title) == ("Tỉnh ủy Điện Biên", date(2011, 4, 4), "về thử nghiệm")
    assert registry.works_aliased("chỉ thị thử") == [work]
    assert {path: path.read_bytes() for path in FOLDER.glob("*.tsv")} == before
    assert stat.S_IMODE(os.stat(folder / "documents.tsv").st_mode) == 0o600 or os.name == "nt"


def test_works_are_added_behind_those_of_before(tmp_path: Path) -> None:
    for number in ("5-CT/TU", "6-CT/TU"):
        work = NewWork("chỉ thị", "Tỉnh ủy Điện Biên", date(2011, 4, 4), "về\tthử\nnghiệm", "bản gốc", number)
        add(tmp_path, Registry(FOLDER, tmp_path), [work])
    added = [work.number for work in Registry(FOLDER, tmp_path).works[-2:]]
    assert added == ["05-CT/TU", "06-CT/TU"]
    assert Registry(FOLDER, tmp_path).works[-1].title == "về thử nghiệm"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"type": "chỉ dẫn"}, "no type"),
        ({"issuer": "Ban Nọ Ban Kia"}, "no body"),
        ({"number": "số năm"}, "no document number"),
        ({"number": "05-NQ/TU"}, "not that of a chỉ thị"),
        ({"number": "05-CT/TW", "issuer": "Bộ Chính trị", "date": date(2016, 5, 15)}, "already"),
    ],
)
def test_what_contradicts_is_refused_and_nothing_is_written(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    fields = {name: getattr(DIRECTIVE, name) for name in ("type", "issuer", "date", "title", "source", "number")}
    wrong = NewWork(**{**fields, **changes})
    with pytest.raises(UsageError, match=reason):
        add(tmp_path, Registry(FOLDER, tmp_path), [DIRECTIVE, wrong])
    assert not list(tmp_path.iterdir())


def test_many_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "works.tsv"
    file.write_text(f"{HEAD}05-CT/TU\tchỉ thị\tTỉnh ủy Lào Cai\t2012-03-01\tvề việc\tbản gốc\n", encoding="utf-8")
    assert [work.number for work in works_of(file)] == ["05-CT/TU"]
    file.write_text(f"{HEAD}05-CT/TU\tchỉ thị\tTỉnh ủy Lào Cai\t2012-13-01\tvề việc\tbản gốc\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Line 2"):
        works_of(file)
    file.write_bytes("Chỉ thị".encode("utf-16"))
    with pytest.raises(UsageError, match="UTF-8"):
        works_of(file)


def test_a_line_that_cannot_be_used_is_left_out_and_told(tmp_path: Path) -> None:
    add(tmp_path, Registry(FOLDER, tmp_path), [DIRECTIVE])
    with (tmp_path / "documents.tsv").open("a", encoding="utf-8") as file:
        file.write("x\t07-CT/TU\tchỉ thị\tTỉnh ủy Điện Biên\t31/4/2012\n")
        file.write("too\tmany\tcells" + "\t" * 20 + "x\n")
    (tmp_path / "changes.tsv").write_bytes(b"\xff\xfe\x00")
    assert faults(tmp_path) == ["changes.tsv", "documents.tsv:3", "documents.tsv:4"]
    registry = Registry(FOLDER, tmp_path)
    assert registry.works[-1].number == "05-CT/TU" and registry.changes
