"""What a library keeps, replaces, gives back and refuses to open."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import LibraryError, NotHeld
from pipeline.model import SetAside
from pipeline.store import Store, documents
from pipeline.store.connection import APPLICATION_ID, SCHEMA_VERSION
from pipeline.store.input_files import files_set_aside, find_unchanged, follow_moved_files, record_set_aside
from tests.documents import directive, document, plan

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "library.sqlite", create=True)


def test_the_file_is_its_owners_alone_and_says_what_it_is(library: Store) -> None:
    assert stat.S_IMODE(os.stat(library.path).st_mode) == 0o600 or os.name == "nt"
    answers = [library.connection.execute(f"pragma {name}").fetchone()[0]
               for name in ("application_id", "user_version", "journal_mode")]  # fmt: skip
    assert answers == [APPLICATION_ID, SCHEMA_VERSION, "wal"]


def test_a_document_comes_back_as_it_went_in(library: Store) -> None:
    assert library.add(directive()) == (DIRECTIVE, "added")
    assert library.document(DIRECTIVE) == directive()
    assert find_unchanged(library, "/chi-thi.pdf", directive().sha256) == DIRECTIVE
    assert find_unchanged(library, "/chi-thi.pdf", "0" * 64) is None


@pytest.mark.parametrize("name", ["08-CT/TU", "08 ct tu", "8-ct/tu", "Số: 08 – CT/TU", DIRECTIVE])
def test_a_document_is_found_by_its_number_typed_any_way(library: Store, name: str) -> None:
    library.add(directive())
    assert library.find(name).id == DIRECTIVE


def test_names_that_fit_none_or_several_are_told(library: Store) -> None:
    other = document("Chữ.", number="08-CT/TU", type="chỉ thị", issuer="Tỉnh ủy Lào Cai", day=date(2016, 3, 1))
    library.add(directive())
    library.add(other)
    with pytest.raises(NotHeld, match=DIRECTIVE):
        library.find("08-CT/TU")
    with pytest.raises(NotHeld, match="99-CT/TU"):
        library.find("99-CT/TU")


def test_the_same_path_is_replaced_and_another_gets_an_id_of_its_own(library: Store) -> None:
    library.add(directive())
    changed = replace(directive(), sha256="f" * 64, pages=directive().pages[:1])
    assert library.add(changed) == (DIRECTIVE, "updated")
    assert library.find(DIRECTIVE).pages == 1
    copies = [library.add(directive(path))[0] for path in ("/b.pdf", "/c.pdf", "/d.pdf")]
    own = f"{DIRECTIVE}-{directive().sha256[:8]}"
    assert copies == [own, f"{own}-2", f"{own}-3"]
    assert library.check() is None


def test_a_document_without_number_gets_an_id_that_reads_well(library: Store) -> None:
    nameless = document("Dự thảo.", type="báo cáo")
    assert library.add(nameless)[0] == f"khong-ro/khong-ngay/bao-cao-{nameless.sha256[:8]}"


def test_content_held_elsewhere_is_not_read_again(library: Store, tmp_path: Path) -> None:
    there, moved = tmp_path / "a.pdf", tmp_path / "b.pdf"
    there.touch()
    library.add(directive(str(there)))
    digest = directive(str(there)).sha256
    assert find_unchanged(library, str(moved), digest) == DIRECTIVE
    assert library.find(DIRECTIVE).path == str(there)
    there.rename(moved)
    follow_moved_files(library, {str(moved): digest})
    assert find_unchanged(library, str(moved), digest) == DIRECTIVE
    assert library.find(DIRECTIVE).path == str(moved)
    assert find_unchanged(library, str(moved), "0" * 64) is None


def test_files_set_aside_are_remembered_until_they_are_read(library: Store) -> None:
    for reason in ("Broken.", "Still broken."):
        record_set_aside(library, SetAside("/chi-thi.pdf", reason, "Mend it."), "0" * 64)
    assert files_set_aside(library) == [SetAside("/chi-thi.pdf", "Still broken.", "Mend it.")]
    library.add(directive())
    assert files_set_aside(library) == []


def test_documents_are_listed_by_filters(library: Store) -> None:
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


def test_citations_follow_what_comes_and_goes(library: Store) -> None:
    library.add(plan())
    citing = library.find("12-KH/TU")

    def state() -> str:
        return library.references_of(citing)[0][1].state

    before = state()
    assert before != "resolved"
    library.add(directive())
    assert state() == "resolved"
    cited = library.citations_of(library.find(DIRECTIVE))
    assert [(each.document.id, each.page) for each in cited] == [(citing.id, 1)]
    # A new edition of the file that turns out to be another work leaves the citation open again.
    moved = replace(directive(), sha256="f" * 64, id="dien-bien/tinh-uy/2016/09-ct-tu",
                    header=replace(directive().header, number="09-CT/TU"))  # fmt: skip
    library.add(moved)
    assert state() == before
    library.add(directive())
    assert state() == "resolved"
    library.remove(DIRECTIVE)
    assert state() == before
    assert library.connection.execute("pragma foreign_key_check").fetchall() == []


def test_removing_what_is_not_held_is_told(library: Store) -> None:
    with pytest.raises(NotHeld):
        library.remove("khong/co")


def test_a_failed_change_leaves_nothing(library: Store) -> None:
    library.add(plan())
    broken = replace(directive(), pages=(*directive().pages, directive().pages[0]))  # page 1 twice
    with pytest.raises(sqlite3.IntegrityError):
        library.add(broken)
    assert [entry.number for entry in library.entries()] == ["12-KH/TU"]
    assert library.check() is None


# What is no library


def _sqlite_file(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in (*statements, "create table t (x)"):
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("kind", ["text", "short", "foreign", "foreign wal", "newer"])
def test_a_file_that_is_no_library_is_refused_and_left_alone(tmp_path: Path, kind: str, create: bool) -> None:
    path = tmp_path / "file"
    if kind == "text":
        path.write_text("Đây là một tệp văn bản.\n" * 100, "utf-8")
    elif kind == "short":
        path.write_text("x")
    elif kind == "foreign":
        _sqlite_file(path)
    elif kind == "foreign wal":
        _sqlite_file(path, "pragma journal_mode = wal")
    else:
        _sqlite_file(path, f"pragma application_id = {APPLICATION_ID}", f"pragma user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(LibraryError) as caught:
        Store.open(path, create=create)
    assert caught.value.path == str(path)
    assert caught.value.hint
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_where_there_is_none_yet(tmp_path: Path) -> None:
    for path in (tmp_path / "none.sqlite", tmp_path / "empty.sqlite", tmp_path):
        if path.name == "empty.sqlite":
            path.touch()
        with pytest.raises(LibraryError):
            Store.open(path)
    assert [each.name for each in tmp_path.iterdir()] == ["empty.sqlite"]
    Store.open(tmp_path / "empty.sqlite", create=True).close()


def test_a_library_whose_making_was_broken_off_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.close()
    with Store.open(path) as library:
        assert library.add(directive())[1] == "added"


def test_a_reader_is_not_blocked_by_a_writer_and_sees_whole_documents(library: Store) -> None:
    library.add(plan())
    library.connection.execute("begin immediate")
    documents.insert_document(library.connection, library.index, directive())
    with Store.open(library.path) as reader:
        assert [entry.number for entry in reader.entries()] == ["12-KH/TU"]
    library.connection.execute("rollback")


def test_a_document_that_another_ingest_has_added_meanwhile_is_unchanged(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as one, Store.open(tmp_path / "l.sqlite") as other:
        assert one.add(directive())[1] == "added"
        assert other.add(directive())[1] == "unchanged"
        assert len(one.entries()) == 1
