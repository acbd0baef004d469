"""`chithi missing` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import chithi


def test_the_most_cited_works_come_first(sample: Path) -> None:
    found = chithi("missing", "-n", "3", "--json", library=sample).json["missing"]
    assert [each["number"] for each in found][:1] == ["12-NQ/TW"]
    assert len(found[0]["documents"]) <= found[0]["times"]
