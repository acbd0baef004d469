"""Saved searches, and what is new since each was last run."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.errors import NotHeld
from pipeline.search.saved import save, search_saved
from pipeline.store import Store, saved_searches
from tests.documents import document


def test_a_saved_search_reports_what_is_new(small_library: Store) -> None:
    save(small_library, "rừng", "trồng rừng", {"type": "nghị quyết"})
    assert len(search_saved(small_library, "rừng").hits) == 1
    assert search_saved(small_library, "rừng", new=True).hits == ()
    for number in (1, 2):
        small_library.add(
            document("Trồng rừng đầu nguồn.", path=f"/{number}.pdf", type="nghị quyết", day=date(2021, 1, number))
        )
    small_library.add(document("Trồng rừng đầu nguồn.", path="/khac.pdf", type="kế hoạch"))
    assert [hit.path for hit in search_saved(small_library, "rừng", new=True, limit=1).hits] == ["/2.pdf"]
    assert [hit.path for hit in search_saved(small_library, "rừng", new=True).hits] == ["/1.pdf"]
    assert search_saved(small_library, "rừng", new=True).hits == ()
    assert len(search_saved(small_library, "rừng").hits) == 3


def test_pages_that_cite_a_number_count_as_shown_when_its_search_is_saved(small_library: Store) -> None:
    save(small_library, "chỉ thị", "08 ct tu", {})
    assert search_saved(small_library, "chỉ thị", new=True).hits == ()


def test_saved_searches_are_listed_replaced_and_deleted(small_library: Store) -> None:
    save(small_library, "b", "rừng", {"since": date(2020, 1, 1), "type": None})
    save(small_library, "a", "cây", {})
    save(small_library, "a", "kỷ luật", {})
    assert [
        (each.name, each.query, dict(each.filters)) for each in saved_searches.saved_searches(small_library.connection)
    ] == [
        ("a", "kỷ luật", {}),
        ("b", "rừng", {"since": "2020-01-01"}),
    ]
    saved_searches.delete_search(small_library.connection, "a")
    with pytest.raises(NotHeld):
        search_saved(small_library, "a")
    with pytest.raises(NotHeld):
        saved_searches.delete_search(small_library.connection, "a")
