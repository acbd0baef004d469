"""The command as a user runs it, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# A terminal of UTF-8, or the code page of a Vietnamese Windows.
SIMULATED = os.environ.get("CHITHI_SIMULATE") == "windows"
ENCODING = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1258"} if SIMULATED else {"PYTHONUTF8": "1"}
SAMPLE = ROOT / "corpora" / "sample" / "files"


@dataclass(frozen=True)
class Outcome:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def chithi(*words: str | Path, library: Path, lang: str = "en", text: str | None = None) -> Outcome:
    """Run `chithi` with a library of the test's own, `text` on its standard input."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CHITHI", "LANG", "LC_"))}
    environment["CHITHI_REGISTRY"] = str(library.parent / "registry")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--library", str(library), "--lang", lang, *map(str, words)],
        input=text, capture_output=True, encoding="utf-8", env={**environment, **ENCODING}, timeout=300,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Outcome(done.returncode, done.stdout, done.stderr)


def run(library: Path, *words: str | Path, lang: str = "en", text: str | None = None) -> Outcome:
    """Run `chithi` and check that it succeeds."""
    done = chithi(*words, library=library, lang=lang, text=text)
    assert done.status == 0, done.err
    return done


def assert_fails(done: Outcome, status: int, *parts: str) -> None:
    """Check that a command failed with one sentence on standard error that has these parts."""
    assert done.status == status, done.err
    assert re.match(r"chithi: [^\n]+\n$", done.err), done.err
    for part in parts:
        assert part in done.err
