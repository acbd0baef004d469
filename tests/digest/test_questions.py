"""Questions for discussion: about the cell's own duties and work, grammatical, or none."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.digest.audience import Audience
from pipeline.digest.cues import load_cues
from pipeline.digest.questions import make_questions
from pipeline.model import Header, Section, Task


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


CELL = Audience(unit="Chi bộ Sở Nội vụ")
DUTY = "tổ chức học tập chuyên đề cho đảng viên"


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("Các chi bộ", True),
        ("Chi bộ Sở Nội vụ", True),
        ("Các cấp ủy, tổ chức đảng", True),
        ("Cán bộ, đảng viên", True),
        # Other bodies, other levels, and single cases.
        ("Chi bộ thôn Đông", False),
        ("Cấp ủy cấp trên", False),
        ("Đảng viên có đủ 30, 40 năm tuổi đảng làm tờ khai", False),
        ("Sở Tài chính", False),
    ],
)
def test_only_duties_of_this_cell_are_asked_about(who: str, asked: bool) -> None:
    assert bool(make_questions([Task(who, DUTY, None, 1, DUTY)], (), load_cues(), audience=CELL)) is asked


def test_members_are_asked_as_members() -> None:
    (question,) = make_questions([Task("Đảng viên", DUTY, None, 1, DUTY)], (), load_cues(), audience=CELL)
    assert question.text.startswith("The members of Chi bộ Sở Nội vụ: how")


def test_what_is_not_whole_or_asked_of_others_is_not_asked_about() -> None:
    cut = Task("Các chi bộ", DUTY, None, 1, DUTY, continues=True)
    passed = Task("Các chi bộ", "đề nghị cấp ủy cấp trên khen thưởng đảng viên", None, 1, "")
    assert make_questions([cut, passed], (), load_cues(), audience=CELL) == ()


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        (Header(type="chỉ thị", symbol="CT/TU"), True),
        (Header(type="kế hoạch", symbol="KH-UBND", issuer="Ủy ban nhân dân tỉnh"), False),
        (Header(type="kế hoạch", symbol="KH-SNV", issuer="Sở Nội vụ"), True),
        (Header(type="quy định", symbol="QĐ/TW"), False),
        (Header(type="nghị định", symbol="NĐ-CP"), False),
    ],
)
def test_headings_are_asked_about_where_they_are_the_cell_s_work(header: Header, asked: bool) -> None:
    outline = [Section("I", "Công tác chính trị, tư tưởng", 1, 1, 0)]
    assert bool(make_questions((), outline, load_cues(), audience=CELL, header=header)) is asked


def test_the_dated_duty_comes_first() -> None:
    later = Task("Các chi bộ", "lập danh sách trước ngày 5/6/2027", "trước ngày 5/6/2027", 1, "", due=date(2027, 6, 5))
    first, _second = make_questions([Task("Các chi bộ", DUTY, None, 1, DUTY), later], (), load_cues(), audience=CELL)
    assert "in time" in first.text


def test_a_duty_of_the_cell_s_office_is_asked_about_as_the_office_s() -> None:
    (question,) = make_questions([Task("Sở Nội vụ", DUTY, None, 1, DUTY)], (), load_cues(), audience=CELL)
    assert question.text.startswith("Sở Nội vụ is charged with “tổ chức học tập")


def test_of_a_regulation_only_regular_duties_and_prohibitions_are_asked_about() -> None:
    tasks = [
        Task("Chi bộ", DUTY, None, 1, DUTY),
        Task("Chi bộ", "sinh hoạt thường kỳ mỗi tháng một lần", "mỗi tháng", 1, "", recurrence="FREQ=MONTHLY"),
        Task("Đảng viên", "không được tổ chức tiệc xa hoa", None, 1, ""),
    ]
    found = make_questions(tasks, (), load_cues(), audience=CELL, header=Header(type="quy định", symbol="QĐ/TW"))
    assert [each.quotation[:10] for each in found] == ["sinh hoạt ", "không được"]
