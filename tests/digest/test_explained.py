"""The works that a document cites: which it carries out, which took the place of one that ended."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.chain import Claim, Status
from pipeline.digest.cues import load_cues
from pipeline.digest.explained import explained, implemented
from pipeline.digest.questions import questions_of
from pipeline.digest.tasks import count_bound
from pipeline.model import Document, Header, Mention, Page, Paragraph, Reference, Section, Task, Work

CITED = "Nghị quyết số 04-NQ/TW"


def work(number: str) -> Work:
    return Work(f"trung-uong/{number}", "nghị quyết", number, None, None, None)


def reference(number: str, start: int = 0, text: str = CITED, relation: str | None = "thực hiện") -> Reference:
    return Reference(
        Mention(start, start + len(text), text, relation=relation), "known-not-held", "number", work(number)
    )


def carries_out(sentence: str, relation: str, title: str = "về x") -> bool:
    header = Header("chỉ thị", "1-CT/TU", "CT/TU", "Tỉnh ủy", date(2016, 1, 5), title=title)
    held = Document(
        "a/b/2016/1", "a.pdf", "0" * 64, header,
        (Page(1, 595, 842, (), sentence),), (), {1: (Paragraph(0, len(sentence), "body"),)}, {},
    )  # fmt: skip
    cited = reference("04-NQ/TW", sentence.index(CITED), relation=relation)
    return bool(implemented([(1, cited)], held))


@pytest.mark.parametrize(
    ("sentence", "relation", "told"),
    [
        (f"Thực hiện {CITED}, Ban Thường vụ Tỉnh ủy ban hành Chỉ thị như sau:", "thực hiện", True),
        (f"Căn cứ {CITED} của Trung ương;", "căn cứ", True),
        (f"Để thực hiện nghiêm {CITED}, Ủy ban nhân dân tỉnh có ý kiến như sau:", "thực hiện", True),
        (f"Ban Thường vụ ban hành Kế hoạch để thực hiện {CITED}.", "thực hiện", True),
        # Who only judges or names it, or tells of others, carries nothing out.
        (f"Học tập chưa gắn với việc sửa chữa khuyết điểm nêu trong {CITED}.", "quán triệt", False),
        (f"Việc thực hiện {CITED} còn những chỗ yếu.", "thực hiện", False),
        (f"Việc thực hiện {CITED} còn hình thức.", "thực hiện", False),
        (f"Thực hiện {CITED}, các cấp ủy trong tỉnh đã có chuyển biến.", "thực hiện", False),
        (f"Thực hiện {CITED}, các chi bộ xây dựng kế hoạch.", "thực hiện", False),
        (f"Cùng với đó, {CITED} nêu nhiều việc.", "thực hiện", False),
    ],
)
def test_what_a_document_carries_out(sentence: str, relation: str, told: bool) -> None:
    assert carries_out(sentence, relation) is told


def test_a_title_says_what_is_carried_out() -> None:
    assert carries_out(f"Kết quả {CITED} còn hạn chế.", "thực hiện", f"thực hiện {CITED}")


def ended(number: str, by: str | None, *, confirmed: bool = True) -> Status:
    claims = (Claim("thay thế", work(by), date(2020, 1, 1), source="x", confirmed=confirmed),) if by else ()
    return Status(work(number), False, date(2026, 1, 1), "replaced" if by else "not known", claims, (), ())


@pytest.mark.parametrize(
    ("chain", "newest", "confirmed"),
    [
        ([ended("A", "B"), ended("B", "C"), ended("C", None)], "C", True),
        ([ended("A", "B"), ended("B", "C", confirmed=False)], "C", False),
        ([ended("A", "B"), ended("B", "A")], "A", True),  # a registry that errs stops nobody
        ([ended("A", None)], None, True),
    ],
)
def test_the_last_successor_is_told(chain: list[Status], newest: str | None, confirmed: bool) -> None:
    by_id = {each.work.id: each for each in chain}
    (told,) = explained([(1, reference("A"))], by_id.get)
    assert (told.replaced_by.number if told.replaced_by else None, told.confirmed) == (newest, confirmed)


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
def test_headings_that_name_work_are_asked_about(heading: str, asked: bool) -> None:
    assert bool(questions_of((), (Section("I", heading, 1, 1, 0),), load_cues())) is asked


def test_all_who_are_bound_are_counted() -> None:
    tasks = [Task(who, "họp", None, 1, "") for who in ("Chi bộ", "chi bộ", "Đảng ủy", None)]
    assert count_bound(tasks) == 2
