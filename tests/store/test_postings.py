"""Postings come out of their rows as they went in, and rows are of about the lengths that fill pages of a file."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store.postings import Postings, joined, pack, rows, unpack
from pipeline.store.units import MOST

LONGEST = 5200  # bytes of a row


def some_postings(chance: random.Random) -> Postings:
    count = chance.choice((1, 2, 23, 24, 100, 3000, 20_000))
    farthest = chance.choice((1, 2, 30, 300, 70_000))
    keys, key = [], chance.randrange(1 << 20)
    for _page in range(count):
        keys.append(key)
        key += chance.randint(1, farthest)
    units = bytes(chance.choice((2, 2, 2, 4, 8, MOST)) for _page in range(count))
    longest = chance.choice((200, 60_000))
    return Postings(
        keys, units, [chance.randint(0, longest) for _page in range(count)] if chance.random() < 0.5 else None
    )


def plainly(some: Postings) -> tuple[list[int], bytes, list[int] | None]:
    return list(some.keys), some.units, None if some.words is None else list(some.words)


@settings(max_examples=60, deadline=None)
@given(st.integers())
def test_postings_come_out_as_they_went_in(seed: int) -> None:
    whole = some_postings(random.Random(seed))
    assert plainly(unpack(whole.keys[0], pack(whole))) == plainly(whole)
    kept = list(rows(whole))
    assert plainly(joined([unpack(*row) for row in kept])) == plainly(whole)
    assert all(len(data) <= LONGEST for _first, data in kept)


def test_a_row_of_known_and_one_of_unknown_lengths_have_no_lengths_together() -> None:
    known, unknown = Postings([1, 2], b"\2\2", [5, 6]), Postings([9], b"\4", None)
    assert joined([known, unknown]) == Postings([1, 2, 9], b"\2\2\4", None)
