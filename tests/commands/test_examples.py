"""The examples in each command's help are commands that work."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest

from pipeline.commands.examples import EXAMPLES
from pipeline.commands.main import COMMANDS, main
from tests.command import run

TYPED = [typed for rows in EXAMPLES.values() for typed, _meaning in rows]


@pytest.mark.parametrize("typed", TYPED)
def test_an_example_is_a_call_of_its_command(typed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "van-ban").mkdir()
    program, name, *words = shlex.split(typed)
    assert program == "chithi"
    parent = click.Context(main, info_name="chithi")
    command = main.get_command(parent, name)
    assert command is not None
    for file in (word for word in words if word.endswith((".pdf", ".txt")) and name in ("read", "tag")):
        (tmp_path / file).touch()
    command.make_context(name, words, parent)


def test_every_command_that_people_type_has_an_example() -> None:
    assert set(COMMANDS) - set(EXAMPLES) <= {"stats", "registry", "evaluate", "mcp", "serve", "compare", "restore"}


def test_a_subcommand_does_not_show_the_examples_of_another_command(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    assert "Examples" in run(library, "list", "--help").out
    assert "Examples" not in run(library, "registry", "list", "--help").out
