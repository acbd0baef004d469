"""Two columns of prose are read one after the other; what only looks like columns stays rows."""

from __future__ import annotations

import random

from pipeline.model import Line
from pipeline.read.layout import in_reading_order

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
