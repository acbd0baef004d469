"""Terms of the Central Committee."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from pipeline.registry import load


@pytest.mark.parametrize(
    ("on", "term"),
    [
        (date(1980, 1, 1), None),
        (date(2016, 1, 27), "XI"),
        (date(2016, 1, 28), "XII"),
        (date(2021, 1, 31), "XII"),
        (date(2099, 1, 1), load().terms.all[-1].name),
    ],
)
def test_a_date_is_in_the_term_that_began_last(on: date, term: str | None) -> None:
    assert load().terms.at(on) == term


def test_terms_follow_one_another_and_one_is_running() -> None:
    terms = load().terms.all
    assert all(before.start < after.start and before.end for before, after in pairwise(terms))
    assert terms[-1].end is None
    assert load().terms.named("xii") == next(term for term in load().terms if term.name == "XII")
    assert load().terms.named("XLII") is None
