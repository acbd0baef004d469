"""Labels of sections as words of the index, and the sections that a query names."""

from __future__ import annotations

import pytest

from pipeline.vietnamese.section_labels import labelled_places, section_token


@pytest.mark.parametrize(
    ("label", "token"),
    [
        ("Điều 7", "dieu7"), ("Điều 07", "dieu7"), ("Điều 7a", "dieu7a"), ("Chương II", "chuong2"),
        ("Chương 2", "chuong2"), ("CHƯƠNG XIV", "chuong14"), ("Phần thứ nhất", "phan1"), ("Phần II", "phan2"),
        ("Mục 3", "muc3"), ("III", "muc3"), ("Phụ lục IV", "phuluc4"), ("Phụ lục số 4", "phuluc4"),
        ("Phụ lục", None), ("1", None), ("a", None), ("c", None), ("1.1", None), ("", None),
    ],
)  # fmt: skip
def test_the_word_of_a_label(label: str, token: str | None) -> None:
    assert section_token(label) == token


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Điều 7 Luật Phá sản", [("dieu7", "Điều 7")]),
        ("điều7 luật phá sản", [("dieu7", "điều7")]),
        ("khoản 2, điều 12 quy định 294", [("2", "khoản 2"), ("dieu12", "điều 12")]),
        ("điểm a khoản 3 dieu 5", [("a", "điểm a"), ("3", "khoản 3"), ("dieu5", "dieu 5")]),
        ("chương ii nghị định", [("chuong2", "chương ii")]),
        ("phần thứ hai", [("phan2", "phần thứ hai")]),
        ("mục III", [("muc3", "mục III")]),
        ("điều lệ đảng, mục tiêu, phần việc", []),
        ("19 điều đảng viên không được làm", []),
    ],
)
def test_the_sections_that_a_query_names(query: str, found: list[tuple[str, str]]) -> None:
    assert [(each.token, query[each.start : each.end]) for each in labelled_places(query)] == found
