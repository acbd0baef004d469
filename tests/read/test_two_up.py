"""Two pages on one sheet become one column; a wide table or a signature does not."""

from __future__ import annotations

from pipeline.read.layout import Word
from pipeline.read.two_up import divide_sheet

WIDTH, HEIGHT = 842.0, 595.0


def line(row: int, x0: float, x1: float, text: str) -> Word:
    top = 60.0 + 20 * row
    return Word(text=text, x0=x0, x1=x1, top=top, bottom=top + 12, size=12, bold=False, italic=False, row=row)


def sheet(left: float, right: float, rows: int = 8) -> list[Word]:
    """Rows of a left text that ends at `left` and a right text that ends at `right`."""
    return [word for row in range(rows) for word in (line(row, 40, left, f"l{row}"), line(row, 460, right, f"r{row}"))]


def test_the_right_page_is_below_the_left_one() -> None:
    found = divide_sheet(sheet(380, 800), WIDTH, HEIGHT)
    assert found
    words, width, height = found
    assert [word.text for word in words] == [f"l{row}" for row in range(8)] + [f"r{row}" for row in range(8)]
    assert (width, height) == (421, 1190)
    assert all(word.x1 <= width for word in words)
    assert [word.row for word in words] == list(range(16))[:8] + [8 + row for row in range(8)]


def test_a_portrait_page_stays() -> None:
    assert divide_sheet(sheet(380, 800), HEIGHT, WIDTH) is None


def test_a_line_across_the_middle_keeps_the_sheet_whole() -> None:
    assert divide_sheet([line(0, 300, 500, "BÁO CÁO"), *sheet(380, 800)[2:]], WIDTH, HEIGHT) is None


def test_recipients_beside_a_signature_are_no_pages() -> None:
    assert divide_sheet(sheet(180, 620), WIDTH, HEIGHT) is None
