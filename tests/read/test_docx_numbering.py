"""Automatic numbers of Word, as Word prints them."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.read.docx_numbering import format_number, read_numbering
from tests.docx_of import NAMESPACES

LEVELS = (
    ("upperRoman", "%1.", ""),
    ("decimal", "%2.", ""),
    ("decimal", "%2.%3.", ""),
    ("lowerLetter", "%4)", ""),
    ("bullet", "\uf0b7", ""),
)


def numbering(lists: str, levels: tuple[tuple[str, str, str], ...] = LEVELS) -> etree._Element:
    found = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/>{more}'
        "</w:lvl>"
        for place, (form, label, more) in enumerate(levels)
    )
    return etree.fromstring(
        f'<w:numbering xmlns:w="{NAMESPACES["w"]}"><w:abstractNum w:abstractNumId="0">{found}</w:abstractNum>'
        f"{lists}</w:numbering>"
    )


def a_list(number: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'


def labels(root: etree._Element, *asked: tuple[str, int]) -> list[str]:
    found = read_numbering(root, {})
    return [found.label(list_id, level) for list_id, level in asked]


def test_levels_count_and_restart_below_a_higher_one() -> None:
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 2), ("1", 0), ("1", 1), ("1", 2), ("1", 3)]
    assert labels(numbering(a_list(1)), *asked) == [
        "I. ", "1. ", "2. ", "2.1. ", "2.2. ", "II. ", "1. ", "1.1. ", "a) ",
    ]  # fmt: skip


def test_lists_of_one_abstract_list_go_on_counting() -> None:
    assert labels(numbering(a_list(1) + a_list(2)), ("1", 1), ("2", 1), ("1", 1)) == ["1. ", "2. ", "3. "]


def test_an_override_starts_a_list_anew_once() -> None:
    anew = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    assert labels(numbering(a_list(1) + a_list(2, anew)), ("1", 1), ("2", 1), ("2", 1)) == ["1. ", "5. ", "6. "]


def test_an_override_replaces_a_level() -> None:
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Điều %1."/></w:lvl></w:lvlOverride>'
    )
    assert labels(numbering(a_list(1, own)), ("1", 0), ("1", 0)) == ["Điều 3. ", "Điều 4. "]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", ["1. ", "I. ", "1. "]), ('<w:lvlRestart w:val="0"/>', ["1. ", "I. ", "2. "])],
    ids=["restarts", "never restarts"],
)
def test_a_level_may_go_on_after_a_higher_one(restart: str, expected: list[str]) -> None:
    levels = (("upperRoman", "%1.", ""), ("decimal", "%2.", restart))
    assert labels(numbering(a_list(1), levels), ("1", 1), ("1", 0), ("1", 1)) == expected


@pytest.mark.parametrize(
    ("suffix", "label"), [("nothing", "1."), ("space", "1. "), ("tab", "1. ")], ids=["nothing", "space", "tab"]
)
def test_what_follows_a_number(suffix: str, label: str) -> None:
    levels = (("decimal", "%1.", f'<w:suff w:val="{suffix}"/>'),)
    assert labels(numbering(a_list(1), levels), ("1", 0)) == [label]


def test_figures_only_where_the_level_is_legal() -> None:
    levels = (("upperRoman", "%1", ""), ("decimal", "%1.%2", "<w:isLgl/>"))
    assert labels(numbering(a_list(1), levels), ("1", 0), ("1", 1)) == ["I ", "1.1 "]


def test_a_bullet_of_a_font_of_signs_is_a_bullet() -> None:
    assert labels(numbering(a_list(1)), ("1", 4)) == ["• "]


@pytest.mark.parametrize("asked", [("7", 0), ("1", 8), ("0", 0)])
def test_an_unknown_list_or_level_has_no_label(asked: tuple[str, int]) -> None:
    assert labels(numbering(a_list(1)), asked) == [""]


def test_a_file_without_lists_has_no_labels() -> None:
    assert read_numbering(None, {}).label("1", 0) == ""


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("decimal", 12, "12"), ("upperRoman", 4, "IV"), ("upperRoman", 19, "XIX"), ("lowerRoman", 9, "ix"),
        ("upperLetter", 3, "C"), ("lowerLetter", 26, "z"), ("lowerLetter", 27, "aa"), ("lowerLetter", 28, "bb"),
        ("decimalZero", 7, "07"), ("decimalZero", 12, "12"), ("none", 3, ""), ("hebrew1", 3, "3"),
    ],
)  # fmt: skip
def test_number_formats(form: str, count: int, written: str) -> None:
    assert format_number(form, count) == written
