"""`chithi list` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import chithi, run


def test_a_filter_and_the_order(sample: Path) -> None:
    listed = run(sample, "list", "--type", "nghị quyết", "--json").json["documents"]
    assert listed and {entry["type"] for entry in listed} == {"nghị quyết"}
    dates = [entry["date"] for entry in listed]
    assert dates == sorted(dates, reverse=True)


def test_numbers_missing_in_series(sample: Path) -> None:
    series = chithi("list", "--gaps", "--json", library=sample).json["series"]
    assert all(each["missing_or_secret"] > 0 for each in series)
    assert "missing or secret" in chithi("list", "--gaps", library=sample).out


def test_an_unknown_type_is_an_error_that_names_known_ones(sample: Path) -> None:
    for command in (("list",), ("export", "out.jsonl")):
        done = chithi(*command, "--type", "nghi quyêts", library=sample)
        assert done.status == 2 and "nghị quyết" in done.err
