"""Study packs: what is quoted, what is a task, and that nothing ungrounded is written."""

from __future__ import annotations

from datetime import date

from pipeline.digest import Settings, make_digest
from pipeline.digest.grounding import is_on_page
from pipeline.model import Document, Header, Page, Paragraph, Section

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


def test_points_are_on_their_page_with_their_section() -> None:
    item = make_digest([(document(), ())], settings=Settings(sentences=2)).items[0]
    assert len(item.points) == 2
    assert all(is_on_page(point.text, PAGE_1) and point.page == 1 for point in item.points)
    assert {point.section for point in item.points} <= {"mục I", "mục II"}
    assert item.heading == "Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên về kỷ luật"
