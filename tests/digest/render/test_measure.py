"""Heights and widths of blocks on paper."""

from __future__ import annotations

import pytest

from pipeline.digest.render.blocks import Entry, Heading, Listing, PageBreak, Paragraph, Run, Table
from pipeline.digest.render.measure import LINE_WIDTH, break_phrases, lines, pages, width


@pytest.mark.parametrize(
    ("text", "bold", "thousandths"),
    [
        ("a", False, 444),
        ("ậ", False, 444),
        ("Đ", False, 722),
        ("m", True, 833),
        ("ữ", False, 536),
        ("a b", False, 1194),
    ],
)
def test_letters_with_marks_are_as_wide_as_those_below_them(text: str, bold: bool, thousandths: int) -> None:
    assert width(text, 10, bold=bold) == pytest.approx(thousandths / 100, abs=0.1)


def test_words_are_put_on_lines() -> None:
    assert lines((Run("đảng viên " * 40),), 12.5, LINE_WIDTH) == 5
    assert lines((Run("đảng viên", quoted="1"), Run("", blank=True)), 11.5, 90, in_table=True) == 2


def test_blocks_are_put_on_pages() -> None:
    text = Paragraph((Run("chữ " * 2000),))
    assert pages([Heading(2, "I"), Paragraph((Run("chữ"),))]) == 1
    assert pages([text, text]) == 2
    assert pages([Heading(2, "I"), PageBreak(), Heading(2, "II"), Paragraph((Run("chữ"),))]) == 2
    rows = tuple(((Run("việc"),), ()) for _row in range(60))
    assert pages([Table(("a", "b"), rows, (1, 1), "empty")]) == 2
    entries = tuple(Entry((Run("câu " * 60),)) for _entry in range(20))
    assert pages([Listing(entries, numbered=True, kind="read")]) == 2


def test_a_title_is_broken_where_a_phrase_ends() -> None:
    title = "về tăng cường kỷ luật, kỷ cương hành chính trong cán bộ, đảng viên, công chức, viên chức"
    broken = break_phrases(title, 14, LINE_WIDTH)
    assert " ".join(broken) == title and len(broken) == 2
    assert all(line.endswith(",") or line == broken[-1] for line in broken)
