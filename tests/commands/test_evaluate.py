"""`chithi evaluate` without its gold, as in an installation."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline import evaluate
from pipeline.commands.main import main


def test_without_gold_it_fails_with_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(evaluate.evaluate, "__defaults__", (tmp_path,))
    done = CliRunner().invoke(main, ["--lang", "en", "evaluate"])
    assert done.exit_code == 3
    assert done.output == (
        "chithi: This installation has no gold to score it on."
        " Run the command in a checkout of the project, which has corpora/sample.\n"
    )
