"""What a column holds, as records."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Cell, Paragraph, Section
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


def test_paragraphs_come_back_with_their_cells_and_anchors() -> None:
    paragraphs = (
        Paragraph(0, 9, "body"), Paragraph(10, 19, "footnote", 4),
        Paragraph(20, 40, "table", cells=(Cell(3, 0, 20, 22), Cell(3, 2, 23, 40))),
    )  # fmt: skip
    assert codec.decode_paragraphs(codec.encode_paragraphs(paragraphs)) == paragraphs
