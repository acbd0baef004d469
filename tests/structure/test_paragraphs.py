"""Paragraphs, tables, footnotes, running heads: what belongs together, and what is not the text."""

from dataclasses import replace

from pipeline.model import Page
from pipeline.registry import load
from pipeline.structure import structure
from tests.pages import page


def kinds(drawn: Page) -> list[tuple[str, str]]:
    found = structure([drawn], load()).paragraphs[1]
    return [(each.kind, " ".join(drawn.text[each.start : each.end].split())) for each in found]


def with_small_rows(drawn: Page, first: int) -> Page:
    lines = tuple(replace(line, size=9.0) if line.row >= first else line for line in drawn.lines)
    return replace(drawn, lines=lines)


def test_footnotes_stand_apart() -> None:
    drawn = with_small_rows(
        page("""
>Đảng viên giữ mối liên hệ với nơi cư trú theo quy định của Đảng và hướng dẫn
của cấp ủy cấp trên trực tiếp1.
>Chi ủy nhận xét hằng năm.
>Cấp ủy nơi công tác tiếp nhận nhận xét.
>Việc nhận xét phải khách quan.
1 Theo mục 3 Hướng dẫn này.
2 Theo Điều 5 của Quy định nêu
trên.
"""),
        5,
    )
    assert [text for kind, text in kinds(drawn) if kind == "footnote"] == [
        "1 Theo mục 3 Hướng dẫn này.",
        "2 Theo Điều 5 của Quy định nêu trên.",
    ]
    assert ("body", "Việc nhận xét phải khách quan.") in kinds(drawn)


def test_a_tables_row_is_a_paragraph_of_its_own() -> None:
    drawn = page("Các nhiệm vụ cụ thể như sau:\n1 | Rà soát thủ tục\n2 | Báo cáo kết quả")
    cells = tuple(replace(line, cell=True) if line.row else line for line in drawn.lines)
    assert kinds(replace(drawn, lines=cells))[1:] == [("table", "1 Rà soát thủ tục"), ("table", "2 Báo cáo kết quả")]


def test_running_heads_and_page_numbers_are_not_the_text() -> None:
    pages = []
    for number in range(1, 5):
        drawn = page(f"BẢN TIN NỘI BỘ\n{number}\n\n\n\nNội dung trang {number} của bản tin.", number)
        up = tuple(replace(line, top=line.top - 40, bottom=line.bottom - 40) for line in drawn.lines)
        pages.append(replace(drawn, lines=up))
    found = structure(pages, load()).paragraphs
    for drawn in pages:
        texts = [drawn.text[each.start : each.end] for each in found[drawn.number]]
        assert texts == [f"Nội dung trang {drawn.number} của bản tin."]


def test_an_electronic_signature_is_no_text() -> None:
    first = page(
        "Ký bởi: Văn phòng\nEmail: vp@example.vn\nThời gian ký: 05.05.2025 10:20:11 +07:00\n"
        ">Các cấp ủy quán triệt Chỉ thị đến đảng viên."
    )
    kept = structure([first], load()).paragraphs[1]
    assert [first.text[each.start : each.end] for each in kept] == ["Các cấp ủy quán triệt Chỉ thị đến đảng viên."]
    alone = page("Cơ quan: tham mưu cho cấp ủy những việc sau đây.\n>Các cấp ủy thực hiện.")
    assert "tham mưu" in " ".join(
        alone.text[each.start : each.end] for each in structure([alone], load()).paragraphs[1]
    )
