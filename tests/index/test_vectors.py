"""Which terms have impact vectors, and what compaction does to late postings and deleted pages."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.index import Index, Thresholds, norms, vectors
from tests.index.pages import index_of, put, take, word

ROWS = {key: ("chi thi nghi quyet" if key % 2 else "nghi quyet", "", "", " ") for key in range(1, 41)}
LIMITS = Thresholds(pages=10, doc_freq=4, word_share=4, phrase_share=2)


def terms(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("select term from _index_impacts")}


def late(connection: sqlite3.Connection) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for term, page in connection.execute("select term, page from _index_late_impacts order by 1, 2"):
        found.setdefault(term, []).append(page)
    return found


def test_frequent_words_and_phrases_have_vectors() -> None:
    rows = {**ROWS, 41: ("hiem hiem hiem", "", "", " ")}
    with index_of(rows, compacted=False) as (_index, connection):
        Index(connection, LIMITS).compact()
        assert terms(connection) == {"chi", "thi", "nghi", "quyet", "nghi quyet"}
        Index(connection, LIMITS._replace(phrase_share=3)).compact()
        assert terms(connection) >= {"chi thi", "thi nghi", "chi thi nghi quyet"}
        Index(connection, LIMITS._replace(doc_freq=30)).compact()
        # A phrase stays until it is only half as frequent; these are on half of the pages.
        assert {"nghi", "quyet", "nghi quyet"} <= terms(connection)
        assert "chi" not in terms(connection)


def test_a_small_library_has_none() -> None:
    with index_of(ROWS) as (_index, connection):
        assert terms(connection)
        Index(connection).compact()
        assert not terms(connection)
        put(Index(connection), connection, {50: ROWS[1]})
        assert not late(connection)


def test_pages_added_later_are_merged_at_compaction() -> None:
    with index_of(ROWS) as (index, connection):
        put(index, connection, {50: ("chi thi thi", "quyet", "", " ")})
        assert {"chi", "thi", "chi thi", "quyet"} <= late(connection).keys()
        before = index.top_k(word("chi thi"), 100)
        index.compact()
        assert not late(connection)
        assert index.top_k(word("chi thi"), 100) == before
        index.check()


def test_deleted_pages_are_masked_until_compaction_removes_them() -> None:
    with index_of(ROWS) as (index, connection):
        put(index, connection, {50: ROWS[1]})
        take(index, connection, 50)
        take(index, connection, 1)
        index.check()
        size = norms.size(connection)
        (key,) = vectors.keys_of(connection, ["chi"]).values()
        assert vectors.read(connection, "chi", key, size)[1] > 0  # a tombstone
        assert 1 not in {page.key for page in index.top_k(word("chi"), 100)[0]}
        index.purge()
        assert vectors.read(connection, "chi", key, size)[1] == vectors.read(connection, "chi", key, size)[50] == 0


def test_a_vector_that_differs_from_fts4_is_reported() -> None:
    with index_of(ROWS) as (index, connection):
        index.check()
        connection.execute("insert or replace into _index_late_impacts values ('chi', 2, 2)")
        with pytest.raises(sqlite3.DatabaseError, match="'chi'"):
            index.check()


def test_compaction_that_fails_changes_nothing() -> None:
    with index_of(ROWS) as (index, connection):
        put(index, connection, {50: ROWS[1]})
        before = connection.execute("select * from _index_impacts").fetchall(), late(connection)
        connection.execute(
            "create temp trigger stop before delete on main._index_late_impacts begin select raise(abort, ''); end"
        )
        connection.execute("begin")
        with pytest.raises(sqlite3.DatabaseError):
            index.compact()
        connection.execute("rollback")
        connection.execute("drop trigger stop")
        assert (connection.execute("select * from _index_impacts").fetchall(), late(connection)) == before
        index.check()
