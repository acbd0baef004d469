"""The rows of a document: written, read back, replaced; ids are unique."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.store import Store, documents
from tests.documents import directive, document

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "library.sqlite", create=True)


def test_a_document_is_read_as_it_was_written(library: Store) -> None:
    assert library.add(directive()) == (DIRECTIVE, "added")
    assert library.document(DIRECTIVE) == directive()


def test_the_same_path_is_replaced_and_another_text_gets_an_id_of_its_own(library: Store) -> None:
    library.add(directive())
    changed = replace(directive(), sha256="f" * 64, pages=directive().pages[:1])
    assert library.add(changed) == (DIRECTIVE, "updated")
    assert library.find(DIRECTIVE).pages == 1
    page = directive().pages[0]
    others = [
        replace(
            changed,
            path=f"/{digit}.pdf",
            mentions={},
            sha256=digit * 64,
            pages=(replace(page, text=f"Bài {digit}. " * 9),),
        )
        for digit in "123"
    ]
    # The beginning of the hash is that of a document with another text.
    others.append(replace(others[0], path="/4.pdf", sha256="1" * 8 + "4" * 56, pages=(replace(page, text="Bài 4."),)))
    own = [f"{DIRECTIVE}-{digit * 8}" for digit in "123"]
    assert [library.add(other)[0] for other in others] == [*own, f"{own[0]}-2"]
    assert library.check() is None


def test_a_document_without_number_gets_a_readable_id(library: Store) -> None:
    nameless = document("Dự thảo.", type="báo cáo")
    assert library.add(nameless)[0] == f"khong-ro/khong-ngay/bao-cao-{nameless.sha256[:8]}"


def test_a_deleted_document_leaves_no_row(library: Store) -> None:
    library.add(directive())
    key = library.connection.execute("select key from documents").fetchone()[0]
    documents.delete_document(library.connection, library.index, key)
    for table in ("documents", "pages", "_links", "_link_works", "_relations"):
        assert library.connection.execute(f"select count(*) from {table}").fetchone()[0] == 0, table
    assert library.check() is None
