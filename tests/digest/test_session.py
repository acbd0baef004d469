"""What surrounds the documents in a pack: agenda, calendar, figures, forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.digest.agenda import SHORTEST, agenda, shared_out
from pipeline.digest.deadlines import calendar, due
from pipeline.digest.figures import figures_of
from pipeline.digest.forms import forms
from pipeline.digest.sentence import Sentence
from pipeline.model import DigestItem, Point, Task


def item(points: int = 1, tasks: tuple[Task, ...] = ()) -> DigestItem:
    return DigestItem("a/b/2016/1-ct-tu", "Chỉ thị", (Point("Câu.", 1, None),) * points, tasks, (), ())


@given(st.integers(SHORTEST, 600), st.lists(st.integers(0, 50), max_size=40))
def test_the_steps_fill_the_session(minutes: int, points: list[int]) -> None:
    steps = agenda([item(count) for count in points], minutes)
    assert sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= 1 for step in steps)
    for step in steps:
        if step.parts:
            assert sum(part.minutes for part in step.parts) == step.minutes
            assert all(part.minutes >= 1 for part in step.parts)


def test_minutes_go_by_weight() -> None:
    assert shared_out(10, [1, 1]) == [5, 5]
    assert shared_out(4, [1, 9]) == [1, 3]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trước ngày 15/5/2016", date(2016, 5, 15)),
        ("chậm nhất ngày 5 tháng 6 năm 2020", date(2020, 6, 5)),
        ("xong trong quý II/2016", date(2016, 6, 30)),
        ("trong quý IV năm 2017", date(2017, 12, 31)),
        ("trong tháng 2/2020", date(2020, 2, 29)),
        ("trong năm 2016", date(2016, 12, 31)),
        ("đầu năm 2017", None),
        ("trước năm 2025", None),
        ("trước ngày 20/11", None),
        ("trước ngày 15/12 hằng năm", None),
        ("mỗi quý", None),
        ("ngày 31/2/2016", None),
        (None, None),
    ],
)
def test_the_day_of_a_deadline(words: str | None, day: date | None) -> None:
    assert due(words) == day


def test_the_calendar_goes_over_all_documents_by_day() -> None:
    late = Task("Chi bộ", "họp", "trước ngày 1/6/2016", 1, "", due=date(2016, 6, 1))
    early = Task("Chi bộ", "họp", "trước ngày 1/5/2016", 1, "", due=date(2016, 5, 1))
    always = Task("Chi bộ", "họp", "hằng tháng", 1, "")
    never = Task("Chi bộ", "họp", None, 1, "")
    entries = calendar([item(tasks=(always, late)), item(tasks=(early, never))])
    assert [(entry.task, entry.item) for entry in entries] == [(early, 1), (late, 0), (always, 0)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Phấn đấu ít nhất 90% đảng viên hoàn thành tốt nhiệm vụ.", ("ít nhất 90%",)),
        ("Kiểm tra 26 cơ quan, đơn vị, có 41 lượt công chức vắng mặt.", ("26 cơ quan", "41 lượt")),
        # A figure is told with what bounds it.
        ("Thành phần: 24 trên 25 đảng viên; vắng 01 đồng chí.", ("24 trên 25 đảng viên", "01 đồng chí")),
        ("Nghị quyết được 25/25 đảng viên thông qua.", ("25/25 đảng viên",)),
        ("Nơi có từ 3 đảng viên đến 9 đảng viên.", ("từ 3 đảng viên đến 9 đảng viên",)),
        ("Tăng từ 87% lên 93%, dưới mức 100 điểm.", ("từ 87% lên 93%", "dưới mức 100 điểm")),
        ("Đạt từ 90 điểm trở lên, không đủ 3 người.", ("Đạt từ 90 điểm trở lên", "không đủ 3 người")),
        ("Số tăng thêm không được quá 10%, gần 20 lượt.", ("không được quá 10%", "gần 20 lượt")),
        ("Trong tháng 6/2016 đồng chí Hoa đi học 3 lớp.", ("3 lớp",)),
        ("Hỗ trợ 1.250 hộ với 3,5 tỷ đồng.", ("1.250 hộ", "3,5 tỷ đồng")),
    ],
)
def test_figures(text: str, values: tuple[str, ...]) -> None:
    (figure,) = figures_of([Sentence(text, 1, 0, None, True)])
    assert figure.values == values


@pytest.mark.parametrize("text", ["Thực hiện Chỉ thị 08-CT/TU ngày 30/3/2016.", "Điều 5 khoản 2 được sửa đổi."])
def test_numbers_of_documents_and_days_are_no_figures(text: str) -> None:
    assert list(figures_of([Sentence(text, 1, 0, None, True)])) == []


def test_the_resolution_proposes_the_cells_own_duties() -> None:
    ours = Task("Mỗi chi bộ", "sinh hoạt chuyên đề", "mỗi quý một lần", 1, "")
    theirs = Task("Ban Tuyên giáo Tỉnh ủy", "biên soạn tài liệu", None, 1, "")
    found = forms("Chi bộ Sở Ngoại vụ, Đảng bộ Sở", [item(tasks=(theirs, ours))], (), "tháng 3/2016")
    assert [form.kind for form in found] == ["attendance", "minutes", "resolution"]
    resolution = found[-1]
    assert resolution.left[:2] == ("ĐẢNG BỘ SỞ", "CHI BỘ SỞ NGOẠI VỤ")
    (table,) = (part.table for part in resolution.parts if part.table)
    assert [row[0] for row in table[1:] if row[0]] == ["sinh hoạt chuyên đề"]
