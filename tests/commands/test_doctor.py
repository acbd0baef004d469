"""`chithi doctor` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import chithi


def test_every_check_passes_or_has_a_hint(sample: Path) -> None:
    done = chithi("doctor", "--json", library=sample)
    checks = {check["name"]: check for check in done.json["checks"]}
    assert {"spacy", "pdfplumber", "click", "sqlite-fts4", "FTS4", "OCR", "library"} <= set(checks)
    assert all(check["ok"] or check["hint"] for check in checks.values())
    assert done.status == (0 if done.json["ok"] else 1)
