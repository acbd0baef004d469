"""Opening a library file: new, older, foreign, read-only, while another program writes; and a copy of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pipeline.errors import LibraryError, UnwritableFile
from pipeline.index import Index
from pipeline.search import search
from pipeline.store import Store, documents, library_error
from pipeline.store.connection import APPLICATION_ID, SCHEMA_VERSION, back_up, has_log, snapshot
from pipeline.system import paths
from tests.command import ROOT
from tests.documents import TO_VERSION_14, directive, document, plan
from tests.index.pages import SMALL

only_posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")
DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """Act as a user who may only read the folder; root may write anywhere."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "library.sqlite", create=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that other users may enter, unlike those of pytest."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    with Store.open(made / "l.sqlite", create=True) as library:
        library.add(directive())
        library.add(plan())
    yield made
    shutil.rmtree(made)


def test_the_file_is_its_owners_alone_and_says_what_it_is(library: Store) -> None:
    assert stat.S_IMODE(os.stat(library.path).st_mode) == 0o600 or os.name == "nt"
    answers = [library.connection.execute(f"pragma {name}").fetchone()[0]
               for name in ("application_id", "user_version", "journal_mode")]  # fmt: skip
    assert answers == [APPLICATION_ID, SCHEMA_VERSION, "wal"]


