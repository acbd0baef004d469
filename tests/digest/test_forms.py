"""The papers of a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.digest.forms import letterhead, make_forms, party_date, scoring_criteria
from pipeline.model import Deadline, Digest, DigestItem, Form, Member, Session, Task, Work

OURS = Task("Mỗi chi bộ", "sinh hoạt chuyên đề", "mỗi quý một lần", 1, "")
ITEM = DigestItem("a/b/2016/1-ct-tu", "Chỉ thị", (), (OURS,), (), ())
SESSION = Session("Chi bộ Sở Ngoại vụ", "Đảng ủy Khối", "Điện Biên", date(2026, 2, 3))
PACK = Digest("Tài liệu", None, (ITEM,), session=SESSION, duties=(Deadline(OURS, 0),))


def forms(pack: Digest = PACK) -> dict[str, Form]:
    return {form.kind: form for form in make_forms(pack, "tháng 2/2026")}


def test_all_papers_are_there() -> None:
    assert list(forms()) == ["attendance", "minutes", "resolution", "review", "assignments", "scoring", "dues"]


def test_the_sheet_has_a_row_for_each_member_or_for_25() -> None:
    members = tuple(Member(f"Đảng viên {number}", "Bí thư" if number == 1 else "") for number in range(1, 26))
    for pack, first in ((PACK, ""), (replace(PACK, session=replace(SESSION, members=members)), "Đảng viên 1")):
        for kind in ("attendance", "assignments", "dues"):
            table = next(part.table for part in forms(pack)[kind].parts if part.table)
            rows = [row for row in table[1:] if row[0]]
            assert len(rows) == 25 and rows[0][1] == first


def test_the_resolution_has_its_parts_and_recipients() -> None:
    resolution = forms()["resolution"]
    tables = [part.table for part in resolution.parts if part.table]
    assert [row[1] for row in tables[-1][1:] if row[1]] == ["sinh hoạt chuyên đề"]
    assert resolution.recipients[0] == "- Đảng ủy Khối (để báo cáo);"
    assert resolution.signatures == ("T/M CHI ỦY\nBÍ THƯ",)
    assert resolution.left == ("ĐẢNG ỦY KHỐI", "CHI BỘ SỞ NGOẠI VỤ", "*", "Số      -NQ/CB")


def test_the_tasks_of_the_last_resolution_are_reviewed() -> None:
    work = Work("cb/2026/1-nq-cb", "nghị quyết", "01-NQ/CB", "Chi bộ Sở Ngoại vụ, Đảng ủy Khối", date(2026, 1, 5), None)
    last = DigestItem("cb/2026/1-nq-cb", "Nghị quyết", (), (OURS,), (), (), work=work, role="last resolution")
    review = forms(replace(PACK, beside=(last,)))["review"]
    (table,) = (part.table for part in review.parts if part.table)
    assert table[1][1:4] == ("sinh hoạt chuyên đề", "Mỗi chi bộ", "mỗi quý một lần") and "☐" in table[1][4]


def test_the_points_add_up_to_a_hundred() -> None:
    assert sum(each.points for each in scoring_criteria()) == 100


def test_dates_and_blanks_of_the_letterhead() -> None:
    assert party_date(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
    assert party_date(date(2026, 10, 12)) == "ngày 12 tháng 10 năm 2026"
    left, right = letterhead(Session())
    assert left[1] == "CHI BỘ ………" and right[1] == "………, ngày …… tháng …… năm ………"
