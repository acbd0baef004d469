"""An export on the terminal."""

from __future__ import annotations

from pathlib import Path

from pipeline.export import Exported
from pipeline.output.export import lines
from tests.output.conftest import shown


def test_secret_documents_left_out_are_counted() -> None:
    assert shown(lines(Exported(Path("a.jsonl"), ("x",), 0))) == ["1 document written to a.jsonl."]
    assert shown(lines(Exported(Path("a"), (), 2))) == [
        "0 documents written to a.",
        "2 secret documents are left out.",
    ]