def _sqlite_file(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in (*statements, "create table t (x)"):
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("kind", ["text", "short", "foreign", "foreign wal", "newer"])
def test_a_file_that_is_not_a_library_is_refused_and_not_changed(tmp_path: Path, kind: str, create: bool) -> None:
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


def test_an_absent_or_empty_file_is_made_only_on_demand(tmp_path: Path) -> None:
    for path in (tmp_path / "none.sqlite", tmp_path / "empty.sqlite", tmp_path):
        if path.name == "empty.sqlite":
            path.touch()
        with pytest.raises(LibraryError):
            Store.open(path)
    assert [each.name for each in tmp_path.iterdir()] == ["empty.sqlite"]
    Store.open(tmp_path / "empty.sqlite", create=True).close()


def test_an_unfinished_library_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.close()
    with Store.open(path) as library:
        assert library.add(directive())[1] == "added"


COUNTS = "select term, pages from _index_terms union all select words, pages from _index_counts order by 1"


def test_an_older_library_is_migrated_and_indexed_again(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as library:
        for made in (directive(), plan(), document(*["kỷ luật"] * 40, path="/long.pdf")):
            library.add(made)
        before = search(library, "kỷ luật", limit=100).hits
        counts = [tuple(row) for row in library.connection.execute(COUNTS)]
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"{TO_VERSION_14}"
            "drop table _index_impacts; drop table _index_late_impacts;"
            "drop table _index_lengths; drop table _index_norms; drop table page_index;"
            "drop index links_by_start;"
            "drop table passages;"
            "alter table links drop column start; alter table documents drop column passage_count;"
            "alter table documents drop column first_key;"
            "alter table documents drop column printed_pages;"
            "create table terms (term text primary key, pages integer not null) without rowid;"
            "create table hits (place integer primary key, data blob not null);"
            "create virtual table page_index using fts4 (body, heading, title, number, matchinfo=fts3);"
        )
        # A key had the page's length in its low bits.
        connection.executescript("update pages set key = -(key << 12 | 7); update pages set key = -key;")
        connection.execute("delete from _index_terms")
        connection.execute(f"pragma user_version = {5}")
    connection.close()
    with Store.open(path) as library:
        assert library.check() is None
        assert search(library, "kỷ luật", limit=100).hits == before
        assert counts == [tuple(row) for row in library.connection.execute(COUNTS)]
        keys = [row[0] for row in library.connection.execute("select key from pages order by key")]
        assert keys == list(range(1, len(keys) + 1))


def test_migrations_are_numbered_up_to_the_version_of_the_schema() -> None:
    scripts = sorted((ROOT / "pipeline" / "store" / "migrations").iterdir())
    numbers = [int(script.name[:3]) for script in scripts]
    assert numbers == sorted(set(numbers)) and (numbers[0], numbers[-1]) == (1, SCHEMA_VERSION)


@only_posix
def test_a_read_only_library_is_searched(folder: Path) -> None:
    with nobody(folder), Store.open(folder / "l.sqlite") as library:
        assert search(library, "kỷ luật").hits
        assert [entry.number for entry in library.entries()] == ["12-KH/TU", "08-CT/TU"]


@only_posix
def test_a_change_of_a_read_only_library_is_refused(folder: Path) -> None:
    with nobody(folder), Store.open(folder / "l.sqlite") as library:
        with pytest.raises(sqlite3.OperationalError) as caught:
            library.remove("dien-bien/tinh-uy/2016/08-ct-tu")
        assert "searched" in library_error(caught.value).hint


@only_posix
def test_a_read_only_library_with_changes_in_its_log_is_refused(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    with Store.open(folder / "l.sqlite") as library:
        library.remove("dien-bien/tinh-uy/2016/08-ct-tu")
        for name in ("l.sqlite", "l.sqlite-wal"):
            shutil.copy(folder / name, other / name)
    with nobody(other), pytest.raises(LibraryError) as caught:
        Store.open(other / "l.sqlite")
    assert caught.value.hint.startswith("Open it once")


@only_posix
def test_a_read_only_library_of_an_older_version_is_refused(folder: Path) -> None:
    connection = sqlite3.connect(folder / "l.sqlite")
    connection.execute("pragma user_version = 5")
    connection.close()
    with nobody(folder), pytest.raises(LibraryError) as caught:
        Store.open(folder / "l.sqlite")
    assert "older version" in caught.value.reason


@only_posix
def test_a_library_that_may_not_be_read_is_refused(folder: Path) -> None:
    with nobody(folder):
        if os.geteuid() == 65534:
            os.seteuid(0)
            (folder / "l.sqlite").chmod(0)
            os.seteuid(65534)
        else:
            (folder / "l.sqlite").chmod(0)
        with pytest.raises(LibraryError) as caught:
            Store.open(folder / "l.sqlite")
    assert "permission denied" in caught.value.reason


def test_a_reader_is_not_blocked_by_a_writer_and_sees_whole_documents(library: Store) -> None:
    library.add(plan())
    library.connection.execute("begin immediate")
    documents.insert_document(library.connection, library.index, directive())
    with Store.open(library.path) as reader:
        assert [entry.number for entry in reader.entries()] == ["12-KH/TU"]
    library.connection.execute("rollback")


PAGES = 3


# Adds a document in an open transaction, then commits, then removes another, each on a line of input.
WRITER = """
import sys
from pipeline.store import Store, documents
from tests.documents import document

with Store.open(sys.argv[1]) as library:
    library.connection.execute("begin immediate")
    second = document("luật", "luật", "luật", path="/second.pdf", number="2-CT/TU")
    documents.insert_document(library.connection, library.index, second)
    print("written", flush=True)
    sys.stdin.readline()
    library.connection.execute("commit")
    print("kept", flush=True)
    sys.stdin.readline()
    library.remove(library.find("1-CT/TU").id)
    print("removed", flush=True)
"""


def found(library: Store) -> tuple[int, set[str | None]]:
    results = search(library, "luật")
    return results.total, {hit.number for hit in results.hits}


def test_a_reader_is_never_blocked_by_an_ingest(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as library:
        library.add(document(*["luật"] * PAGES, number="1-CT/TU", path="/first.pdf"))
        Index(library.connection, SMALL).compact()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdin and writer.stdout

    def answer(word: str = "") -> str:
        assert writer.stdin and writer.stdout
        if word:
            writer.stdin.write(f"{word}\n")
            writer.stdin.flush()
        return writer.stdout.readline().strip()

    try:
        assert answer() == "written"
        with Store.open(path) as reader:
            reader.connection.execute("pragma busy_timeout = 0")
            assert found(reader) == (PAGES, {"1-CT/TU"})
            with snapshot(reader.connection):
                assert found(reader) == (PAGES, {"1-CT/TU"})
                assert answer("go on") == "kept"
                # What began before sees what was there then, whatever is kept meanwhile.
                assert found(reader) == (PAGES, {"1-CT/TU"})
            assert found(reader) == (2 * PAGES, {"1-CT/TU", "2-CT/TU"})
            with snapshot(reader.connection):
                assert found(reader)[0] == 2 * PAGES
                assert answer("go on") == "removed"
                assert found(reader)[0] == 2 * PAGES
            assert found(reader) == (PAGES, {"2-CT/TU"})
            assert writer.wait(30) == 0
            assert reader.check() is None
    finally:
        writer.kill()
        writer.communicate()


def test_a_reader_finds_every_page_during_compaction(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    pages = 4000
    with Store.open(path, create=True) as library, Store.open(path) as reader:
        library.index = Index(library.connection, SMALL)
        library.add(document(*["kỷ luật"] * pages, path="/many.pdf"))
        seen: set[int] = set()

        def look(statement: str) -> None:
            if "_index_impacts" in statement or "_index_terms" in statement:
                seen.add(search(reader, "luật").total)

        for more in ("first", "second"):
            pages += 500
            with library.bulk():
                library.add(document(*[f"kỷ luật {more}"] * 500, path=f"/{more}.pdf"))
                library.connection.set_trace_callback(look)
            library.connection.set_trace_callback(None)
            assert seen == {pages}
            seen.clear()
        assert library.check() is None


def test_a_copy_is_one_whole_file_of_its_owner(library: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy" / "library.sqlite"
    target.parent.mkdir()
    library.add(directive())
    assert back_up(library.connection, target) == target.stat().st_size
    assert [path.name for path in target.parent.iterdir()] == ["library.sqlite"]
    assert stat.S_IMODE(os.stat(target).st_mode) == 0o600 or os.name == "nt"
    library.add(plan())
    with Store.open(target) as copy:
        assert copy.check() is None
        assert [entry.id for entry in copy.entries()] == [directive().id]


def test_a_copy_replaces_no_file(library: Store, tmp_path: Path) -> None:
    target = tmp_path / "other.txt"
    target.write_text("mine")
    with pytest.raises(UnwritableFile):
        back_up(library.connection, target)
    assert target.read_text() == "mine"


def test_a_copy_into_a_missing_folder_is_refused(library: Store, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="nowhere"):
        back_up(library.connection, tmp_path / "nowhere" / "copy.sqlite")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_a_library_on_a_network_share_has_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(f"27 0 0:1 / / rw - ext4 a rw\n99 27 0:2 / {tmp_path / 'share'} rw - cifs b rw\n", "utf-8")
    local, share = tmp_path / "library.sqlite", tmp_path / "share" / "library.sqlite"
    share.parent.mkdir()
    with Store.open(local, create=True) as store:
        store.add(directive())
        assert has_log(store.connection)
    shutil.copy(local, share)
    monkeypatch.setattr(paths, "_MOUNTS", str(table))
    with Store.open(share) as store:
        assert not has_log(store.connection)
        store.add(plan())
    share.unlink()
    with Store.open(share, create=True) as store:
        assert not has_log(store.connection)
    shutil.copy(local, share)
    with closing(sqlite3.connect(share)) as other, pytest.raises(LibraryError, match="network share"):
        other.execute("select * from documents").fetchone()
        Store.open(share)
