"""Counts of a library on the terminal."""

from __future__ import annotations

from pipeline.chain import LibraryStats
from pipeline.output.stats import lines
from tests.output.conftest import shown

STATS = LibraryStats(
    documents=12, pages=30, secret=0, set_aside=1, undated=2, types={"chỉ thị": 10, "công văn": 2}, issuers={},
    years={"2016": 12}, citations=5, states={"resolved": 4, "known-not-held": 1}, relations={}, ended=3,
    bytes=2_000_000,
)  # fmt: skip


def test_counts_then_tables() -> None:
    listed = shown(lines(STATS))
    assert listed[:3] == ["Documents: 12", "Pages: 30", "Known to be no longer in force: 3"]
    assert "Size of the library file: 2.0 MB" in listed
    assert listed[listed.index("By type") :][:3] == ["By type", "  10  chỉ thị", "   2  công văn"]
    assert listed[-2:] == ["  4  in the library", "  1  in the registry only"]


def test_empty_tables_are_left_out() -> None:
    assert "By issuer" not in shown(lines(STATS))
