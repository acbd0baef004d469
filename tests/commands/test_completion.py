"""What a shell completes, asked as bash asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, run


def completed(library: Path, *words: str) -> list[str]:
    """Return what is offered for the last of `words`."""
    typed = ["chithi", "--library", str(library), *words]
    environment = {
        **os.environ,
        "_CHITHI_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(typed),
        "COMP_CWORD": str(len(typed) - 1),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py")], capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert not done.stderr
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["show", "08"], "08-CT/TU"),
        (["status", "nq"], "04-NQ/TW"),
        (["digest", "--document", "21"], "21-KH/ĐUK"),
        (["list", "--type", "ke"], "kế hoạch"),
        (["search", "--issuer", "chinh"], "Chính phủ"),
        (["sea"], "search"),
    ],
)
def test_words_of_the_library_are_completed_without_tone_marks(sample: Path, words: list[str], offered: str) -> None:
    assert offered in completed(sample, *words)


def test_saved_searches_are_completed(sample: Path) -> None:
    run(sample, "search", "kỷ luật", "--save", "ky-luat-thang")
    assert completed(sample, "search", "--saved", "ky") == ["ky-luat-thang"]
    run(sample, "search", "--forget", "ky-luat-thang")


def test_without_a_library_nothing_is_completed(tmp_path: Path) -> None:
    assert completed(tmp_path / "none.sqlite", "show", "0") == []
