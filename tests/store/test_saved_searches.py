"""Saved searches: saved, found by name, deleted; documents that each has shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import NotHeld
from pipeline.store import Store
from pipeline.store.filters import conditions
from pipeline.store.saved_searches import delete_search, find_search, mark_seen, save_search, saved_searches
from tests.documents import directive, plan


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "library.sqlite", create=True)


def test_a_search_is_found_by_its_name_in_any_letters_while_only_one_has_it(library: Store) -> None:
    for name in ("Kỷ luật", "Rừng", "rừng"):
        save_search(library.connection, name, "trồng rừng", {"since": "2020-01-01"})
    assert find_search(library.connection, "ky luat").name == "Kỷ luật"
    assert find_search(library.connection, "rừng").name == "rừng"
    with pytest.raises(NotHeld):
        find_search(library.connection, "RUNG")


def test_saving_replaces_and_deleting_removes(library: Store) -> None:
    save_search(library.connection, "a", "một", {})
    save_search(library.connection, "a", "hai", {"type": "chỉ thị"})
    (found,) = saved_searches(library.connection)
    assert (found.query, found.filters) == ("hai", {"type": "chỉ thị"}) and found.since
    delete_search(library.connection, "A")
    assert saved_searches(library.connection) == []


def test_documents_shown_are_not_shown_again(library: Store) -> None:
    library.add(directive())
    library.add(plan())
    save_search(library.connection, "a", "kỷ luật", {})
    mark_seen(library.connection, "a", [directive().id])
    chosen = conditions(unseen="a")
    rows = library.connection.execute(f"select number from documents where {chosen.sql}", chosen.values)
    assert [row[0] for row in rows] == ["12-KH/TU"]
