"""The index and its counts agree with the pages after any sequence of changes."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from pipeline.index import Index, folded, norms, vectors, words_of
from pipeline.model import Document
from pipeline.search import search
from pipeline.store import Store
from pipeline.store.connection import prepare_connection
from tests.documents import document
from tests.index.pages import SMALL

WORDS = (
    "kỷ",
    "luật",
    "ky",
    "hoà",
    "đảng",
    "Đảng",
    "08-CT/TU",
    "\uf0b7",
    "ß",
    "x\u0301",
    "²",
    "日本",
    "İ",
    "\n",
    "…",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
PATHS = st.sampled_from(["/a.pdf", "/b.pdf", "/c.pdf", "/d.pdf"])


def _dump(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    """Return the counts, and the lengths and norms up to the last page."""
    rows = [
        *connection.execute("select 'words', place, data from _index_lengths order by 2"),
        *connection.execute("select 'norms', place, data from _index_norms order by 2"),
    ]
    return [
        connection.execute("select term, pages from _index_terms order by 1").fetchall(),
        connection.execute("select pages, words from _index_counts").fetchall(),
        [(what, place, data.rstrip(b"\0")) for what, place, data in rows if any(data)],
    ]


def _vectors(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Return the impacts of every term with a vector, deleted pages left out, up to the last page."""
    size = norms.size(connection)
    alive = norms.alive(connection).to_bytes(size, "little")
    rows = connection.execute("select term, key from _index_impacts").fetchall()
    return {
        term: bytes(map(int.__and__, vectors.read(connection, term, key, size), alive)).rstrip(b"\0")
        for term, key in rows
    }


class Shelf(RuleBasedStateMachine):
    """Documents are added, changed and deleted."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Store.open(Path(self.folder.name) / "l.sqlite", create=True)
        self.held: dict[str, Document] = {}

    @rule(
        path=PATHS,
        pages=st.lists(TEXTS, max_size=3),
        title=st.none() | TEXTS,
        work=st.sampled_from(["", "a/1", "a/2"]),
    )
    def add(self, path: str, pages: list[str], title: str | None, work: str) -> None:
        made = replace(document(*pages, title=title, path=path, number="08-CT/TU"), id=work)
        _id, outcome = self.library.add(made)
        assert (outcome == "added") == (path not in self.held)
        self.held[path] = made

    @rule(path=PATHS)
    def remove(self, path: str) -> None:
        if path in self.held:
            self.library.remove_file(path)
            del self.held[path]

    @rule(path=PATHS)
    def remove_document(self, path: str) -> None:
        if path in self.held:
            content = self.held[path].sha256
            self.library.remove(self.library.find(path).id)
            self.held = {path: made for path, made in self.held.items() if made.sha256 != content}

    @rule()
    def merge(self) -> None:
        self.library.connection.execute("insert into _index (_index) values ('optimize')")

    @rule()
    def compact(self) -> None:
        Index(self.library.connection, SMALL).compact()

    @invariant()
    def the_index_is_whole(self) -> None:
        assert self.library.check() is None

    @invariant()
    def the_counts_are_right(self) -> None:
        connection = self.library.connection
        rows = [" ".join(row) for row in connection.execute("select file, number, title, heading, body from _indexed")]
        words = Counter(word for row in rows for word in set(words_of(row)))
        assert dict(connection.execute("select term, pages from _index_terms").fetchall()) == words
        lengths = sum(len(words_of(row)) for row in rows)
        assert tuple(connection.execute("select pages, words from _index_counts").fetchone()) == (len(rows), lengths)

    @invariant()
    def it_equals_a_rebuilt_index(self) -> None:
        copy = sqlite3.connect(":memory:")
        self.library.connection.backup(copy)
        prepare_connection(copy)
        before, compacted = _dump(copy), _vectors(copy)
        index = Index(copy, SMALL)
        index.rebuild()
        assert _dump(copy) == before
        rebuilt = _vectors(copy)
        for term, impacts in compacted.items():
            # What is no longer frequent keeps its vector until compaction.
            assert rebuilt.get(term, impacts) == impacts
        copy.close()

    @invariant()
    def every_page_is_found(self) -> None:
        for word in ("luật", "hoa", "ĐẢNG"):
            expected = {
                (self.library.find(path).id, page.text)
                for path, made in self.held.items()
                for page in made.pages
                if folded(word) in words_of(page.text)
            }
            found = search(self.library, word, limit=30)
            assert found.total == len(found.hits)
            shown = {(hit.id, hit.page) for hit in found.hits}
            shown |= {(copy.id, copy.page) for hit in found.hits for copy in hit.copies}
            texts = {(id, self.library.document(id).pages[page - 1].text) for id, page in shown}
            assert expected <= texts

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


Shelf.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestShelf = Shelf.TestCase
