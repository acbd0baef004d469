"""Which sentences can be quoted, and the line that they are quoted under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.digest import make_digest
from pipeline.digest.cues import load_cues
from pipeline.digest.points import Said, choose_points
from pipeline.digest.sentence import Sentence, quotable
from pipeline.model import Document, Header, Mention, Page, Paragraph, ParagraphKind, Section


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
    found = quotable(document(*paragraphs), load_cues())
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
def test_lists_and_their_lines(paragraphs: tuple[str, ...], found: list[tuple[str, str | None]]) -> None:
    assert quoted(*paragraphs) == found


def test_a_point_is_shown_under_its_line_unless_it_names_somebody() -> None:
    forbidden = "Nhận tiền, quà của người có việc cần đến mình giải quyết."
    named = "Đảng viên phải tự giác báo cáo chi bộ khi có vi phạm."
    pack = make_digest([(document("# Những điều đảng viên không được làm", f"1. {forbidden}", f"2. {named}"), ())])
    leads = {point.text: point.lead for point in pack.items[0].points}
    assert leads == {forbidden: "Những điều đảng viên không được làm", named: None}


def test_no_document_says_what_another_said() -> None:
    text = "Các chi bộ phải sinh hoạt chuyên đề ít nhất mỗi quý một lần và ghi biên bản đầy đủ."
    more = "Đảng viên vi phạm phải tự kiểm điểm trước chi bộ trong tháng."
    pack = make_digest([(document(text), ()), (document(text, more), ())])
    assert [[point.text for point in item.points] for item in pack.items] == [[text], [more]]
    said = Said()
    said.add([Sentence(text, 1, 0, None, True)])
    assert said.before(Sentence(text.replace("đầy đủ", "đầy đủ hơn"), 1, 0, None, True))
    assert not said.before(Sentence(more, 1, 0, None, True))


def test_what_binds_everybody_comes_before_what_lives_on_citations() -> None:
    texts = [
        "Văn phòng theo dõi việc thực hiện Chỉ thị số 08-CT/TU và Kế hoạch số 21-KH/ĐUK trong năm.",
        "Mọi đảng viên phải giữ nghiêm giờ làm việc, không bỏ việc của dân.",
    ]
    sentences = [Sentence(text, 1, place, None, True, cites=2 * (place == 0)) for place, text in enumerate(texts)]
    assert [each.text for each in choose_points(sentences, 1, load_cues())] == [texts[1]]


def test_citations_are_counted_where_they_stand() -> None:
    held = document(
        "Thực hiện Chỉ thị 08-CT/TU, các cấp ủy phải họp ngay. Việc còn lại giao cho văn phòng theo dõi đầy đủ."
    )
    held.mentions[1] = (Mention(10, 26, "Chỉ thị 08-CT/TU"),)
    assert [sentence.cites for sentence in quotable(held, load_cues())] == [1, 0]


def test_what_a_chapter_forbids_is_shown_as_forbidden() -> None:
    held = document("# Những điều đảng viên không được làm", "# Trong sinh hoạt", "Tổ chức việc cưới xa hoa, lãng phí.")
    chapter, article = held.outline
    nested = replace(held, outline=(chapter, replace(article, level=2)))
    (sentence,) = quotable(nested, load_cues())
    assert sentence.lead is not None and sentence.lead.text == "Những điều đảng viên không được làm"
