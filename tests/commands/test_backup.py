"""`chithi backup` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import chithi


def test_the_copy_has_the_same_documents(library: Path, tmp_path: Path) -> None:
    assert chithi("backup", tmp_path / "copy.sqlite", "--json", library=library).json["secret"] == 0
    listed = [chithi("list", "--json", library=path).json for path in (library, tmp_path / "copy.sqlite")]
    assert listed[0] == listed[1]
    assert chithi("backup", tmp_path / "copy.sqlite", library=library).status == 3
