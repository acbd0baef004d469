"""What lines for a terminal share."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest

from pipeline.model import Reference, SetAside
from pipeline.output.terminal import (
    cite_full,
    cite_short,
    one_line,
    page_label,
    resolution,
    safe,
    set_aside_lines,
    wrapped,
)
from tests.output.conftest import ENTRY, FULL, SHORT, WORK, reference, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ thị\x1b[2J", "Chỉ thị[2J"),
        ("a\x9bb\x00c\x7f", "abc"),
        ("\u202eđảo\u2066", "đảo"),
        ("hai\n\tdòng", "hai\n\tdòng"),
        (None, ""),
    ],
)
def test_control_characters_are_dropped(text: str | None, expected: str) -> None:
    assert safe(text) == expected


def test_line_breaks_become_blanks_on_one_line() -> None:
    assert one_line(" hai\n\tdòng ") == "hai dòng"


def test_citations_with_and_without_title() -> None:
    assert (cite_short(ENTRY), cite_short(WORK), cite_full(WORK)) == (SHORT, SHORT, FULL)
    assert page_label(3) == "page 3"


UNKNOWN = reference(target=None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (reference(), FULL),
        (replace(reference(), state="known-not-held"), f"{FULL} (not in the library)"),
        (
            replace(reference(target=replace(WORK, confirmed=False)), state="known-not-held"),
            f"{FULL} (not in the library; its date and title are still to be checked)",
        ),
        (replace(UNKNOWN, state="ambiguous", candidates=(WORK, WORK)), f"ambiguous, may be: {SHORT}; {SHORT}"),
        (replace(UNKNOWN, state="ambiguous"), "ambiguous"),
        (replace(UNKNOWN, state="malformed"), "the number cannot be read with certainty"),
        (UNKNOWN, "unknown: neither the library nor the registry has it"),
    ],
)
def test_the_resolver_s_answer_in_words(value: Reference, expected: str) -> None:
    assert resolution(value) == expected


def test_files_set_aside_have_their_reasons() -> None:
    files = [SetAside("/a.pdf", "Damaged.", "Mend it."), SetAside("/b\x1b.pdf", "Empty.", "")]
    assert shown(set_aside_lines(files)) == [
        "2 files were set aside:",
        "  /a.pdf: Damaged. Mend it.",
        "  /b.pdf: Empty.",
    ]
    assert shown(set_aside_lines([])) == []


@pytest.mark.parametrize("width", [50, 80, 200])
def test_long_lines_break_between_words_under_their_own_indentation(width: int) -> None:
    line = "    " + click.style("Chỉ thị", bold=True) + " về tăng cường kỷ luật, kỷ cương hành chính" * 6
    rows = wrapped(line, width).split("\n")
    assert all(len(click.unstyle(row)) <= width and row.startswith("    ") for row in rows)
    assert " ".join(wrapped(line, width).split()) == " ".join(line.split())
    assert wrapped("  ngắn", width) == "  ngắn"


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert "x" * 90 in wrapped("đường dẫn " + "x" * 90, 50).split("\n")
