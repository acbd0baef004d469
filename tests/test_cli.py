"""The ways to start the program are the same program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.command import ROOT


@pytest.mark.parametrize("words", [["cli.py"], ["-m", "pipeline"], ["-m", "chithi"]])
def test_every_entry_point_starts_the_program(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *words, "--version"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("chithi,") and done.stdout.strip().endswith("0.1.0")
