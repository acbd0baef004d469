"""A damaged library: what is found, what is saved, what a backup restores."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import LibraryError, UnwritableFile
from pipeline.store import Store
from pipeline.store.connection import restore
from pipeline.store.repair import faults, repair
from tests.command import chithi
from tests.documents import directive


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as store:
        store.add(directive())
        store.add(replace(directive(), path="/b.pdf", sha256="b" * 64, pages=directive().pages[:1]))
        store.connection.execute("insert into saved_searches (name, query, filters) values ('a', 'kỷ luật', '{}')")
    return path


def test_a_sound_library_has_no_faults(library: Path) -> None:
    with Store.open(library) as store:
        assert list(faults(store)) == []


def test_a_damaged_row_is_named_and_left_out(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("update documents set header = '{' where path = '/b.pdf'")
        connection.commit()
    with Store.open(library) as store:
        lost = store.connection.execute("select id from documents where path = '/b.pdf'").fetchone()["id"]
        assert any(lost in fault for fault in faults(store))
    done = repair(library)
    assert done.kept == 1 and len(done.lost) == 1 and lost in done.lost[0]
    assert done.damaged.exists()
    with Store.open(library) as store:
        assert list(faults(store)) == []
        assert store.connection.execute("select name from saved_searches").fetchone()["name"] == "a"


def test_a_lost_index_is_made_again(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("update _index_segments set block = x'00'")
        connection.execute("delete from _index_terms")
        connection.commit()
    done = repair(library)
    assert (done.kept, done.lost) == (2, ())
    with Store.open(library) as store:
        assert list(faults(store)) == []


@pytest.mark.parametrize("seed", range(20))
def test_random_damage_is_one_sentence(library: Path, tmp_path: Path, seed: int) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("pragma journal_mode = delete")
    content = bytearray(library.read_bytes())
    choose = random.Random(seed)
    for _ in range(choose.choice((1, 20, 200))):
        content[choose.randrange(100, len(content))] = choose.randrange(256)
    library.write_bytes(content)
    for words in (["list"], ["search", "kỷ luật"], ["doctor", "--check"], ["doctor", "--repair"], ["list"]):
        chithi(*words, library=library)  # fails on a traceback


def test_a_backup_is_restored(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert chithi("backup", str(copy), library=library).status == 0
    with Store.open(library) as store:
        before = [entry.id for entry in store.entries()]
        store.remove(before[0])
    with pytest.raises(UnwritableFile):
        restore(copy, library)
    kept = restore(copy, library, force=True)
    assert kept is not None and kept.exists()
    with Store.open(library) as store:
        assert [entry.id for entry in store.entries()] == before
    library.unlink()
    assert restore(copy, library) is None
    with Store.open(library) as store:
        assert [entry.id for entry in store.entries()] == before


def test_a_damaged_backup_changes_nothing(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(b"text")
    before = library.read_bytes()
    with pytest.raises(LibraryError):
        restore(copy, library, force=True)
    assert library.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no open file")
def test_a_library_deleted_meanwhile_is_noticed(library: Path) -> None:
    with Store.open(library) as store:
        library.unlink()
        with pytest.raises(LibraryError, match="deleted or replaced"):
            store.add(replace(directive(), path="/c.pdf"))
