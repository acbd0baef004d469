"""The best pages by BM25, looked at more closely: do the words stand side by side, and with their tones?

A Vietnamese word is several syllables, so two neighbours of the query weigh as
a word would: by BM25 of their own, with the rarer one's document frequency for the pair's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..index import COLUMN_WEIGHTS, K1, AllOf, AnyOf, B, Leaf, Node, ScoredPage, leaves_of
from ..vietnamese.text import spellings
from .letters import letters, pattern, toneless
from .weights import WEIGHTS

Pair = tuple[str, str]
HIGHEST = 2  # tier


class Ranked(NamedTuple):
    """A page with its final score.

    `pairs` is what neighbours of the query that stand side by side on it add to BM25; `tones`
    and `cited` (by how many of the pages found) by which shares the sum is raised; `tier` is 2 where
    the whole query stands there with its tones, 1 where each of its words does, else 0 (also for a query
    without tones, or of which any word will do); `date` is the document's, ISO.
    """

    scored: ScoredPage
    pairs: float = 0.0
    tones: float = 0.0
    cited: float = 0.0
    tier: int = 0
    score: float = 0.0
    date: str = ""


class Closer:
    """What a query looks for on a page, prepared once for many pages."""

    def __init__(self, root: Node, pairs: Mapping[Pair, float], average: float, *, relaxed: bool = False) -> None:
        """`pairs` weighs the query's `neighbours`, `average` is a page's length in words.

        `relaxed` says that any of the words of `root` will do.
        """
        leaves = list(leaves_of(root))
        self._average = average
        self._any = relaxed or has_choice(root)
        self.holds = None if relaxed else holding(root)
        self._pairs = [(letters(" ".join(pair)), weight) for pair, weight in pairs.items()]
        # A toned word: with any marks, and with its own.
        self._words = [(_needle(leaf.words, leaf), _stands(leaf)) for leaf in leaves if leaf.toned]
        self._whole = _exactly(_run(root)) if self._words and not self._any and len(leaves) > 1 else None

    @property
    def looks(self) -> bool:
        """Whether there is anything to look for; if not, BM25 decides alone."""
        return bool(self._pairs or self._words)

    @property
    def only_tiers(self) -> bool:
        """Whether a look settles the tier of a page and nothing else."""
        return not (self._pairs or self._any)

    def rank(self, page: Ranked, title: str, heading: str, text: str) -> Ranked:
        """A page that was ranked without a look at its title, headings and text (NFC)."""
        columns = [letters(column) if column else b" " for column in (title, heading, text)]
        plain = list(map(toneless, columns))
        pairs = WEIGHTS.pairs * self._side_by_side(page.scored, *plain) if self._pairs else 0.0
        tones, tier = self._tones(columns[0] + columns[2], plain[0] + plain[2]) if self._words else (0.0, 0)
        score = (page.scored.score + pairs) * (1 + tones) * (1 + page.cited)
        return Ranked(page.scored, pairs, tones, page.cited, tier, score, page.date)

    def _tones(self, toned: bytes, plain: bytes) -> tuple[float, int]:
        """What a page gains, and its tier, by the words that it has with the tones typed."""
        present = [stands for word, stands in self._words if word in plain]
        standing = sum(stands(toned) for stands in present)
        if self._any:
            # Any of the words: one of them with its tones is not more than all of them without.
            return WEIGHTS.tones * standing / len(self._words), 0
        if not present or standing < len(present):
            return 0.0, 0
        return 0.0, HIGHEST if self._whole is None or self._whole.search(toned) else 1

    def _side_by_side(self, scored: ScoredPage, title: bytes, heading: bytes, body: bytes) -> float:
        in_body, in_heading, in_title, _in_number = COLUMN_WEIGHTS
        norm = K1 * (1 - B + B * scored.words / self._average)
        total = 0.0
        for pair, weight in self._pairs:
            # What a heading says stands in the body too.
            if hits := in_body * body.count(pair):
                hits += in_heading * heading.count(pair)
            hits += in_title * title.count(pair)
            total += weight * (K1 + 1) * hits / (hits + norm)
        return total


def holding(root: Node) -> Callable[[str], bool] | None:
    """Tells whether a page has all that is asked for, tones included; None where no tones are."""
    return (lambda text: _holds(root, letters(text))) if has_exact(root) else None


def neighbours(node: Node) -> Counter[Pair]:
    """The words that were typed side by side, folded, and how often."""
    return Counter(
        (one.words[-1], two.words[0]) for one, two in _neighbours(node) if one.column == two.column and not one.prefix
    )


def _neighbours(node: Node) -> Iterator[tuple[Leaf, Leaf]]:
    if isinstance(node, AllOf):
        for one, two in pairwise(node.run or node.parts):
            if isinstance(one, Leaf) and isinstance(two, Leaf):
                yield one, two
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from _neighbours(part)


def _run(node: Node) -> tuple[Leaf, ...]:
    """The leaves in the order typed, repeats included."""
    if isinstance(node, AllOf) and all(isinstance(part, Leaf) for part in node.run):
        return tuple(part for part in node.run if isinstance(part, Leaf))
    return tuple(leaves_of(node))


def _holds(node: Node, toned: bytes) -> bool:
    if isinstance(node, Leaf):
        return _stands(node)(toned) if node.exact else _needle(node.words, node) in toneless(toned)
    if isinstance(node, AnyOf):
        return any(_holds(part, toned) for part in node.parts)
    return all(_holds(part, toned) for part in node.parts) and not any(
        _holds(part, toned) for part in node.without if has_exact(part)
    )


def has_exact(node: Node) -> bool:
    """Whether some word is to have its own tones."""
    if isinstance(node, Leaf):
        return node.exact
    return any(map(has_exact, (*node.parts, *(node.without if isinstance(node, AllOf) else ()))))


def has_choice(node: Node) -> bool:
    """Whether there is an OR in it."""
    return isinstance(node, AnyOf) or (isinstance(node, AllOf) and any(map(has_choice, node.parts)))


def _needle(words: Sequence[str], leaf: Leaf) -> bytes:
    found = letters(" ".join(words))
    return found[:-1] if leaf.prefix else found


def _stands(leaf: Leaf) -> Callable[[bytes], bool]:
    """Tells whether a page has the leaf with the tones typed; a word typed without marks may have any."""
    toned = leaf.exact or all(typed != word for word, typed in zip(leaf.words, leaf.typed, strict=True))
    if toned and all(len(spellings(typed)) == 1 for typed in leaf.typed):
        needle = _needle(leaf.typed, leaf)
        return lambda page: needle in page
    search = _exactly((leaf,)).search
    return lambda page: search(page) is not None


@cache
def _exactly(leaves: tuple[Leaf, ...]) -> re.Pattern[bytes]:
    """The leaves side by side; a word typed without marks may have any."""
    words = [
        (_written(typed), leaf.exact or typed != word, leaf.prefix and place == len(leaf.words) - 1)
        for leaf in leaves
        for place, (word, typed) in enumerate(zip(leaf.words, leaf.typed, strict=True))
    ]
    return pattern(words)


def _written(word: str) -> list[bytes]:
    return [letters(each).strip() for each in spellings(word)]
