"""Every number that ranking turns on, in one place."""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """BM25 (`k1`, `b`: Robertson and Zaragoza's usual values) and what is weighed beside it.

    `columns` is the worth of a hit in number, title, heading and body;
    `adjacency` how much a page gains whose query words all stand side by side;
    `tones` how much one gains in a search for any of the words that has them with their tones.
    """

    k1: float = 1.2
    b: float = 0.75
    columns: tuple[float, ...] = (3.0, 3.0, 1.5, 1.0)
    adjacency: float = 0.8
    tones: float = 0.5
    candidates: int = 200  # pages, best by BM25, that are looked at for tones and adjacency


WEIGHTS = Weights()
