"""A few of the hostile queries of `tests.fuzz.queries`: they are answered, whatever they are."""

from __future__ import annotations

from pathlib import Path

from pipeline.search import search
from pipeline.store import Store
from tests.fuzz.queries import filled, options, queries


def test_hostile_queries_are_answered(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        filled(library)
        for number, query in enumerate(queries(11, 600)):
            results = search(library, query, **options(number))
            assert results.total >= len(results.hits), query[:200]


def test_the_same_seed_gives_the_same_queries() -> None:
    assert list(queries(5, 50)) == list(queries(5, 50)) != list(queries(6, 50))
