"""Fit a handout into its pages: what matters least is shortened first, until the pages suffice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .blocks import Block
from .measure import pages

_CHARACTERS = 40  # by which texts are shortened at a time


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of everything a handout shows.

    Attributes:
        points: Points of each document.
        questions: Questions in all.
        others: Days of other bodies.
        works: Works cited.
        duties: Tasks of the cell.
        words: Characters of a task.
        reasons: Characters of a sentence that says why a work ended, or why a document is studied.
        rows: Empty rows for new tasks.
        norms: Standing rules of conduct.
        documents: Documents of a session that are shown with their points; the others are only named.
    """

    points: int = 7
    questions: int = 5
    others: int = 8
    works: int = 8
    duties: int = 60
    words: int = 320
    reasons: int = 320
    rows: int = 4
    norms: int = 8
    documents: int = 60


Build = Callable[[Limits], Sequence[Block]]
Steps = Sequence[tuple[str, int]]  # what is lowered, in this order, and how far


def fit(build: Build, limits: Limits, steps: Steps, most: int, room: float = 1.0) -> Sequence[Block]:
    """Return the blocks of the largest limits that fill at most so many pages, or of the smallest ones.

    `room` is the part of each page that may be used.
    """
    blocks = build(limits)
    for name, least in steps:
        while pages(blocks, room) > most and getattr(limits, name) > least:
            value = getattr(limits, name) - (_CHARACTERS if name in {"words", "reasons"} else 1)
            limits = replace(limits, **{name: max(least, value)})
            blocks = build(limits)
    return blocks
