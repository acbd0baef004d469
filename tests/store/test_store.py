"""A library as a whole: documents come back as they were, are found by number, listed by filters, removed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import NotHeld
from pipeline.store import Store
from tests.documents import directive, document, plan

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "library.sqlite", create=True)


@pytest.mark.parametrize("name", ["08-CT/TU", "08 ct tu", "8-ct/tu", "Số: 08 – CT/TU", DIRECTIVE])
def test_a_document_is_found_by_its_number_typed_any_way(library: Store, name: str) -> None:
    library.add(directive())
    assert library.find(name).id == DIRECTIVE


def test_a_name_of_none_or_several_documents_is_refused(library: Store) -> None:
    other = document("Chữ.", number="08-CT/TU", type="chỉ thị", issuer="Tỉnh ủy Lào Cai", day=date(2016, 3, 1))
    library.add(directive())
    library.add(other)
    with pytest.raises(NotHeld, match=DIRECTIVE):
        library.find("08-CT/TU")
    with pytest.raises(NotHeld, match="99-CT/TU"):
        library.find("99-CT/TU")


def test_documents_are_listed_under_filters(library: Store) -> None:
    library.add(directive())
    library.add(plan())
    library.add(document("Chữ.", type="báo cáo"))

    def listed(**filters: object) -> list[str | None]:
        return [entry.number for entry in library.entries(**filters)]  # type: ignore[arg-type]

    assert listed() == ["12-KH/TU", "08-CT/TU", None]
    assert listed(type="Chi Thi") == ["08-CT/TU"]
    assert listed(issuer="tỉnh uỷ", since=date(2016, 5, 9)) == ["12-KH/TU"]
    assert listed(until=date(2016, 3, 30)) == ["08-CT/TU"]
    assert listed(term="xii") == ["12-KH/TU", "08-CT/TU"]
    assert listed(cites="08 ct tu") == listed(cites=DIRECTIVE) == ["12-KH/TU"]
    assert listed(cites="04-NQ/TW") == ["08-CT/TU"]


def test_removing_an_unknown_document_is_refused(library: Store) -> None:
    with pytest.raises(NotHeld):
        library.remove("khong/co")


def test_a_failed_change_leaves_nothing(library: Store) -> None:
    library.add(plan())
    broken = replace(directive(), pages=(*directive().pages, directive().pages[0]))  # page 1 twice
    with pytest.raises(sqlite3.IntegrityError):
        library.add(broken)
    assert [entry.number for entry in library.entries()] == ["12-KH/TU"]
    assert library.check() is None


def test_a_document_that_another_ingest_has_added_meanwhile_is_unchanged(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as one, Store.open(tmp_path / "l.sqlite") as other:
        assert one.add(directive())[1] == "added"
        assert other.add(directive())[1] == "unchanged"
        assert len(one.entries()) == 1
