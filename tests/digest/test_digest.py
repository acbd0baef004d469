"""Study packs: what is quoted, what is a task, and that nothing ungrounded is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.digest import Settings, make_digest
from pipeline.digest.cues import load_cues
from pipeline.digest.grounding import check, stands_on
from pipeline.digest.questions import questions_of
from pipeline.digest.sentence import Sentence, quotable
from pipeline.digest.tasks import tasks_of
from pipeline.errors import NotGrounded
from pipeline.model import Document, Header, Page, Paragraph, Section, Task

PAGE_1 = (
    "I. TÌNH HÌNH\n"
    "Thời gian qua, kỷ luật hành chính trong các cơ quan của tỉnh đã có\n"
    "chuyển biến rõ nét ở nhiều nơi. Đồng chí này đã nêu ý kiến.\n"
    "II. NHIỆM VỤ\n"
    "1. Các cấp ủy, tổ chức đảng phải quán triệt Chỉ thị đến từng đảng viên trước ngày 15/5/2016.\n"
    "2. Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Chỉ thị.\n"
    "a) Nắm chắc tình hình đội ngũ cán bộ, đảng viên của đơn vị mình;"
)


def document(text: str = PAGE_1) -> Document:
    starts = [0, *[index + 1 for index, letter in enumerate(text) if letter == "\n"]]
    opening = [start for start in starts if not text[start:].startswith("chuyển biến")]
    paragraphs = tuple(
        Paragraph(
            start, end - 1 if end < len(text) + 1 else len(text),
            "heading" if text[start:start + 2].isupper() else "body",
        )
        for start, end in zip(opening, [*opening[1:], len(text) + 1], strict=True)
    )  # fmt: skip
    return Document(
        id="dien-bien/tinh-uy/2016/08-ct-tu",
        path="a.pdf",
        sha256="0" * 64,
        header=Header("chỉ thị", "08-CT/TU", "CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30), title="về kỷ luật"),
        pages=(Page(1, 595, 842, (), text),),
        outline=(Section("I", "TÌNH HÌNH", 1, 1, 0), Section("II", "NHIỆM VỤ", 1, 1, text.index("II. "))),
        paragraphs={1: paragraphs},
        mentions={},
    )


def test_only_whole_sentences_are_quotable() -> None:
    texts = [sentence.text for sentence in quotable(document(), load_cues())]
    assert texts == [
        "Thời gian qua, kỷ luật hành chính trong các cơ quan của tỉnh đã có chuyển biến rõ nét ở nhiều nơi.",
        "Các cấp ủy, tổ chức đảng phải quán triệt Chỉ thị đến từng đảng viên trước ngày 15/5/2016.",
        "Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Chỉ thị.",
    ]


def test_points_stand_on_their_page_with_their_section() -> None:
    item = make_digest([(document(), ())], settings=Settings(sentences=2)).items[0]
    assert len(item.points) == 2
    assert all(stands_on(point.text, PAGE_1) and point.page == 1 for point in item.points)
    assert {point.section for point in item.points} <= {"mục I", "mục II"}
    assert item.heading == "Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên về kỷ luật"


@pytest.mark.parametrize(
    ("sentence", "who", "deadline"),
    [
        ("Các cấp ủy, tổ chức đảng phải quán triệt Chỉ thị trước ngày 15/5/2016.",
         "Các cấp ủy, tổ chức đảng", "trước ngày 15/5/2016"),
        ("Giao Văn phòng Tỉnh ủy tổng hợp, báo cáo định kỳ hằng quý.", "Văn phòng Tỉnh ủy", "định kỳ hằng quý"),
        ("Ban Tổ chức Tỉnh ủy chủ trì, phối hợp theo dõi việc thực hiện.", "Ban Tổ chức Tỉnh ủy", None),
        ("Định kỳ 6 tháng, chi bộ kiểm tra đảng viên.", "chi bộ", "Định kỳ 6 tháng"),
        ("Mỗi chi bộ sinh hoạt chuyên đề, báo cáo cấp ủy ít nhất mỗi quý một lần.", "Mỗi chi bộ",
         "ít nhất mỗi quý một lần"),
        ("Người dự hội nghị phải có mặt đúng giờ.", "Người dự hội nghị", None),
        ("Đảng viên không được uống rượu, bia trong giờ làm việc.", "Đảng viên", None),
    ],
)  # fmt: skip
def test_tasks(sentence: str, who: str, deadline: str | None) -> None:
    (task,) = tasks_of([Sentence(sentence, 1, 0, None, True)], load_cues())
    assert (task.who, task.deadline) == (who, deadline)
    assert task.what in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Kỷ luật hành chính đã có chuyển biến.",
        "Thời gian qua, tỉnh đạt nhiều kết quả.",
        "Mục tiêu đến năm 2020 là 90%.",
        # What is told of the past, suffered or conditional is nobody's duty.
        "Chi bộ đã tổ chức học tập Chỉ thị.",
        "Đảng viên vi phạm bị xem xét kỷ luật theo quy định.",
        "Đảng viên chuyển sinh hoạt thì cấp ủy giới thiệu đến nơi mới.",
        "Đồng chí chủ trì giới thiệu Quy định về những điều đảng viên không được làm.",
        "Cơ quan, tổ chức nhà nước và doanh nghiệp nhà nước.",
        "Người lập di chúc tuyên bố ý chí của mình.",
    ],
)
def test_no_tasks(sentence: str) -> None:
    assert list(tasks_of([Sentence(sentence, 1, 0, None, True)], load_cues())) == []


def test_a_corrupted_point_stops_the_pack() -> None:
    pack = make_digest([(document(), ())])
    item = pack.items[0]
    point = item.points[0]
    corrupted = replace(item, points=(replace(point, text=point.text.replace("kỷ", "kỹ") + "!"), *item.points[1:]))
    with pytest.raises(NotGrounded):
        check(replace(pack, items=(corrupted,)), {item.id: {1: PAGE_1}})


def test_questions_ask_the_cell_of_its_own_duties() -> None:
    tasks = [
        Task("Ban Tuyên giáo Tỉnh ủy", "biên soạn tài liệu hỏi đáp", None, 1, ""),
        Task("Mỗi đảng viên", "viết bản cam kết", None, 2, ""),
    ]
    (question,) = questions_of(tasks, (), load_cues())
    assert "viết bản cam kết" in question.text and question.page == 2
