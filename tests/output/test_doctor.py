"""The checks of this machine on the terminal."""

from __future__ import annotations

from pipeline.doctor import Check
from pipeline.output.doctor import lines
from tests.output.conftest import shown


def test_a_mark_for_each_check_and_a_hint_where_something_is_missing() -> None:
    checks = [
        Check("click", True, "8.1", "not shown"),
        Check("OCR", False, "missing", "Run: apt."),
        Check("PDF", False, "missing", "Run: pip.", optional=True),
    ]
    assert shown(lines(checks)) == [
        "✓ click  8.1", "✗ OCR    missing", "         → Run: apt.", "– PDF    missing", "         → Run: pip.",
    ]  # fmt: skip
