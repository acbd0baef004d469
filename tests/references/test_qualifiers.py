"""The qualifiers after a citation's number."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.references.qualifiers import issuer_at, trailing_qualifiers
from tests.references.texts import source

DAY = date(2016, 3, 30)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        (", ngày 30/3/2016 của Tỉnh ủy Điện Biên về kỷ luật", ", ngày 30/3/2016",
         {"date": DAY, "issuer": "Tỉnh ủy Điện Biên", "title": "kỷ luật"}),
        (" ngày 30/3/2016", " ngày 30/3/2016", {"date": DAY}),
        (" cùng ngày 30/3/2016", " cùng ngày 30/3/2016", {"date": DAY}),
        (" (30/3/2016)", " (30/3/2016)", {"date": DAY}),
        (" (30/3/2016, về sắp xếp)", "", {"date": DAY}),
        (" ngày 31/2/2016", " ngày 31/2/2016", {}),
        (" năm 2016", " năm 2016", {"year": 2016}),
        (", tháng 11/2021", ", tháng 11/2021", {"year": 2021}),
        (" (khóa XII)", " (khóa XII)", {"term": "XII"}),
        (" Hội nghị lần thứ tư Ban Chấp hành Trung ương khóa XII",
         " Hội nghị lần thứ tư Ban Chấp hành Trung ương khóa XII", {"plenum": 4, "term": "XII"}),
        (" của Hội nghị Trung ương 6 khóa XII", "", {"plenum": 6, "term": "XII"}),
        (" của Bộ Chính trị, Điều 5, khoản 2", "", {"issuer": "Bộ Chính trị", "articles": ("Điều 5", "khoản 2")}),
        (" của Bộ Chính trị khóa XII", "", {"issuer": "Bộ Chính trị", "term": "XII"}),
        (" về “công tác cán bộ”, đã", "", {"title": "công tác cán bộ"}),
        (" của anh Ba", "", {}),
        (" 2024", "", {}),
    ],
)  # fmt: skip
def test_qualifiers(text: str, span: str, expected: dict[str, object]) -> None:
    found = trailing_qualifiers(source(f"18{text}"), 2)
    names = ("date", "year", "term", "plenum", "issuer", "title", "articles")
    assert {name: value for name in names if (value := getattr(found, name))} == expected
    assert f"18{text}"[2 : found.end] == span


@pytest.mark.parametrize(("text", "year"), [(" 2024", 2024), (" năm 2024", 2024), (" 2024-2025", None)])
def test_a_law_may_have_a_bare_year(text: str, year: int | None) -> None:
    assert trailing_qualifiers(source(f"Luật{text}"), 4, law=True).year == year


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Tỉnh ủy Điện Biên về", "Tỉnh ủy Điện Biên"),
        ("Ban Thường vụ Tỉnh ủy đã", "Ban Thường vụ Tỉnh ủy"),
        ("Bộ Chính trị", "Bộ Chính trị"),
        ("anh Ba", None),
    ],
)
def test_the_longest_name_of_a_body_is_the_issuer(text: str, issuer: str | None) -> None:
    assert issuer_at(source(text), (0, len(text))) == (issuer, len(issuer or ""))
