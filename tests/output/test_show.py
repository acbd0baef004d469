"""A document of the library on the terminal."""

from __future__ import annotations

from pipeline.output import read
from pipeline.output.show import lines
from tests.documents import directive
from tests.output.conftest import shown


def test_the_id_then_what_was_read() -> None:
    document = directive()
    assert shown(lines(document, True)) == [document.id, document.path, *shown(read.lines(document, True))]


def test_another_document_of_the_same_number_is_named() -> None:
    document = directive()
    found = shown(lines(document, False, others=["dien-bien/tinh-uy/2016/08-ct-tu-2"]))
    assert found[2] == "dien-bien/tinh-uy/2016/08-ct-tu-2 has the same number and day, but another text."
