"""Patterns of numbers, dates, terms and parts, over folded text."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pipeline.references.grammar import (
    DATE,
    LIST_SEPARATOR,
    NUMBER,
    PART,
    TERM_LIST,
    compile_pattern,
    item_start,
    parse_misread_date,
    parse_ordinal,
    roman_term,
)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15/5/2016", date(2016, 5, 15)),
        ("15.5.2016", date(2016, 5, 15)),
        ("ngay 15 thang 5 nam 2016", date(2016, 5, 15)),
        ("ban hanh ngay 15-5-2016", date(2016, 5, 15)),
        ("l5/5/2016", date(2016, 5, 15)),
        ("ngay 15/5/20l6", date(2016, 5, 15)),
        ("ngay 15 thang 5 nam 2 0 1 6", date(2016, 5, 15)),
        ("31/2/2016", None),
        ("1/1/1816", None),
    ],
)
def test_dates(written: str, day: date | None) -> None:
    assert re.fullmatch(DATE, written)
    assert parse_misread_date(written) == day


@pytest.mark.parametrize("written", ["ngay 15 thang 5", "2016", "15/5"])
def test_parts_of_dates_are_not_dates(written: str) -> None:
    assert re.fullmatch(DATE, written) is None


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (NUMBER, "18-nq/tw", True),
        (NUMBER, "08 - ct/tu", True),
        (NUMBER, "30/2020/nd-cp", True),
        (NUMBER, "o4-nq/tw", True),
        (NUMBER, "o-nq/tw", False),  # without any real digit
        (NUMBER, "3/4", False),
        (TERM_LIST, "khoa xii", True),
        (TERM_LIST, "k.xii", True),
        (TERM_LIST, "khoa xi, xii va xiii", True),
        (TERM_LIST, "khoa 12", True),
        (TERM_LIST, "khoa 25", False),
        (PART, "diem a", True),
        (PART, "muc ii.1", True),
        (PART, "phan thu nhat", True),
        (PART, "dieu kien", False),
    ],
)
def test_patterns(pattern: str, text: str, matches: bool) -> None:
    assert bool(re.fullmatch(pattern, text)) is matches


@pytest.mark.parametrize(("written", "value"), [("4", 4), ("tu", 4), ("bon", 4), ("muoi  lam", 15), ("nay", 0)])
def test_ordinals(written: str, value: int) -> None:
    assert parse_ordinal(written) == value


@pytest.mark.parametrize(("written", "term"), [("12", "XII"), ("xii", "XII"), ("xl", "XI"), ("x1|", "XII")])
def test_terms_in_roman_numerals(written: str, term: str) -> None:
    assert roman_term(written) == term


@pytest.mark.parametrize(("separator", "start"), [(", so ", 2), (", ", 2), (" va so ", 4), ("; ", 2)])
def test_an_item_begins_at_its_label(separator: str, start: int) -> None:
    match = re.match(LIST_SEPARATOR, f"{separator}19")
    assert match and item_start(match) == start


def test_blanks_are_matched_possessively() -> None:
    assert compile_pattern(r"a\s*b[,\s]+").pattern == r"a\s*+b[,\s]++"
