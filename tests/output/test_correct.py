"""A corrected document on the terminal."""

from __future__ import annotations

from pipeline.model import Document, Header
from pipeline.output.correct import lines
from tests.output.conftest import shown


def test_its_id_and_header() -> None:
    document = Document(
        id="x/2016/1", path="/a.pdf", sha256="", header=Header(title="Về hòa giải", corrected=("title",)), pages=(),
        outline=(), paragraphs={}, mentions={},
    )  # fmt: skip
    first, *header = shown(lines(document))
    assert first == "x/2016/1"
    assert any(line.endswith("Về hòa giải (corrected by hand)") for line in header)
    assert sum("corrected" in line for line in header) == 1
