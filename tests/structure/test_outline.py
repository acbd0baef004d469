"""Outlines: sections in sequence, with page and place, and none out of prose."""

from pipeline.registry import load
from pipeline.structure import structure
from pipeline.vietnamese.citation import place_at
from tests.pages import page

DIRECTIVE = page("""
**I. TÌNH HÌNH**
>1. Các cấp ủy đã quán triệt Chỉ thị đến từng đảng viên trong cơ quan, đơn vị
mình phụ trách, gắn với nhiệm vụ chuyên môn của từng người.
>2. Năm 2016. Kết quả thu được là rõ nét ở những nơi người đứng đầu gương mẫu.
**II. NHIỆM VỤ**
>1. Nâng cao trách nhiệm của người đứng đầu trong việc giữ kỷ luật hành chính.
>a) Phân công rõ người, rõ việc;
>b) Kiểm tra hằng tháng.
""")
REGULATION = page("""
**^Chương I**
**^QUY ĐỊNH CHUNG**
**Điều 1. Phạm vi điều chỉnh**
>1. Quy định này áp dụng đối với đảng viên đang công tác ở mọi cơ quan, tổ chức.
>2. Theo Điều 5 của Điều lệ, đảng viên giữ mối liên hệ với nơi cư trú của mình.
**Điều 2. Đối tượng áp dụng**
>Đảng viên đang công tác.
""")


def test_roman_parts_numbers_and_letters() -> None:
    outline = structure([DIRECTIVE], load()).outline
    assert [(each.label, each.level) for each in outline] == [
        ("I", 1), ("1", 2), ("2", 2), ("II", 1), ("1", 2), ("a", 3), ("b", 3),
    ]  # fmt: skip
    assert outline[0].title == "TÌNH HÌNH"
    where = DIRECTIVE.text.index("Kiểm tra")
    assert place_at(outline, 1, where) == "mục II.1.b"


def test_chapters_and_articles() -> None:
    outline = structure([REGULATION], load()).outline
    assert [each.label for each in outline] == ["Chương I", "Điều 1", "1", "2", "Điều 2"]
    assert (outline[0].title, outline[1].title) == ("QUY ĐỊNH CHUNG", "Phạm vi điều chỉnh")
    assert place_at(outline, 1, REGULATION.text.index("giữ mối")) == "Điều 1, khoản 2"


def test_a_number_out_of_sequence_opens_nothing() -> None:
    outline = structure(
        [page("**I. MỘT**\n>4. Số liệu trong câu văn bị ngắt dòng.\n>1. Điểm đầu tiên của mục này.")], load()
    ).outline
    assert [each.label for each in outline] == ["I", "1"]


def test_paragraphs_join_wrapped_lines() -> None:
    found = structure([DIRECTIVE], load()).paragraphs[1]
    texts = [" ".join(DIRECTIVE.text[each.start : each.end].split()) for each in found]
    assert any(text.startswith("1. Các cấp ủy") and text.endswith("chuyên môn của từng người.") for text in texts)
    assert found[0].kind == "heading"


def test_an_annex_has_its_own_numbering() -> None:
    pages = [
        page("**Điều 1. Ban hành Quy chế**\n>1. Quy chế ở Phụ lục I kèm theo Quyết định này.\n**Điều 2. Hiệu lực**"),
        page("**^PHỤ LỤC I**\n**^DANH MỤC**\n**Điều 1. Tên gọi**\n>Danh mục gồm các văn bản.", 2),
    ]
    outline = structure(pages, load()).outline
    assert [each.label for each in outline] == ["Điều 1", "1", "Điều 2", "Phụ lục I", "Điều 1"]
    assert outline[3].title == "DANH MỤC"
    assert place_at(outline, 2, pages[1].text.index("gồm")) == "Phụ lục I, Điều 1"


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    outline = structure([DIRECTIVE], load()).outline
    text = DIRECTIVE.text
    assert [text[each.start : each.end].splitlines()[-1] for each in outline] == [
        "2. Năm 2016. Kết quả thu được là rõ nét ở những nơi người đứng đầu gương mẫu.",
        "mình phụ trách, gắn với nhiệm vụ chuyên môn của từng người.",
        "2. Năm 2016. Kết quả thu được là rõ nét ở những nơi người đứng đầu gương mẫu.",
        *["b) Kiểm tra hằng tháng."] * 2,
        "a) Phân công rõ người, rõ việc;",
        "b) Kiểm tra hằng tháng.",
    ]


def test_a_section_may_end_on_a_later_page() -> None:
    second = page("Mọi đảng viên chấp hành.\n**II. TỔ CHỨC THỰC HIỆN**\n>Các chi bộ thực hiện.", number=2)
    first = page("**I. MỤC TIÊU**\n>Giữ nghiêm kỷ luật trong mọi cơ quan, đơn vị của tỉnh.")
    ends = [(each.label, each.end_page, each.end) for each in structure([first, second], load()).outline]
    assert ends == [("I", 2, len("Mọi đảng viên chấp hành.")), ("II", 2, len(second.text))]
