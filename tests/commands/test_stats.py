"""`chithi stats` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import chithi


def test_counts_agree_with_the_list(sample: Path) -> None:
    stats = chithi("stats", "--json", library=sample).json
    listed = chithi("list", "--json", library=sample).json["documents"]
    assert stats["documents"] == len(listed) and stats["ended"] >= 2
