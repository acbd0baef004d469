"""Whole document numbers in a text."""

from __future__ import annotations

import pytest

from pipeline.references.document_number import (
    after_bracket,
    canonical_number,
    is_well_formed,
    number_at,
    type_from_number,
)
from pipeline.registry import load
from pipeline.vietnamese.numbers import parse_number
from tests.references.texts import source


@pytest.mark.parametrize(
    ("text", "written", "canonical"),
    [
        ("18-NQ/TW", "18-NQ/TW", "18-NQ/TW"),
        ("số 18-NQ/TW", "số 18-NQ/TW", "18-NQ/TW"),
        ("18/NQ-TW", "18/NQ-TW", "18-NQ/TW"),
        ("26-CT/TTg", "26-CT/TTg", "26/CT-TTg"),
        ("08-ct/tu", "08-ct/tu", "08-CT/TU"),
        ("O4-NQ/TW", "O4-NQ/TW", "04-NQ/TW"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("181/2024/NĐCP", "181/2024/NĐCP", "181/2024/NĐ-CP"),
        # A footnote mark glued to the number is not a part of it, unless a date follows.
        ("135/2025/QH152", "135/2025/QH15", "135/2025/QH15"),
        ("105/2025/NĐ-CP2 của", "105/2025/NĐ-CP", "105/2025/NĐ-CP"),
        ("105/2025/NĐ-CP2, ngày 5/5/2025", "105/2025/NĐ-CP2", "105/2025/NĐ-CP"),
        ("45/2015/QĐ-UBND - Điện Biên", "45/2015/QĐ-UBND", "45/2015/QĐ-UBND"),
    ],
)
def test_number(text: str, written: str, canonical: str) -> None:
    read = source(text)
    found = number_at(read, 0)
    assert found and read.text[: found.end] == written
    assert canonical_number(found.number, None, load()) == canonical


@pytest.mark.parametrize("text", ["L7/UBND", "O/CP", "3/4 số phiếu", "12/2020 so với", "0215-3825-409"])
def test_what_only_looks_like_a_number(text: str) -> None:
    assert number_at(source(text), 0) is None


@pytest.mark.parametrize(("text", "end"), [("(số 26/2023/QH15), x", 17), ("(số 26/2023/QH15, x)", 16)])
def test_a_bracket_around_a_number_belongs_to_it(text: str, end: int) -> None:
    read = source(text)
    found = number_at(read, 0)
    assert found and found.opened
    assert after_bracket(read, found.end, found) == end


@pytest.mark.parametrize(
    ("number", "type_name", "well_formed"),
    [
        ("05-CT/TW", "chỉ thị", True),
        ("05-NQ/TW", "chỉ thị", False),
        ("08-QĐ/TW", "quy định", True),
        ("08-QĐ/TW", "quyết định", True),
        ("05-NQ/TW", None, True),
    ],
)
def test_a_number_must_agree_with_the_type_word(number: str, type_name: str | None, well_formed: bool) -> None:
    parsed = parse_number(number)
    assert parsed and is_well_formed(parsed, type_name, load()) is well_formed


@pytest.mark.parametrize(
    ("number", "type_name"),
    [
        ("05-CT/TW", "chỉ thị"),
        ("30/2020/NĐ-CP", "nghị định"),
        ("1107/UBND-NC", "công văn"),
        ("45/2015/QĐ-UBND", "quyết định"),
        ("08-QĐ/TW", None),  # quy định or quyết định
    ],
)
def test_the_type_that_the_letters_mean(number: str, type_name: str | None) -> None:
    parsed = parse_number(number)
    assert parsed and type_from_number(parsed, load()) == type_name
