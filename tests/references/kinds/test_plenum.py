"""Resolutions cited by plenum and term."""

from __future__ import annotations

import pytest

from tests.references.texts import mentions, only


@pytest.mark.parametrize(
    ("text", "term", "plenum"),
    [
        ("Nghị quyết Trung ương 4 (khóa XII)", "XII", 4),
        ("Nghị quyết Trung ương 4 khoá XI", "XI", 4),
        ("Nghị quyết Trung ương 4 khoá 12", "XII", 4),
        ("NQTW4 khóa XI", "XI", 4),
        ("NQTW4", None, 4),
        ("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "XII", 4),
        ("Nghị quyết Hội nghị BCH TW Đảng lần thứ 5 khóa VIII", "VIII", 5),
        ("Kết luận Trung ương 4 khóa XIII", "XIII", 4),
    ],
)
def test_plenum_and_term(text: str, term: str | None, plenum: int) -> None:
    mention = only(text)
    assert (mention.text, mention.number, mention.term, mention.plenum) == (text, None, term, plenum)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Nghị quyết Trung ương 4 khóa XI, khóa XII", [(4, "XI"), (4, "XII")]),
        ("Nghị quyết Trung ương 6, 7 khóa XII", [(6, "XII"), (7, "XII")]),
        ("Nghị quyết Trung ương 4, 6 và 7 khóa XII", [(4, "XII"), (6, "XII"), (7, "XII")]),
    ],
)
def test_lists_of_terms_and_plenums(text: str, items: list[tuple[int, str]]) -> None:
    found = mentions(text)
    assert [(each.plenum, each.term) for each in found] == items
    assert found[-1].end == len(text)


@pytest.mark.parametrize(
    "text", ["các nghị quyết của Trung ương", "Nghị quyết của Trung ương năm nay", "Kế hoạch Trung ương 4 khóa XII"]
)
def test_what_is_not_a_plenum_s(text: str) -> None:
    assert mentions(text) == []
