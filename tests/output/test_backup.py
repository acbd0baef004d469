"""A backup on the terminal."""

from __future__ import annotations

from pathlib import Path

from pipeline.output.backup import lines
from tests.output.conftest import shown


def test_secret_documents_in_it_give_a_warning() -> None:
    assert shown(lines(Path("a\x1b.sqlite"), 1_250_000, 0)) == ["Backup written to a.sqlite (1.2 MB)."]
    assert shown(lines(Path("a"), 0, 1))[1:] == [
        "It contains 1 secret document: store it as such documents must be stored."
    ]
