"""Anaphora: type words with a demonstrative."""

from __future__ import annotations

import pytest

from tests.references.texts import mentions, only


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("Nghị quyết này có hiệu lực từ ngày ký", "own"),
        ("thi hành Nghị định này", "own"),
        ("ban hành kèm theo Quyết định này", "own"),
        ("theo Nghị quyết này, cấp ủy", "this"),
        ("Chỉ thị nêu trên", "above"),
        ("Quy định trên được áp dụng", "above"),
        ("Nghi quyet nay co hieu luc tu", "own"),
        ("sửa đổi như sau: “Nghị định này quy định", "quoted"),
    ],
)
def test_pointer(text: str, pointer: str) -> None:
    mention = only(text)
    assert (mention.pointer, mention.number) == (pointer, None)


def test_articles_before_an_anaphor() -> None:
    assert only("tại khoản 2 Điều 5 Nghị định này").articles == ("khoản 2", "Điều 5")


@pytest.mark.parametrize(
    "text", ["Quy định trên cơ sở", "Kế hoạch nay đã xong", "đồng chí này", "Hướng dẫn trên địa bàn"]
)
def test_what_is_not_an_anaphor(text: str) -> None:
    assert mentions(text) == []
