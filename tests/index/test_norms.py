"""Lengths and norms of pages, with gaps between keys and deleted pages."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.index import norms


@pytest.fixture
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    for table in ("_index_lengths", "_index_norms"):
        made.execute(f"create table {table} (place integer primary key, data blob not null)")
    return made


def test_lengths_are_kept_exactly_up_to_16_bits(connection: sqlite3.Connection) -> None:
    norms.update(connection, {1: 3, 2: 500, 1999: 7, 2000: 8, 100_000: 70_000})
    assert norms.Lengths(connection).of([2000, 1, 100_000, 2, 1999, 5]) == [8, 3, 0xFFFF, 500, 7, 0]
    assert norms.size(connection) == 100_001


def test_a_norm_is_the_class_of_lengths_that_a_page_is_in(connection: sqlite3.Connection) -> None:
    lengths = dict(enumerate((0, 1, 63, 64, 65, 300, 5000, 60_000)))
    norms.update(connection, lengths)
    for key, norm in enumerate(norms.read(connection)):
        assert norms.SHORTEST[norm] <= lengths[key]
        assert norm == 255 or lengths[key] < norms.SHORTEST[norm + 1]


def test_rows_without_pages_are_gaps(connection: sqlite3.Connection) -> None:
    """After a rebuild, long runs of deleted pages have no rows at all."""
    norms.update(connection, {3: 9, 200_000: 9})
    read = norms.read(connection)
    assert [key for key, norm in enumerate(read) if norm] == [3, 200_000]
    assert len(read) == norms.size(connection) == 200_001


def test_a_deleted_page_is_a_tombstone_and_its_key_is_not_given_again(connection: sqlite3.Connection) -> None:
    norms.update(connection, {0: 5, 1: 5, 2: 5})
    norms.update(connection, {2: 0})
    assert list(norms.as_bytes(norms.alive(connection), 3)) == [255, 255, 0]
    assert norms.size(connection) == 3


def test_an_empty_index_has_no_pages(connection: sqlite3.Connection) -> None:
    assert (norms.size(connection), norms.read(connection), norms.alive(connection)) == (0, b"", 0)
