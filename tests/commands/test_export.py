"""`chithi export` as a process."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import chithi


def test_ids_are_reported(library: Path, tmp_path: Path) -> None:
    written = chithi("export", tmp_path / "all.jsonl", "--json", library=library).json
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == written["documents"]
