"""Options that commands share: dates as people write them, formats, translated help."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline.commands.base import Command, Day, FormatName, Group, check_output, existing_file, format_option, option
from pipeline.errors import UsageError
from pipeline.i18n import set_language
from tests.command import assert_fails, chithi, run


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016-03-30", date(2016, 3, 30), date(2016, 3, 30)),
        ("30/3/2016", date(2016, 3, 30), date(2016, 3, 30)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2/2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("12-2015", date(2015, 12, 1), date(2015, 12, 31)),
    ],
)
def test_a_period_means_its_first_or_last_day(typed: str, first: date, last: date) -> None:
    assert Day().convert(typed, None, None) == first
    assert Day(end=True).convert(typed, None, None) == last


@pytest.mark.parametrize("typed", ["0000", "13/2016", "31/2/2016", "hôm qua", ""])
def test_what_is_not_a_date_is_refused(typed: str) -> None:
    with pytest.raises(click.BadParameter):
        Day().convert(typed, None, None)


def test_formats_come_from_the_table() -> None:
    kind = FormatName("..output.graph")
    assert kind.convert("dot", None, None) == "dot"
    assert kind.get_metavar(click.Option(["--format"])) == "[svg|dot|json]"
    with pytest.raises(click.BadParameter):
        kind.convert("pdf", None, None)


@pytest.mark.parametrize(("language", "expected"), [("en", "How many works."), ("vi", "Số lượng văn bản.")])
def test_help_is_in_the_language_when_it_is_shown(
    monkeypatch: pytest.MonkeyPatch, language: str, expected: str
) -> None:
    @click.group(cls=Group)
    def group() -> None: ...

    @group.command("one", cls=Command)
    @option("-n", help="How many works.")
    @format_option("..output.graph")
    def one(n: str, format_name: str) -> None: ...

    monkeypatch.setenv("LANGUAGE", language)
    set_language(language)
    shown = CliRunner().invoke(group, ["one", "--help"]).output
    assert expected in shown and "Project-Id" not in shown and "Graphviz (.dot, .gv)" in shown


def test_a_file_must_exist(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert existing_file(str(tmp_path / "a.txt")) == tmp_path / "a.txt"
    for name in (tmp_path, tmp_path / "b.txt"):
        with pytest.raises(UsageError):
            existing_file(str(name))


def test_json_and_the_output_cannot_both_be_standard_output() -> None:
    with pytest.raises(UsageError):
        check_output("-", as_json=True)
    check_output("-", as_json=False)
    check_output("a.md", as_json=True)


@pytest.mark.parametrize(
    ("words", "column"),
    [
        (["list"], "number"),
        (["search", "kỷ luật"], "snippet"),
        (["missing"], "times"),
        (["registry", "list", "39"], "id"),
    ],
)
def test_what_is_listed_is_printed_as_rows_too(sample: Path, words: list[str], column: str) -> None:
    table = run(sample, *words, "--format", "tsv").out.splitlines()
    rows = [json.loads(line) for line in run(sample, *words, "--format", "ndjson").out.splitlines()]
    assert column in table[0].split("\t")
    assert len(table) == len(rows) + 1 > 1
    assert all(column in row for row in rows)


def test_one_form_of_output_at_a_time(sample: Path) -> None:
    assert_fails(chithi("list", "--json", "--format", "csv", library=sample), 2, "--json and --format")
