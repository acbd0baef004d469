"""A library whose index is of an older form is indexed anew when it is opened, and nothing is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.search import search
from pipeline.store import Store
from pipeline.store.connection import MIGRATIONS
from tests.documents import directive, document, plan


def test_a_library_from_before_is_indexed_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as library:
        for made in (directive(), plan(), document(*["kỷ luật"] * 40, path="/long.pdf")):
            library.add(made)
        before = search(library, "kỷ luật", limit=100).hits
        counts = [library.connection.execute(f"select * from {table}").fetchall() for table in ("terms", "collection")]
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "drop table lengths; drop table length_classes; drop table phrases; drop table hits;"
            "drop table gone; drop table ordered; alter table documents drop column first_key;"
        )
        # A key had the page's length in its low bits.
        connection.executescript("update pages set key = -(key << 12 | 7); update pages set key = -key;")
        connection.execute("delete from terms")
        connection.execute(f"pragma user_version = {MIGRATIONS.index('blocks.sql')}")
    connection.close()
    with Store.open(path) as library:
        assert library.check() is None
        assert search(library, "kỷ luật", limit=100).hits == before
        assert counts == [
            library.connection.execute(f"select * from {table}").fetchall() for table in ("terms", "collection")
        ]
        keys = [row[0] for row in library.connection.execute("select key from pages order by key")]
        assert keys == list(range(1, len(keys) + 1))
