"""Roman numerals."""

import pytest

from pipeline.vietnamese.roman import from_roman, to_roman


@pytest.mark.parametrize("number", range(1, 200))
def test_there_and_back(number: int) -> None:
    assert from_roman(to_roman(number)) == from_roman(to_roman(number).lower()) == number


@pytest.mark.parametrize(("number", "written"), [(4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (2026, "MMXXVI")])
def test_written_in_capitals(number: int, written: str) -> None:
    assert to_roman(number) == written


@pytest.mark.parametrize("text", ["", "12", "xa", "ı"])
def test_what_is_none(text: str) -> None:
    assert from_roman(text) == 0
