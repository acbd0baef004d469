"""Laws with their name and number, date or year."""

from __future__ import annotations

import pytest

from tests.references.texts import mentions, only


@pytest.mark.parametrize(
    ("text", "title", "number", "year"),
    [
        ("Luật Đầu tư số 143/2025/QH15 ngày 11/12/2025", "Luật Đầu tư", "143/2025/QH15", None),
        ("Luật Kho dự trữ năm 2012", "Luật Kho dự trữ", None, 2012),
        ("Luật Kho dự trữ 2012", "Luật Kho dự trữ", None, 2012),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch số 57/2024/QH15",
            "Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch",
            "57/2024/QH15",
            None,
        ),
    ],
)
def test_law(text: str, title: str, number: str | None, year: int | None) -> None:
    mention = only(text)
    assert (mention.title, mention.number, mention.year, mention.type) == (title, number, year, "luật")


def test_the_number_of_the_amended_law_is_not_the_amending_law_s() -> None:
    (amended,) = mentions("Luật sửa đổi, bổ sung một số điều của Luật Di sản văn hóa số 28/2001/QH10")
    assert (amended.text, amended.number) == ("Luật Di sản văn hóa số 28/2001/QH10", "28/2001/QH10")


@pytest.mark.parametrize("text", ["luật pháp năm 2024", "Luật sư Nguyễn Văn A", "luật Hợp tác làng, số liệu 5"])
def test_what_is_not_a_law(text: str) -> None:
    assert mentions(text) == []


def test_the_end_of_another_word_is_not_a_code() -> None:
    assert [each.type for each in mentions("đồng bộ luật Kho dự trữ năm 2012")] == ["luật"]
