"""A quiz: sentences of a document, word for word, with a number, a day or a body left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..model import DigestItem

_MOST = 6  # gaps of one document
_DAY = re.compile(r"\b(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}\b|\bquý [IVX]+/\d{4}\b|\btháng \d{1,2}/\d{4}\b")
_MIN_LEFT = 6  # syllables that remain of a sentence


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence with its `answer` left out between `before` and `after`."""

    before: str
    answer: str
    after: str
    page: int
    section: str | None


def make_quiz(item: DigestItem) -> list[Gap]:
    """Return the gaps of a document, in its order: figures, days, and bodies that its sentences name once."""
    found: dict[str, Gap] = {}
    for gap in _gaps(item):
        found.setdefault(gap.before + gap.answer + gap.after, gap)
    return sorted(islice(found.values(), _MOST), key=lambda each: each.page)


def _gaps(item: DigestItem) -> Iterator[Gap]:
    for figure in item.figures:
        for value in figure.values[:1]:
            yield from _without(figure.text, value, figure.page, figure.section)
    for task in item.tasks:
        if task.deadline and (day := _DAY.search(task.deadline)):
            yield from _without(task.text, day[0], task.page, task.section)
        elif task.who and task.who_page == task.page and task.text.startswith(task.who):
            yield from _without(task.text, task.who, task.page, task.section)


def _without(text: str, answer: str, page: int, section: str | None) -> Iterator[Gap]:
    """Yield the sentence without the answer, if it occurs once and enough is left to recognize the sentence."""
    before, _found, after = text.partition(answer)
    if text.count(answer) == 1 and len((before + after).split()) >= _MIN_LEFT:
        yield Gap(before, answer, after, page, section)
