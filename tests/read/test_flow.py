"""Lines without a layout become pages that the layout rules for PDF can read."""

from __future__ import annotations

from pipeline.read.flow import MARGIN, WIDTH, FlowLine, pages_of, repair_lines


def line(text: str, row: int, **settings: object) -> FlowLine:
    return FlowLine(text=text, row=row, runs=(("", text),), **settings)  # type: ignore[arg-type]


def test_tabs_and_spaces_of_a_letterhead_separate_columns() -> None:
    lines, source = repair_lines(
        [
            line("TỈNH ỦY ĐIỆN BIÊN\tĐẢNG CỘNG SẢN VIỆT NAM", 0),
            line("Số 08-CT/TU      Điện Biên, ngày 30 tháng 3 năm 2016", 1),
            line("Kính gửi:\tCác cấp ủy", 30),
        ]
    )
    assert source == "text"
    assert [(each.text, each.column, each.columns) for each in lines] == [
        ("TỈNH ỦY ĐIỆN BIÊN", 0, 2),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 1, 2),
        ("Số 08-CT/TU", 0, 2),
        ("Điện Biên, ngày 30 tháng 3 năm 2016", 1, 2),
        ("Kính gửi: Các cấp ủy", 0, 1),
    ]


def test_legacy_encodings_are_decoded_by_their_font() -> None:
    words = "C¸c cÊp ñy qu¸n triÖt ®Õn tõng ®¶ng viªn vµ x©y dùng kÕ ho¹ch"
    lines, source = repair_lines([FlowLine(words, 0, ((".VnTime", words),))])
    assert (lines[0].text, source) == ("Các cấp ủy quán triệt đến từng đảng viên và xây dựng kế hoạch", "repaired")


def test_columns_share_a_row_and_are_in_their_half_of_the_page() -> None:
    (page,) = pages_of([line("trái", 0, columns=2), line("phải", 0, column=1, columns=2), line("dưới", 1)], "text")
    left, right, below = page.lines
    assert page.text == "trái phải\ndưới"
    assert left.top == right.top < below.top
    assert left.x0 == MARGIN and left.x1 < WIDTH / 2 == right.x0


def test_centred_lines_are_in_the_middle_and_closer_than_paragraphs() -> None:
    lines = [line("CHỈ THỊ", 0, centred=True), line("về kỷ luật", 1, centred=True), line("Các cấp ủy", 2)]
    (page,) = pages_of(lines, "text")
    title, subtitle, body = page.lines
    assert title.x0 + title.x1 == WIDTH
    assert subtitle.top - title.top < body.top - subtitle.top


def test_a_line_may_start_a_page_and_an_empty_file_has_one() -> None:
    pages = list(pages_of([line("một", 0, starts_page=True), line("hai", 1, starts_page=True)], "text"))
    assert [(page.number, page.text) for page in pages] == [(1, "một"), (2, "hai")]
    assert [page.text for page in pages_of([], "text")] == [""]
