"""Corrections in the store: by path, by content after a move, and gone with a secret file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.model import SetAside
from pipeline.store import Store
from pipeline.store.input_files import follow_moved_files, record_set_aside
from tests.documents import document

FIELDS = {"title": "Về hòa giải"}


def title(store: Store) -> str | None:
    (entry,) = store.entries()
    return entry.title


def test_a_correction_follows_the_content_to_another_path(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        first = document("luật", path="/a.pdf", number="1-CT/TU")
        name, _what = store.add(first)
        store.correct(name, FIELDS)
        store.remove(name)
        store.add(replace(first, path="/b.pdf"))
        assert title(store) == "Về hòa giải"


def test_another_file_is_not_corrected(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        name, _what = store.add(document("luật", path="/a.pdf", number="1-CT/TU"))
        store.correct(name, FIELDS)
        store.remove(name)
        store.add(document("khác", path="/c.pdf", number="2-CT/TU"))
        assert title(store) != "Về hòa giải"


def test_a_secret_file_leaves_no_correction(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        name, _what = store.add(document("luật", path="/a.pdf", number="1-CT/TU"))
        store.correct(name, FIELDS)
        record_set_aside(store, SetAside("/a.pdf", "secret", "", secrecy="MẬT"), None)
        assert store.connection.execute("select count(*) from corrections").fetchone()[0] == 0


def test_the_day_on_which_it_was_added_stays(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        name, _what = store.add(document("luật", path="/a.pdf", number="1-CT/TU"))
        store.connection.execute("update documents set added = '2020-01-02 03:04:05'")
        store.correct(name, FIELDS)
        assert store.connection.execute("select added from documents").fetchone()[0] == "2020-01-02 03:04:05"
        store.check()


def test_a_correction_of_a_moved_file_can_be_undone(tmp_path: Path) -> None:
    old, new = tmp_path / "a.pdf", tmp_path / "b.pdf"
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        first = document("luật", path=str(old), number="1-CT/TU")
        name, _what = store.add(first)
        read = title(store)
        store.correct(name, FIELDS)
        follow_moved_files(store, {str(new): first.sha256})
        assert [entry.path for entry in store.entries()] == [str(new)]
        store.correct(name, None)
        assert title(store) == read


def test_another_document_under_the_same_name_is_not_corrected(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        name, _what = store.add(document("luật", path="/a.pdf", number="1-CT/TU"))
        store.correct(name, FIELDS)
        store.add(document("khác hẳn", path="/a.pdf", number="2-CT/TU"))
        (entry,) = store.entries()
        assert entry.number == "2-CT/TU" and entry.title != "Về hòa giải"
