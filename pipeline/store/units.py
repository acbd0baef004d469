"""What the hits of a word on a page are worth, as a small whole number; lists of words hold nothing else of them."""

from __future__ import annotations

from collections.abc import Sequence

# Of a hit in body, heading, title and number, the columns of the index. Lists are made of these: who changes one
# makes a new schema version.
UNITS = (2, 3, 6, 6)
MOST = 126  # a page whose hits are worth more is worth no more; sums of two fit a byte


def units_of(counts: Sequence[int]) -> int:
    """Units of so many hits in body, heading, title and number."""
    body, heading, title, number = counts
    return min(UNITS[0] * body + UNITS[1] * heading + UNITS[2] * title + UNITS[3] * number, MOST)
