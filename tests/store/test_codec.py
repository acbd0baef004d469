"""What a column holds, as records."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Section
from pipeline.store import codec
from pipeline.vietnamese.citation import sections_at

PLACES = st.tuples(st.integers(1, 4), st.integers(0, 30))


@given(st.lists(st.tuples(PLACES, st.integers(1, 4)), max_size=12), PLACES)
def test_the_sections_under_way_are_those_of_the_whole_outline(
    begins: list[tuple[tuple[int, int], int]], place: tuple[int, int]
) -> None:
    outline = [
        Section(str(number), "", page, level, start) for number, ((page, start), level) in enumerate(sorted(begins))
    ]
    assert tuple(codec.decode_sections_at(codec.encode_outline(outline), *place)) == sections_at(outline, *place)
