"""Planes of bits tell of every page of a block what was put in, however they are looked at."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store import planes
from pipeline.store.planes import BLOCK
from pipeline.store.units import MOST


def some_units(chance: random.Random) -> dict[int, int]:
    """Units of pages of a block."""
    pages = chance.sample(range(BLOCK), chance.choice((0, 1, 50, 4000)))
    return {page: chance.choice((2, 2, 4, 7, chance.randint(1, MOST))) for page in pages}


def as_row(units: dict[int, int]) -> bytes:
    return bytes(units.get(page, 0) for page in range(BLOCK))


@settings(max_examples=40, deadline=None)
@given(st.integers())
def test_planes_tell_what_was_put_in(seed: int) -> None:
    chance = random.Random(seed)
    first, later = some_units(chance), some_units(chance)
    later = {page: units for page, units in later.items() if page not in first}
    held = planes.unpack(planes.pack(planes.joined(planes.unpack(planes.pack([])), first)))
    held = planes.joined(held, later)
    units = first | later
    assert planes.as_bytes(held) == as_row(units)
    assert planes.pages_at(planes.present(held)) == sorted(units)
    assert planes.as_bits(as_row(units)) == planes.present(held)
    assert all(planes.units_at(held, page) == units.get(page, 0) for page in [*list(units)[:20], 0, BLOCK - 1])
    assert planes.spread(planes.present(held)) == bytes(255 if page in units else 0 for page in range(BLOCK))


@settings(max_examples=40, deadline=None)
@given(st.integers())
def test_sums_of_planes_are_those_of_their_numbers(seed: int) -> None:
    chance = random.Random(seed)
    some = [some_units(chance) for _term in range(chance.randint(0, 4))]
    total: planes.Planes = ()
    for units in some:
        total = planes.added(total, planes.joined([], units))
    sums = [sum(units.get(page, 0) for units in some) for page in range(BLOCK)]
    assert planes.as_bytes(total) == bytes(min(each, 127) for each in sums)
