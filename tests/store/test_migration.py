"""A library whose index is of an older form is indexed anew when it is opened, and nothing is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.search import search
from pipeline.store import Store
from tests.documents import directive, document, plan

COUNTS = "select term, pages from doc_freqs union all select words, pages from collection order by 1"


def test_a_library_from_before_is_indexed_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as library:
        for made in (directive(), plan(), document(*["kỷ luật"] * 40, path="/long.pdf")):
            library.add(made)
        before = search(library, "kỷ luật", limit=100).hits
        counts = [tuple(row) for row in library.connection.execute(COUNTS)]
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "drop table impacts; drop table late_impacts; drop table page_lengths; drop table field_norms;"
            "drop table page_index; drop view indexed; alter table documents drop column first_key;"
            "create table terms (term text primary key, pages integer not null) without rowid;"
            "create table hits (place integer primary key, data blob not null);"
            "create virtual table page_index using fts4 (body, heading, title, number, matchinfo=fts3);"
        )
        # A key had the page's length in its low bits.
        connection.executescript("update pages set key = -(key << 12 | 7); update pages set key = -key;")
        connection.execute("delete from doc_freqs")
        connection.execute(f"pragma user_version = {5}")
    connection.close()
    with Store.open(path) as library:
        assert library.check() is None
        assert search(library, "kỷ luật", limit=100).hits == before
        assert counts == [tuple(row) for row in library.connection.execute(COUNTS)]
        keys = [row[0] for row in library.connection.execute("select key from pages order by key")]
        assert keys == list(range(1, len(keys) + 1))
