"""What a document kept, changed and dropped of the one that it replaces, article by article, quoted on both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import Document, Work
from ..read.formats import printed_pages
from ..vietnamese.sentences import sentences
from ..vietnamese.text import fold, squeeze
from .status import Claim

_SAME, _RELATED = 0.97, 0.3  # shares of common pairs of words from which articles are the same, or one became the other
_WORD = re.compile(r"[^\W_]+")
_PAGE_NUMBER = re.compile(r"\A\s*\d{1,3}\s*\n")


@dataclass(frozen=True, slots=True)
class Division:
    """An article or section: its label, title, first printed page, and its text without the heading's line breaks.

    `page` is None where the file does not record it.
    """

    label: str
    title: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A division of the old document and the one of the new document that it became; None where there is none.

    `only_old` and `only_new` are the sentences that one side alone has, word for word.
    """

    old: Division | None
    new: Division | None
    is_same: bool = False
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side; `claim` says that the new one ended the old one, None where nothing says so."""

    old: Work
    new: Work
    claim: Claim | None
    counterparts: tuple[Counterpart, ...]


def compare_documents(old: Document, new: Document) -> tuple[Counterpart, ...]:
    """Return the divisions of both documents in pairs: in the order of the old one, then what only the new one has."""
    by_article = _has_articles(old) and _has_articles(new)
    before, after = (list(_divisions(each, by_article=by_article)) for each in (old, new))
    scores = sorted(
        ((_similarity(left, right), -place, -other) for place, left in enumerate(before)
         for other, right in enumerate(after)),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, place, other in scores:
        if score >= _RELATED and -place not in pairs and -other not in taken:
            pairs[-place] = (-other, score)
            taken.add(-other)
    found = [
        _counterpart(left, after[pairs[place][0]], pairs[place][1]) if place in pairs else Counterpart(left, None)
        for place, left in enumerate(before)
    ]
    return (*found, *(Counterpart(None, right) for other, right in enumerate(after) if other not in taken))


def _counterpart(old: Division, new: Division, score: float) -> Counterpart:
    if score >= _SAME:
        return Counterpart(old, new, is_same=True)
    left, right = _sentences(old.text), _sentences(new.text)
    kept_left, kept_right = set(map(fold, left)), set(map(fold, right))
    return Counterpart(
        old,
        new,
        only_old=tuple(each for each in left if fold(each) not in kept_right),
        only_new=tuple(each for each in right if fold(each) not in kept_left),
    )


def _sentences(text: str) -> list[str]:
    return [squeeze(text[start:end]) for start, end in sentences(text)]


def _has_articles(document: Document) -> bool:
    return any(section.label.startswith("Điều ") for section in document.outline)


def _divisions(document: Document, *, by_article: bool) -> Iterator[Division]:
    """Yield the articles of a document, or else its sections that have no sections in them."""
    outline, printed = document.outline, printed_pages(document)
    leaves = [
        section
        for section, following in pairwise((*outline, None))
        if section and not (following and section.level < following.level)
    ]
    articles = [section for section in outline if section.label.startswith("Điều ")]
    for section in articles if by_article else leaves:
        text = _between(document, (section.page, section.start), (section.end_page or section.page, section.end))
        page = section.page if section.page <= printed else None
        yield Division(section.label, squeeze(section.title), page, text)


def _between(document: Document, begin: tuple[int, int], end: tuple[int, int]) -> str:
    parts = []
    for page in document.pages:
        if begin[0] <= page.number <= end[0]:
            start = begin[1] if page.number == begin[0] else 0
            text = page.text[start : end[1] if page.number == end[0] and end[1] else None]
            parts.append(text if page.number == begin[0] else _PAGE_NUMBER.sub("", text))
    return squeeze("\n".join(parts))


def _similarity(left: Division, right: Division) -> float:
    """Return the share of adjacent words that two divisions have in common, without their labels."""
    first, second = _pairs(left), _pairs(right)
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def _pairs(division: Division) -> Counter[tuple[str, str]]:
    words: Sequence[str] = _WORD.findall(fold(division.text.removeprefix(division.label)))
    return Counter(pairwise(words))
