"""Words that the spacing of a page tore apart are whole again; real words and tables stay."""

from __future__ import annotations

import pytest

from pipeline.read.layout import Word
from pipeline.read.spacing import join_torn_words


def words(*placed: tuple[str, float, float]) -> list[Word]:
    return [
        Word(text=text, x0=x0, x1=x1, top=100, bottom=112, size=12, bold=False, italic=False, row=0)
        for text, x0, x1 in placed
    ]


def texts(found: list[Word]) -> list[str]:
    return [word.text for word in found]


def letters(text: str, gap: float = 4.0, between: float = 9.0) -> list[Word]:
    """A letter-spaced heading, `between` points at the spaces of `text`."""
    placed, x = [], 100.0
    for letter in text:
        if letter == " ":
            x += between - gap
        else:
            placed.append((letter, x, x + 8))
            x += 8 + gap
    return words(*placed)


@pytest.mark.parametrize(
    ("heading", "whole"),
    [("CHỈ THỊ", ["CHỈ", "THỊ"]), ("NGHỊ QUYẾT", ["NGHỊ", "QUYẾT"]), ("MẬT", ["MẬT"]), ("ABC", ["A", "B", "C"])],
)
def test_letter_spaced_headings(heading: str, whole: list[str]) -> None:
    assert texts(join_torn_words(letters(heading), [])) == whole


def test_figures_that_touch_are_one_number() -> None:
    row = words(("Số:", 80, 98), ("3", 101, 107), ("0", 107, 113), ("3", 112.5, 119), ("/SCT", 124, 150))
    assert texts(join_torn_words(row, [])) == ["Số:", "303", "/SCT"]


def test_columns_of_figures_stay_apart() -> None:
    row = words(("1", 100, 106), ("2", 130, 136), ("3", 160, 166))
    assert texts(join_torn_words(row, [])) == ["1", "2", "3"]


def space(x: float) -> dict[str, object]:
    return {"text": " ", "x0": x, "x1": x + 3, "top": 100, "bottom": 112}


TORN = (("Điề", 100, 118), ("u", 121.5, 128), ("kiệ", 131, 146), ("n", 149.5, 156), ("củ", 159, 170), ("a", 173.5, 179))


def test_accented_letters_that_are_set_too_wide() -> None:
    spaces = [space(128), space(156)]
    assert texts(join_torn_words(words(*TORN), spaces)) == ["Điều", "kiện", "của"]


def test_a_space_between_two_words_keeps_them_apart() -> None:
    spaces = [space(x) for x in (118, 128, 146, 156, 170)]
    assert texts(join_torn_words(words(*TORN), spaces)) == [text for text, _x0, _x1 in TORN]
