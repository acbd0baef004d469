"""Which sentences can be quoted, and the line that they are quoted under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.sentences import quotable_sentences, task_sentences
from pipeline.model import Document, Header, Mention, Page, Paragraph, ParagraphKind, Section
from tests.digest.test_digest import document as directive


def document(*paragraphs: str, heading: str = "#") -> Document:
    """A document of one page; a paragraph that begins with `#` is a heading."""
    text, marked = "", []
    for paragraph in paragraphs:
        kind: ParagraphKind = "heading" if paragraph.startswith(heading) else "body"
        line = paragraph.lstrip("# ")
        marked.append(Paragraph(len(text), len(text) + len(line), kind))
        text += line + "\n"
    outline = tuple(
        Section(f"{number}", text[each.start : each.end], 1, 1, each.start)
        for number, each in enumerate(marked)
        if each.kind == "heading"
    )
    return Document(
        "a", "a.pdf", "0" * 64, Header(), (Page(1, 595, 842, (), text),), outline, {1: tuple(marked)}, {1: ()}
    )


def quoted(*paragraphs: str) -> list[tuple[str, str | None]]:
    found = quotable_sentences(document(*paragraphs), load_cues())
    return [(sentence.text[:14], sentence.lead.text if sentence.lead else None) for sentence in found]


ITEM = "Lập danh sách đảng viên gửi về văn phòng đúng hạn."
OTHER = "Kiểm tra hồ sơ của đảng viên trước khi ký tên."


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        # A list is read under the line that introduces it, however deep, until it ends.
        (("4. Các cấp ủy:", f"- {ITEM}", f"- {OTHER}", f"5. {ITEM}"),
         [("Lập danh sách ", "Các cấp ủy"), ("Kiểm tra hồ sơ", "Các cấp ủy"), ("Lập danh sách ", None)]),
        (("1. Sở Nội vụ:", ITEM, OTHER, "2. Sở Tài chính:", ITEM),
         [("Lập danh sách ", "Sở Nội vụ"), ("Kiểm tra hồ sơ", "Sở Nội vụ"), ("Lập danh sách ", "Sở Tài chính")]),
        # The last item of a list parted by semicolons is half of it, unless the line before is known.
        (("a) Góp phần họ theo thỏa thuận của các bên;", f"b) {ITEM}", f"1. {OTHER}"), [("Kiểm tra hồ sơ", None)]),
        (("Chủ họ có các nghĩa vụ:", "a) Góp phần họ;", f"b) {ITEM}"), [("Lập danh sách ", "Chủ họ có các nghĩa vụ")]),
        # A heading counts where a sentence would say something else without it.
        (("# Những điều đảng viên không được làm", f"1. {ITEM}"),
         [("Lập danh sách ", "Những điều đảng viên không được làm")]),
        (("# Trách nhiệm của chi bộ", f"1. {ITEM}"), [("Lập danh sách ", "Trách nhiệm của chi bộ")]),
        (("# Công tác tuyên truyền", f"1. {ITEM}"), [("Lập danh sách ", None)]),
        # Only the first sentence of an item is the list's.
        (("Chi bộ:", f"- {ITEM} {OTHER}"), [("Lập danh sách ", "Chi bộ"), ("Kiểm tra hồ sơ", None)]),
        (("Đồng chí này đã được chi bộ giao cho việc ấy rồi.",), []),
        (("Kèm theo bản sao của các giấy tờ (nếu có yêu cầu.",), []),
    ],
)  # fmt: skip
def test_items_have_the_line_that_introduces_them(
    paragraphs: tuple[str, ...], found: list[tuple[str, str | None]]
) -> None:
    assert quoted(*paragraphs) == found


def test_citations_are_counted_in_their_sentence() -> None:
    held = document(
        "Thực hiện Chỉ thị 08-CT/TU, các cấp ủy phải họp ngay. Việc còn lại giao cho văn phòng theo dõi đầy đủ."
    )
    held.mentions[1] = (Mention(10, 26, "Chỉ thị 08-CT/TU"),)
    assert [sentence.citations for sentence in quotable_sentences(held, load_cues())] == [1, 0]


def test_a_prohibition_of_a_chapter_is_the_lead_of_its_items() -> None:
    held = document("# Những điều đảng viên không được làm", "# Trong sinh hoạt", "Tổ chức việc cưới xa hoa, lãng phí.")
    chapter, article = held.outline
    nested = replace(held, outline=(chapter, article._replace(level=2)))
    (sentence,) = quotable_sentences(nested, load_cues())
    assert sentence.lead is not None and sentence.lead.text == "Những điều đảng viên không được làm"


def test_only_whole_sentences_are_quotable_sentences() -> None:
    texts = [sentence.text for sentence in quotable_sentences(directive(), load_cues())]
    assert texts == [
        "Thời gian qua, kỷ luật hành chính trong các cơ quan của tỉnh đã có chuyển biến rõ nét ở nhiều nơi.",
        "Các cấp ủy, tổ chức đảng phải quán triệt Chỉ thị đến từng đảng viên trước ngày 15/5/2016.",
        "Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Chỉ thị.",
    ]


def test_items_parted_by_semicolons_under_a_body_are_duties_and_not_points() -> None:
    paragraphs = (
        "1. Sở Nội vụ",
        f"- {ITEM[:-1]};",
        f"- {OTHER}",
        "2. Kinh phí thực hiện",
        f"- {ITEM[:-1]};",
        f"- {OTHER}",
    )
    found = [each for each in task_sentences(document(*paragraphs), load_cues()) if each.owner]
    assert [(each.text[:14], each.is_item) for each in found] == [("Lập danh sách ", True), ("Kiểm tra hồ sơ", True)]
    assert quoted(*paragraphs) == []
