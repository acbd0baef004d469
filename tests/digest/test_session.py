"""The session around the documents of a pack: agenda, questions, forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.digest.cues import load_cues
from pipeline.digest.session import (
    MAX_MINUTES,
    MIN_MINUTES,
    apportion,
    make_agenda,
    make_questions,
)
from pipeline.model import DigestItem, Point, Section, Task


def item(points: int = 1, tasks: tuple[Task, ...] = ()) -> DigestItem:
    return DigestItem("a/b/2016/1-ct-tu", "Chỉ thị", (Point("Câu.", 1, None),) * points, tasks, (), ())


@given(st.integers(MIN_MINUTES, MAX_MINUTES), st.lists(st.integers(0, 50), max_size=40))
def test_the_steps_add_up_to_the_session(minutes: int, points: list[int]) -> None:
    steps = make_agenda([item(count) for count in points], minutes)
    assert sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= 1 for step in steps)
    for step in steps:
        if step.parts:
            assert sum(part.minutes for part in step.parts) == step.minutes
            assert all(part.minutes >= 1 for part in step.parts)


def test_minutes_are_divided_by_weight() -> None:
    assert apportion(10, [1, 1]) == [5, 5]
    assert apportion(4, [1, 9]) == [1, 3]


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Công tác chính trị, tư tưởng", True),
        ("Giữ nghiêm kỷ luật, kỷ cương", True),
        ("NHẬN DIỆN NHỮNG BIỂU HIỆN SUY THOÁI", False),
        ("KẾT LUẬN CỦA ĐỒNG CHÍ CHỦ TRÌ", False),
        ("TÌNH HÌNH VÀ NGUYÊN NHÂN", False),
        ("Đánh giá công tác tháng 02 năm 2020", False),
        ("Về tổ chức, kỷ luật", False),
        ("Đảng viên không được dựa vào chức vụ", False),
    ],
)
def test_questions_are_asked_about_headings_that_name_work(heading: str, asked: bool) -> None:
    assert bool(make_questions((), (Section("I", heading, 1, 1, 0),), load_cues())) is asked


def test_questions_are_about_the_cell_s_own_duties() -> None:
    tasks = [
        Task("Ban Tuyên giáo Tỉnh ủy", "biên soạn tài liệu hỏi đáp", None, 1, ""),
        Task("Mỗi đảng viên", "viết bản cam kết", None, 2, ""),
    ]
    (question,) = make_questions(tasks, (), load_cues())
    assert "viết bản cam kết" in question.text and question.page == 2


@pytest.mark.parametrize(
    ("what", "section", "quoted"),
    [
        ("phải đăng ký việc làm theo trước chi bộ", None, "đăng ký việc làm theo trước chi bộ"),
        ("kiểm tra sổ đảng phí từng quý; sai thì sửa ngay", None, "kiểm tra sổ đảng phí từng quý"),
        # Not whole without the sentences around, only a provision, a definition, or part of a form.
        ("khắc phục những khuyết điểm nêu trên ở đơn vị", None, None),
        ("thực hiện đúng khoản 2 Điều 8 của Quy định", None, None),
        ("là người có tuổi đời từ đủ 18 tuổi", None, None),
        ("ghi rõ họ tên và ngày sinh vào đơn", "Phụ lục 2", None),
        ("ghi rõ họ tên (bằng chữ in hoa vào đơn", None, None),
        ("họp đúng kỳ", None, None),
    ],
)
def test_a_question_quotes_a_whole_duty_or_is_not_asked(what: str, section: str | None, quoted: str | None) -> None:
    found = make_questions([Task("Mỗi đảng viên", what, None, 1, what, section=section)], (), load_cues())
    assert [each.quotation for each in found] == ([quoted] if quoted else [])


def test_a_document_has_at_most_five_different_questions() -> None:
    duties = [f"đóng đảng phí đúng hạn quý {quarter}" for quarter in (1, 1, 2, 3, 4, 5)]
    outline = [Section(label, f"Công tác {label} của chi bộ", 1, 1, 0) for label in ("tổ chức", "kiểm tra", "dân vận")]
    found = make_questions([Task("Chi bộ", duty, None, 1, duty) for duty in duties], outline, load_cues())
    assert len(found) == len({each.quotation for each in found}) == 5


def test_a_question_speaks_of_time_only_where_it_quotes_it() -> None:
    task = Task("Chi bộ", "kiểm tra sổ đảng phí; báo cáo trước ngày 5/6/2027", "trước ngày 5/6/2027", 1, "")
    (question,) = make_questions([task], (), load_cues())
    assert question.quotation == "kiểm tra sổ đảng phí" and "in time" not in question.text
