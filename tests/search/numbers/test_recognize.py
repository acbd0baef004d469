"""A document number around a serial, whatever signs it is typed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pipeline.index import folded
from pipeline.model import Work
from pipeline.registry import load
from pipeline.search.numbers.recognize import (
    has_year_and_term,
    matching_qualifiers,
    recognize,
    works_with_serial,
)
from pipeline.vietnamese.text import fold

ROW = {"date": "2016-03-30", "term": "XII", "issuer_key": "tinh uy dien bien"}


def _titles() -> Iterator[tuple[Work, str]]:
    """Works with type, serial and title as one may type them: without the opening words, without marks."""
    for work in load().works:
        serial = re.match("[1-9][0-9]*[a-z]?", (work.number or "").lstrip("0"))
        title = re.split(" [^ ]*[0-9]", work.title or "")[0]  # other numbers may follow
        for opening in (title, re.sub("^(?:(?:về|việc|ban hành|một số|những|các) )+", "", title)):
            if serial:
                yield work, f"{work.type} {serial[0]} {opening}"
                yield work, fold(f"{work.type} {serial[0]} {opening}")


def test_a_title_after_a_number_is_not_counted() -> None:
    lost = []
    for work, typed in _titles():
        found = recognize(works_with_serial, typed, folded(typed))
        lost += [] if found and work in [row["work"] for row in found.rows] else [typed]
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("thực hiện luật 31 về đất đai", "luật 31"),
        ("luật số 31/2024/QH15", "luật số 31/2024/QH15"),
        ("nghị quyết № 57", "nghị quyết № 57"),
        ("57 NQ TW", "57 NQ TW"),
        ("ngày 31/12", None),
        ("kỷ luật 31", None),
        ("luật, 31", None),
        ("luật 31 điều", None),
    ],
)
def test_the_span_of_a_number(typed: str, span: str | None) -> None:
    found = recognize(works_with_serial, typed, fold(typed))
    assert (typed[found.start : found.end] if found else None) == span


def test_only_blanks_and_signs_of_numbers_join_a_type_and_a_serial() -> None:
    joined = {
        sign
        for sign in map(chr, [*range(0x250), *range(0x2000, 0x2070), *range(0x2200, 0x2270), 0x3000, 0xFEFF])
        if not sign.isalnum() and recognize(works_with_serial, f"luật{sign}31", fold(f"luật{sign}31"))
    }
    assert joined == set("\t\n\r -–/._:()&\"'\xa0\xad\u200b\u202f\u2060\u2212\u3000\ufeff") | set(
        map(chr, [*range(0x2000, 0x200B), *range(0x2010, 0x2016)])
    )


@pytest.mark.parametrize(
    ("qualifiers", "agrees", "matching"),
    [
        ("", True, 0),
        ("nam 2016", True, 1),
        ("nam 2015", False, 0),
        ("khoa xii", True, 1),
        ("k11", False, 0),
        ("cua tinh uy nam 2016", True, 2),
        ("tudb 2016 khoa 12", True, 3),
        ("tub", True, 0),
    ],
)
def test_qualifiers_of_a_number(qualifiers: str, agrees: bool, matching: int) -> None:
    assert has_year_and_term(ROW, qualifiers) is agrees
    assert matching_qualifiers(ROW, qualifiers) == matching
