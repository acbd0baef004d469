"""Lists of works from an office's spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.registry import FOLDER, Registry
from pipeline.registry.office import add_alias, add_body, edit_work, remove_alias, remove_work
from pipeline.registry.office_list import Imported, import_list
from tests.workbook import workbook

HEADINGS = ["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu nội dung", "Thay thế bởi", "Tình trạng", "Ghi chú"]
DEFAULTS = {"issuer": "Tỉnh ủy Điện Biên", "source": "sổ văn bản"}
OWN = "dien-bien/tinh-uy/2011/95-ct-tu"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "registry"


def registry(folder: Path) -> Registry:
    return Registry(FOLDER, folder)


def imported(folder: Path, text: str, name: str = "so.csv", **defaults: str) -> Imported:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return import_list(path, folder, registry(folder), {**DEFAULTS, **defaults})


def test_twenty_directives_go_in_from_a_workbook_and_again_change_nothing(folder: Path) -> None:
    rows: list[list[str | int]] = [["DANH MỤC VĂN BẢN NĂM 2011"], list(HEADINGS)]
    rows += [[n, f"{n:02}-CT/TU", 40_600 + n, f"về việc thứ {n}", "", "Còn hiệu lực", ""] for n in range(60, 80)]
    path = workbook(folder.parent / "so.xlsx", rows)
    first = import_list(path, folder, registry(folder), DEFAULTS)
    assert (len(first.added), first.known, first.faults, first.unused) == (20, (), (), ())
    work = registry(folder).works.get("dien-bien/tinh-uy/2011/60-ct-tu")
    assert work and (work.type, work.issuer, work.date, work.title) == (
        "chỉ thị", "Tỉnh ủy Điện Biên", date(2011, 4, 27), "về việc thứ 60",
    )  # fmt: skip
    before = (folder / "documents.tsv").read_bytes()
    again = import_list(path, folder, registry(folder), DEFAULTS)
    assert (again.added, len(again.known), again.faults) == ((), 20, ())
    assert (folder / "documents.tsv").read_bytes() == before


def test_a_serial_and_its_letters_may_stand_in_two_columns(folder: Path) -> None:
    text = "TT\tSố\tKý hiệu\tNgày ký\tTrích yếu\n1\t5\tCT/TU\tngày 04 tháng 4 năm 2011\tvề thử nghiệm\n"
    assert imported(folder, text, "so.tsv").added == ("dien-bien/tinh-uy/2011/05-ct-tu",)


def test_the_list_may_be_on_any_sheet(folder: Path) -> None:
    rows: list[list[str | int]] = [
        ["Số hiệu", "Ngày ban hành", "Trích yếu"],
        ["95-CT/TU", "4/4/2011", "về thử nghiệm"],
    ]
    path = workbook(folder.parent / "so.xlsx", rows, cover="Sổ theo dõi văn bản")
    assert import_list(path, folder, registry(folder), DEFAULTS).added == (OWN,)


def test_a_list_without_a_column_that_every_line_needs_is_refused_once(folder: Path) -> None:
    with pytest.raises(UsageError, match="Ngày ban hành"):
        imported(folder, "Số hiệu,Trích yếu\n95-CT/TU,về thử nghiệm\n96-CT/TU,về thử nghiệm khác\n")


def test_successor_and_last_day_are_kept(folder: Path) -> None:
    text = (
        "number,type,date,title,replaced_by,ended,status\n"
        "05-QĐ/TU,quy định,10/3/2011,về phân cấp,07-QĐ/TU,05/5/2012,hết hiệu lực\n"
        "07-QĐ/TU,quy định,5/5/2012,về phân cấp,,,\n"
        "09-QĐ/TU,quy định,6/5/2012,về thi đua,,1/1/2015,Hết hiệu lực\n"
    )
    assert len(imported(folder, text).added) == 3
    changes = registry(folder).changes
    (replaced,) = changes.of("dien-bien/tinh-uy/2011/quy-dinh-05-qd-tu")
    assert (replaced.by, replaced.since) == ("dien-bien/tinh-uy/2012/quy-dinh-07-qd-tu", date(2012, 5, 5))
    assert "dien-bien/tinh-uy/2012/quy-dinh-09-qd-tu" in changes.ended_by(date(2015, 1, 1))


def test_all_faulty_lines_are_reported_and_the_others_added(folder: Path) -> None:
    text = (
        "Số hiệu;Ngày;Trích yếu;Cơ quan ban hành;Độ khẩn\n"
        "95-CT/TU;4/4/2011;về thử nghiệm;;\n"
        "96-CT/TU;2011;về năm;;\n"
        "97-CT/TU;31/2/2011;về ngày;;\n"
        "98-QĐ/TU;4/4/2011;về loại;;\n"
        "99-CT/TU;4/4/2011;về cơ quan;Hội Những người vui tính;\n"
        "100-CT/TU;4/4/2011;;;\n"
    )
    found = imported(folder, text)
    assert found.added == (OWN,) and found.unused == ("Độ khẩn",)
    assert [(each.line, each.column) for each in found.faults] == [
        (3, "date"), (4, "date"), (5, "type"), (6, ""), (7, "title"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "column"), [("đang xem xét", "status"), ("hết hiệu lực", "status"), ("04-CT/TU", "replaced_by")]
)
def test_an_end_that_says_too_little_is_reported_by_its_column(folder: Path, cell: str, column: str) -> None:
    found = imported(folder, f"number,date,title,{column}\n95-CT/TU,4/4/2011,về thử nghiệm,{cell}\n")
    assert found.added == () and column in str(found.faults[0])


def test_another_title_for_a_known_work_is_reported(folder: Path) -> None:
    imported(folder, "số,ngày,trích yếu\n95-CT/TU,4/4/2011,về thử nghiệm\n")
    found = imported(folder, "số,ngày,trích yếu\n95-CT/TU,4/4/2011,về việc khác\n")
    assert found.added == () and "title" in str(found.faults[0])
    shipped = imported(folder, "số,ngày,trích yếu,cơ quan\n05-CT/TW,15/5/2016,học tập Bác,Bộ Chính trị\n")
    assert shipped.known == ("trung-uong/2016/05-ct-tw",)


def test_a_table_without_headings_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError):
        imported(folder, "1,95-CT/TU,4/4/2011\n")
    assert not folder.exists()


def test_an_own_work_is_changed_and_removed_with_its_names(folder: Path) -> None:
    imported(folder, "số,ngày,trích yếu,tên khác\n95-CT/TU,4/4/2011,về thử nghiệm,Chỉ thị mẫu\n")
    after = edit_work(folder, registry(folder), OWN, {"date": "2012-04-05", "title": "về thí điểm"})
    assert after == "dien-bien/tinh-uy/2012/95-ct-tu"
    (work,) = registry(folder).works.aliased("chỉ thị mẫu")
    assert (work.id, work.title) == (after, "về thí điểm")
    remove_work(folder, after)
    assert registry(folder).works.get(after) is None and not registry(folder).works.aliased("Chỉ thị mẫu")


def test_what_comes_with_chithi_is_neither_changed_nor_removed(folder: Path) -> None:
    for act in (
        lambda: edit_work(folder, registry(folder), "trung-uong/2016/05-ct-tw", {"title": "về khác"}),
        lambda: remove_work(folder, "trung-uong/2016/05-ct-tw"),
        lambda: remove_alias(folder, "Điều lệ Đảng"),
        lambda: add_alias(folder, registry(folder), "điều lệ đảng", "trung-uong/2016/05-ct-tw"),
        lambda: add_body(folder, registry(folder), {"name": "Tỉnh ủy Điện Biên"}),
    ):
        with pytest.raises(UsageError):
            act()


def test_a_successor_is_not_removed_before_the_work_that_names_it(folder: Path) -> None:
    imported(folder, "số,ngày,trích yếu,thay thế bởi\n95-CT/TU,4/4/2011,về a,96-CT/TU\n96-CT/TU,5/4/2012,về a,\n")
    with pytest.raises(UsageError):
        remove_work(folder, "dien-bien/tinh-uy/2012/96-ct-tu")


def test_names_and_bodies_of_the_office_s_own(folder: Path) -> None:
    add_alias(folder, registry(folder), "Chỉ thị học Bác", "trung-uong/2016/05-ct-tw")
    assert [each.id for each in registry(folder).works.aliased("chỉ thị học bác")] == ["trung-uong/2016/05-ct-tw"]
    remove_alias(folder, "Chỉ thị học Bác")
    assert not registry(folder).works.aliased("Chỉ thị học Bác")
    name = "Ban Quản lý Khu du lịch Pá Khoang"
    add_body(folder, registry(folder), {"name": name, "symbols": "BQL", "sphere": "state", "level": "province"})
    assert registry(folder).bodies.path_of(name) == "ban-quan-ly-khu-du-lich-pa-khoang"
    assert not registry(folder).check()
