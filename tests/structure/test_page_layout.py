"""Page layout: paragraphs, tables, footnotes and their marks, page furniture."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Page
from pipeline.parse import parse_file
from pipeline.read.pdf import read_pdf
from pipeline.registry import load
from pipeline.structure import structure
from pipeline.structure.page_layout import rows_of
from tests.docx_of import docx_of, paragraph
from tests.pages import page
from tests.pdf_of import pdf_of

BODY = (
    b"BT /F1 13 Tf 16 TL 72 700 Td (Can cu Luat so 95/2025/QH15) Tj /F1 8 Tf 5 Ts (%s) Tj /F1 13 Tf 0 Ts (, xet to) Tj"
)
MORE = b"(trinh cua co quan trong nam 2024) ' (va cac quy dinh khac co lien quan.) ' ET"
NOTES = b"BT /F1 9 Tf 11 TL 72 120 Td (1 Dieu 24, Dieu 26.) Tj (2 Dieu 7.) ' ET"


def notes(tmp_path: Path, mark: bytes) -> list[tuple[str, str | None]]:
    page = next(read_pdf(pdf_of(tmp_path / "f.pdf", [b" ".join([BODY % mark, MORE, NOTES])])))
    found = structure([page], load()).paragraphs[1]
    return [
        (page.text[each.start : each.end], None if each.anchor is None else page.text[: each.anchor].split()[-1])
        for each in found
        if each.kind == "footnote"
    ]


def test_a_footnote_is_anchored_at_its_mark(tmp_path: Path) -> None:
    assert notes(tmp_path, b"1") == [("1 Dieu 24, Dieu 26.", "95/2025/QH15"), ("2 Dieu 7.", None)]


def test_a_mark_without_a_footnote_is_no_anchor(tmp_path: Path) -> None:
    assert notes(tmp_path, b"7") == [("1 Dieu 24, Dieu 26.", None), ("2 Dieu 7.", None)]


def kinds(drawn: Page) -> list[tuple[str, str]]:
    found = structure([drawn], load()).paragraphs[1]
    return [(each.kind, " ".join(drawn.text[each.start : each.end].split())) for each in found]


def with_small_rows(drawn: Page, first: int) -> Page:
    lines = tuple(replace(line, size=9.0) if line.row >= first else line for line in drawn.lines)
    return replace(drawn, lines=lines)


def test_footnotes_are_separate_paragraphs() -> None:
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


def test_each_row_of_a_table_is_a_paragraph() -> None:
    drawn = page("Các nhiệm vụ cụ thể như sau:\n1 | Rà soát thủ tục\n2 | Báo cáo kết quả")
    cells = tuple(replace(line, cell=True) if line.row else line for line in drawn.lines)
    assert kinds(replace(drawn, lines=cells))[1:] == [("table", "1 Rà soát thủ tục"), ("table", "2 Báo cáo kết quả")]


def test_running_heads_and_page_numbers_are_not_text() -> None:
    pages = []
    for number in range(1, 5):
        drawn = page(f"BẢN TIN NỘI BỘ\n{number}\n\n\n\nNội dung trang {number} của bản tin.", number)
        up = tuple(replace(line, top=line.top - 40, bottom=line.bottom - 40) for line in drawn.lines)
        pages.append(replace(drawn, lines=up))
    found = structure(pages, load()).paragraphs
    for drawn in pages:
        texts = [drawn.text[each.start : each.end] for each in found[drawn.number]]
        assert texts == [f"Nội dung trang {drawn.number} của bản tin."]


def test_the_stamp_of_an_electronic_signature_is_not_text() -> None:
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


@pytest.mark.parametrize(
    ("drawn", "rule", "capitals", "centred", "tabular"),
    [
        ("^CHỈ THỊ", False, True, True, False),
        ("^-----*-----", True, False, True, False),
        ("Các cấp ủy", False, False, False, False),
        ("SỐ 1 | NGÀY 2", False, True, False, False),
    ],
)
def test_the_shape_of_a_row(drawn: str, rule: bool, capitals: bool, centred: bool, tabular: bool) -> None:
    sheet = page(drawn)
    (row,) = rows_of(sheet)
    assert (row.is_rule, row.is_capitals, row.is_centred(sheet), row.is_tabular) == (rule, capitals, centred, tabular)
    assert sheet.text[row.start : row.end] == row.text


def test_each_paragraph_of_a_word_file_is_one(tmp_path: Path) -> None:
    texts = [
        "Chi ủy các chi bộ rà soát danh sách đảng viên trong quý để báo cáo đảng ủy đúng thời hạn quy định. " * 2
    ] * 3
    read = parse_file(docx_of(tmp_path / "a.docx", "".join(map(paragraph, texts))))
    assert len(read.paragraphs[1]) == 3
