"""The index and its counts agree with the pages after any sequence of changes."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from pipeline.search import search
from pipeline.store import Library
from pipeline.store.fulltext import LENGTH_MASK, folded, words_of
from tests.documents import document

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


class Shelf(RuleBasedStateMachine):
    """Documents come, change and go."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library.open(Path(self.folder.name) / "l.sqlite", create=True)
        self.held: dict[str, list[str]] = {}

    @rule(
        path=PATHS,
        pages=st.lists(TEXTS, max_size=3),
        title=st.none() | TEXTS,
        work=st.sampled_from(["", "a/1", "a/2"]),
    )
    def add(self, path: str, pages: list[str], title: str | None, work: str) -> None:
        made = replace(document(*pages, title=title, path=path, number="08-CT/TU"), id=work)
        _id, outcome = self.library.add(made)
        assert outcome == ("updated" if path in self.held else "added")
        self.held[path] = [page.text for page in made.pages]

    @rule(path=PATHS)
    def remove(self, path: str) -> None:
        if path in self.held:
            self.library.remove(next(entry.id for entry in self.library.entries() if entry.path == path))
            del self.held[path]

    @rule()
    def merge(self) -> None:
        self.library.connection.execute("insert into page_index (page_index) values ('optimize')")

    @invariant()
    def the_index_is_whole(self) -> None:
        assert self.library.check() is None

    @invariant()
    def the_counts_are_right(self) -> None:
        connection = self.library.connection
        rows = [" ".join(row) for row in connection.execute("select number, title, heading, body from indexed")]
        words = Counter(word for row in rows for word in set(words_of(row)))
        assert dict(connection.execute("select term, pages from terms").fetchall()) == words
        lengths = sum(row[0] & LENGTH_MASK for row in connection.execute("select key from pages"))
        assert tuple(connection.execute("select * from collection").fetchone()) == (len(rows), lengths)

    @invariant()
    def what_stands_there_is_found(self) -> None:
        for word in ("luật", "hoa", "ĐẢNG"):
            expected = sum(folded(word) in words_of(page) for pages in self.held.values() for page in pages)
            assert search(self.library, word).total >= expected

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


Shelf.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestShelf = Shelf.TestCase
