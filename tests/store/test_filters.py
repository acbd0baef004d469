"""The table of filters: one row is an option, a field of the query language, and their help."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Library
from pipeline.commands.main import main
from pipeline.store.filters import FILTERS, Filter, Filters, conditions, described_fields, fields, issuer_names, roman
from tests.documents import document
from tests.manual import fields as documented_fields

PLUG_IN = Filter(
    name="place",
    sql="json_extract(header, '$.place') = ?",
    vietnamese=("nơi ký",),
    english=("place",),
    field_help="the place of issue",
    option_help="Only documents issued in this place.",
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        for number, place in (("05-CT/TU", "Điện Biên"), ("06-CT/TU", "Lai Châu")):
            made = document("kỷ luật đảng", number=number)
            library.store.add(replace(made, path=f"/{place}.pdf", header=replace(made.header, place=place)))
    return path


def test_a_row_is_an_option_a_field_a_keyword_and_their_help(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILTERS, PLUG_IN.name, PLUG_IN)

    def run(*words: str) -> str:
        return CliRunner().invoke(main, ["--lang", "en", "--library", str(library), *words]).output

    for command in ("search", "list", "export"):
        assert "Only documents issued in this place." in run(command, "--help"), command
    assert "the place of issue" in run("search", "--help")
    assert "| `nơi ký:` | `place:` | the place of issue |" in documented_fields("en")
    assert [number in run("list", "--place", "Lai Châu") for number in ("05-CT/TU", "06-CT/TU")] == [False, True]
    with Library.open(library) as opened:
        for query in ('kỷ luật place:"Lai Châu"', 'kỷ luật nơi ký: "Lai Châu"'):
            assert [hit.number for hit in opened.search(query).hits] == ["06-CT/TU"], query
        assert [entry.number for entry in opened.entries(place="Lai Châu")] == ["06-CT/TU"]  # type: ignore[call-arg]


def test_every_filter_is_a_typed_keyword() -> None:
    assert set(Filters.__annotations__) == {name for name, row in FILTERS.items() if row.sql}


def test_no_field_has_two_meanings() -> None:
    assert len(fields()) == sum(len(row.vietnamese) + len(row.english) for row in described_fields())


@pytest.mark.parametrize("name", [name for name, row in FILTERS.items() if row.sql])
def test_a_condition_has_a_value_for_each_of_its_parameters(name: str) -> None:
    value = "2016-03-30" if FILTERS[name].kind != "text" else "12"
    chosen = conditions(**{name: value})
    assert chosen.sql.count(f":{name}") == len(chosen.values) == len(FILTERS[name].parse(value))
    assert "?" not in chosen.sql


def test_conditions_are_joined_and_absent_filters_left_out() -> None:
    chosen = conditions(since=date(2016, 1, 1), until=None, term="xii")
    assert (chosen.sql, chosen.values) == (
        "date >= :since0 and term = :term0",
        {"since0": "2016-01-01", "term0": "XII"},
    )
    assert not conditions(until=None)


@pytest.mark.parametrize(("typed", "term"), [("12", "XII"), ("xii", "XII"), ("9", "IX"), ("XIV", "XIV")])
def test_a_term_may_be_typed_in_figures(typed: str, term: str) -> None:
    assert roman(typed) == term


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Lai Châu", ["lai chau"]),
        ("UBND tỉnh Điện Biên", ["uy ban nhan dan tinh dien bien"]),
        ("BTCTW", ["ban to chuc trung uong"]),
    ],
)
def test_an_issuer_may_be_typed_in_letters(typed: str, names: list[str]) -> None:
    assert set(names) <= set(issuer_names(typed))
