"""Layout analysis: lines, the cells of tables, and two columns of prose."""

from __future__ import annotations

import random

from pipeline.model import Line
from pipeline.read.layout import Cell, TableRow, Word, in_reading_order, page_of_words

WIDTH = 595.0


def line(text: str, row: int, x0: float, x1: float) -> Line:
    top = 60.0 + 15 * row
    return Line(text, x0, x1, top, top + 12, 12.0, row=row)


def prose(rows: int, ragged: float = 0.0) -> list[list[Line]]:
    """Rows of two columns; `ragged` points at most are missing at a line's end."""
    chance = random.Random(7)
    return [
        [
            line(f"trái {row}", row, 70, 285 - ragged * chance.random()),
            line(f"phải {row}", row, 310, 525 - ragged * chance.random()),
        ]
        for row in range(rows)
    ]


def texts(rows: list[list[Line]]) -> list[str]:
    return [each.text for row in rows for each in row]


def test_the_left_column_comes_first() -> None:
    title, end = [line("Nghị quyết của Đại hội", 0, 150, 450)], [line("hết trang, cả dòng", 40, 70, 525)]
    body = [[line(each.text, each.row + 1, each.x0, each.x1) for each in row] for row in prose(20)]
    body.append([line("trái cuối", 21, 70, 150)])
    wanted = [f"trái {row}" for row in range(20)] + ["trái cuối"] + [f"phải {row}" for row in range(20)]
    assert texts(in_reading_order([title, *body, end], WIDTH)) == [title[0].text, *wanted, end[0].text]


def test_a_few_rows_are_a_letterhead() -> None:
    assert in_reading_order(prose(6), WIDTH) == prose(6)


def test_ragged_sides_are_a_list_or_a_table() -> None:
    assert in_reading_order(prose(20, ragged=150), WIDTH) == prose(20, ragged=150)


def test_rows_across_the_page_stay() -> None:
    rows = [[line(f"dòng {row}", row, 70, 525)] for row in range(30)]
    assert in_reading_order(rows, WIDTH) == rows


def word(text: str, x0: float, row: int, width: float = 30.0, raised: int = 0) -> Word:
    top = 100.0 + 20 * row
    return Word(
        text=text, x0=x0, x1=x0 + width, top=top, bottom=top + 12, size=12.0, bold=False, italic=False, row=row,
        raised=raised,
    )  # fmt: skip


def test_a_wide_gap_splits_a_row_into_lines() -> None:
    page = page_of_words(
        1, WIDTH, 842, [word("Số", 70, 0), word("08", 103, 0), word("Hà", 300, 0), word("Nội", 333, 0)]
    )
    assert [(each.text, each.row, each.start) for each in page.lines] == [("Số 08", 0, 0), ("Hà Nội", 0, 6)]
    assert page.text == "Số 08 Hà Nội"


def test_words_in_a_table_are_the_cells_of_its_rows() -> None:
    table = [
        TableRow((Cell(60, 95, 200, 140), Cell(200, 95, 400, 140, 1)), 2),
        TableRow((Cell(60, 140, 200, 160), Cell(200, 140, 400, 160, 1)), 2),
    ]
    words = [
        word("Rà", 70, 0), word("soát", 103, 0), word("Sở", 210, 0), word("thủ", 70, 1), word("tục", 103, 1),
        word("2", 70, 2, 8), word("Ban", 210, 2), word("Kết", 70, 4),
    ]  # fmt: skip
    page = page_of_words(1, WIDTH, 842, words, tables=table)
    assert page.text == "Rà soát thủ tục Sở\n2 Ban\nKết"
    assert [each.cell for each in page.lines] == [True, True, True, True, False]
    places = [each.place and (each.place.row, each.place.column) for each in page.lines]
    assert places == [(0, 0), (0, 1), (1, 0), (1, 1), None]


def test_shading_around_single_words_is_not_a_table() -> None:
    shading = [TableRow((Cell(69, 99, 101, 113), Cell(109, 99, 141, 113)), 2)]
    page = page_of_words(1, WIDTH, 842, [word("tô", 70, 0), word("màu", 110, 0)], tables=shading)
    assert (page.text, [each.cell for each in page.lines]) == ("tô màu", [False])


def test_footnote_marks_are_counted_from_the_start_of_the_line() -> None:
    page = page_of_words(1, WIDTH, 842, [word("theo", 70, 0), word("QH1", 103, 0, raised=2)])
    assert page.lines[0].raised == (7,)
