"""A document of the library on the terminal."""

from __future__ import annotations

from pipeline.output import read
from pipeline.output.show import lines
from tests.documents import directive
from tests.output.conftest import shown


def test_the_id_then_what_was_read() -> None:
    document = directive()
    assert shown(lines(document, True)) == [document.id, document.path, *shown(read.lines(document, True))]
