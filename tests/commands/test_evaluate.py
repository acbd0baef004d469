"""`chithi evaluate` without its gold, as in an installation."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import evaluate
from pipeline.commands.main import main


def test_without_gold_it_fails_with_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(evaluate.evaluate, "__defaults__", (tmp_path, tmp_path / "none"))
    done = CliRunner().invoke(main, ["--lang", "en", "evaluate"])
    assert done.exit_code == 3
    assert done.output == (
        "chithi: This installation has no gold to score it on. Install chithi again from its wheel.\n"
    )
