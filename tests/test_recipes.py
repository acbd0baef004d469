"""The recipes of CONTRIBUTING.md: each change is one row, seen through the command line.

Here are the rows of the registry, added as an office adds its own. The other recipes are followed next to their
tables: tests/read/test_formats.py, tests/digest/render/test_render.py, tests/store/test_filters.py,
tests/references/test_forms.py and tests/references/test_relation_cues.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.command import ROOT, Outcome, chithi

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = ("type", "body", "work", "alias", "relation", "citation form", "input format", "output format", "filter")
Run = Callable[..., Outcome]

TYPE = "name\tsymbols\tsphere\tenglish\tbare\tdecides\nthư ngỏ\tTNg\tparty\topen letter\tyes\t\n"
BODY = (
    "name\tsymbols\tpath\tsphere\tlevel\taliases\tsince\tuntil\n"
    "Ban Quản lý Di tích Mường Thanh\tBQLMT\tdien-bien/ban-quan-ly-di-tich-muong-thanh\tstate\tprovince"
    "\tBan Di tích\t\t\n"
)
WORK = (
    "id\tnumber\ttype\tissuer\tdate\tterm\tplenum\ttitle\tstatus\treplaced_by\tended\tsource\tconfidence\n"
    "dien-bien/tinh-uy/2024/07-ct-tu\t07-CT/TU\tchỉ thị\tTỉnh ủy Điện Biên\t2024-05-06\t\t\tvề bảo vệ di tích"
    "\t\t\t\tprinted copy\thigh\n"
)
ALIAS = "alias\tworks\nChỉ thị Di tích\tdien-bien/tinh-uy/2024/07-ct-tu\n"
LETTER = """TỈNH ỦY ĐIỆN BIÊN                      ĐẢNG CỘNG SẢN VIỆT NAM
        *
  Số 12-TNg/TU                          Điện Biên, ngày 9 tháng 5 năm 2024

THƯ NGỎ
gửi cán bộ và đảng viên

Các cấp ủy quán triệt thư này đến từng đảng viên.
"""
REPORT = """BAN QUẢN LÝ DI TÍCH MƯỜNG THANH        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                        Độc lập - Tự do - Hạnh phúc
  Số: 15/BC-BQLMT                       Điện Biên, ngày 20 tháng 6 năm 2024

BÁO CÁO
Công tác bảo vệ di tích

Ban Quản lý Di tích Mường Thanh báo cáo kết quả công tác.
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `chithi` with a registry folder of the office's own, `registry` in the test's folder."""
    (tmp_path / "registry").mkdir()
    return partial(chithi, library=tmp_path / "l.sqlite")


def add_row(folder: Path, table: str, text: str) -> None:
    (folder / "registry" / table).write_text(text, encoding="utf-8")


def file(folder: Path, text: str) -> Path:
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_type_is_one_row(run: Run, tmp_path: Path) -> None:
    letter = file(tmp_path, LETTER)
    cited = "Thực hiện Thư ngỏ số 12-TNg/TU, ngày 09/5/2024 của Tỉnh ủy Điện Biên."
    assert [each["type"] for each in run("tag", "--json", text=cited).json["references"]] == [None]
    add_row(tmp_path, "types.tsv", TYPE)
    header = run("read", letter, "--json").json["header"]
    assert (header["type"], header["number"]) == ("thư ngỏ", "12-TNg/TU")
    (reference,) = run("tag", "--json", text=cited).json["references"]
    assert (reference["type"], reference["number"]) == ("thư ngỏ", "12-TNg/TU")
    run("ingest", letter)
    for query in (("đảng viên", "--type", "TNg"), ("loại:TNg đảng viên",), ("type:thư_ngỏ đảng viên",)):
        (hit,) = run("search", *query, "--json").json["hits"]
        assert hit["number"] == "12-TNg/TU"
    assert run("search", "đảng viên", "--type", "chỉ thị", "--json").json["hits"] == []


def test_a_body_is_one_row(run: Run, tmp_path: Path) -> None:
    report = file(tmp_path, REPORT)
    add_row(tmp_path, "bodies.tsv", BODY)
    header = run("read", report, "--json").json["header"]
    assert (header["issuer"], header["number"]) == ("Ban Quản lý Di tích Mường Thanh", "15/BC-BQLMT")
    (added,) = run("ingest", report, "--json").json["documents"]
    assert added == "dien-bien/ban-quan-ly-di-tich-muong-thanh/2024/15-bc-bqlmt"
    (hit,) = run("search", "cơquan:BQLMT di tích", "--json").json["hits"]
    assert hit["id"] == added
    (reference,) = run("tag", "--json", text="Báo cáo số 15/BC-BQLMT, ngày 20/6/2024 của Ban Di tích").json[
        "references"
    ]
    assert (reference["state"], reference["target"]["id"]) == ("resolved", added)


def test_a_work_is_one_row_and_so_is_its_alias(run: Run, tmp_path: Path) -> None:
    by_number, by_alias = "Chỉ thị số 07-CT/TU, ngày 06/5/2024 của Tỉnh ủy Điện Biên", "theo Chỉ thị Di tích"
    assert [each["state"] for each in run("tag", "--json", text=by_number).json["references"]] == ["unknown"]
    add_row(tmp_path, "documents.tsv", WORK)
    add_row(tmp_path, "aliases.tsv", ALIAS)
    for text in (by_number, by_alias):
        (reference,) = run("tag", "--json", text=text).json["references"]
        assert (reference["state"], reference["target"]["number"]) == ("known-not-held", "07-CT/TU")
    (listed,) = run("registry", "list", "--own", "--json").json["works"]
    assert listed["id"] == "dien-bien/tinh-uy/2024/07-ct-tu"
    assert "Chỉ thị Di tích" in run("registry", "show", "07-CT/TU").out


def test_a_faulty_row_is_reported_with_its_place(run: Run, tmp_path: Path) -> None:
    add_row(tmp_path, "documents.tsv", WORK.replace("2024-05-06", "6/5/2024"))
    (check,) = (each for each in run("doctor", "--json").json["checks"] if "documents.tsv" in str(each))
    assert "2" in str(check) and "date" in str(check)


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_names_files_that_exist(recipe: str) -> None:
    (row,) = (line for line in CONTRIBUTING.splitlines() if line.startswith(f"| {recipe} |"))
    paths = re.findall(r"`([\w./]+\.(?:py|tsv))`", row)
    assert len(paths) >= 2 and any("test_" in path for path in paths)
    assert [path for path in paths if not (ROOT / path).is_file()] == []


def test_every_make_target_in_the_guide_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", CONTRIBUTING))
    assert named and named <= targets
