"""Rerank the best pages by BM25: are the words of the query side by side there, and with their tones?

A Vietnamese word is several syllables, so two neighbours of the query weigh as a word would: by BM25 of their own, with
the document frequency of the rarer one for that of the pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..index import COLUMN_WEIGHTS, K1, AllOf, AnyOf, B, Leaf, Node, ScoredPage, has_marks, leaves_of
from ..vietnamese.text import spellings
from .letters import ONE_SPELLING, as_indexed, joined, letters, pattern, spelled, toneless, word_of, words_in
from .weights import WEIGHTS

Pair = tuple[str, str]
ALL_TONES_IN_ORDER, ALL_TONES = 2, 1  # tiers


class RankedPage(NamedTuple):
    """A page with its final score.

    Attributes:
        scored: the page with its score by BM25.
        pairs: what is added for neighbours of the query that are side by side on it.
        tones: the share by which the sum is raised for words with their tones.
        cited: the share by which it is raised for other pages found that cite its document.
        tier: 2 for the whole query with its tones, 1 for each of its words with them, else 0; 0 as well for a query
            without tones, or of which any word will do.
        score: the final score.
        date: the document's, ISO.
    """

    scored: ScoredPage
    pairs: float = 0.0
    tones: float = 0.0
    cited: float = 0.0
    tier: int = 0
    score: float = 0.0
    date: str = ""


class Reranker:
    """What a query asks of a page beyond BM25, prepared once for many pages."""

    def __init__(self, root: Node, pairs: Mapping[Pair, float], average: float, *, relaxed: bool = False) -> None:
        """Prepare for a query.

        Args:
            root: the query as typed.
            pairs: the weights of its `neighbours`.
            average: the average length of a page in words.
            relaxed: whether any of the words will do.
        """
        leaves = list(leaves_of(root))
        self._average = average
        self._any = relaxed or has_choice(root)
        self.has_exact_words = None if relaxed else exact_words_test(root)
        self._pairs = {(word_of(one), word_of(two)): weight for (one, two), weight in pairs.items()}
        self._plain_words = _PlainWords(word for pair in self._pairs for word in pair)
        self._toned = [leaf for leaf in leaves if leaf.toned]
        if self._any:
            self._spellings = [spelled(leaf.typed[0]) for leaf in self._toned if _is_one_word(leaf)]
            self._tests = [_tones_test(leaf) for leaf in self._toned if not _is_one_word(leaf)]
        else:
            # Each toned word with any marks, and a test for its own.
            self._words = [(_needle(leaf.words, leaf), _tones_test(leaf)) for leaf in self._toned]
            self._whole = _pattern_of(_run(root)) if self._toned and len(leaves) > 1 else None

    @property
    def reads_pages(self) -> bool:
        """Return whether pages must be read; if not, BM25 decides alone."""
        return bool(self._pairs or self._toned)

    @property
    def decides_tier_only(self) -> bool:
        """Return whether reading a page settles its tier and nothing else."""
        return not (self._pairs or self._any)

    def rank(self, page: RankedPage, title: str, heading: str, text: str, *_others: str) -> RankedPage:
        """Return a page with its final score, by its title, headings and text (NFC)."""
        in_title, in_heading, in_text = (words_in(column) if column else [] for column in (title, heading, text))
        pairs = self._score_of_pairs(page.scored, in_title, in_heading, in_text) if self._pairs else 0.0
        tones, tier = 0.0, 0
        if self._toned and self._any:
            tones = self._share_with_tones(in_title + in_text)
        elif self._toned:
            tier = self._tier(joined(in_title) + joined(in_text))
        score = (page.scored.score + pairs) * (1 + tones) * (1 + page.cited)
        return RankedPage(page.scored, pairs=pairs, tones=tones, cited=page.cited, tier=tier, score=score,
                          date=page.date)  # fmt: skip

    def _share_with_tones(self, words: Sequence[bytes]) -> float:
        """Return what a page gains by words with their tones, where one of them is not better than all without."""
        found = set(words)
        count = sum([not found.isdisjoint(spelled) for spelled in self._spellings])
        if self._tests:
            page = joined(words)
            count += sum(has_tones(page) for has_tones in self._tests)
        return WEIGHTS.tones * count / len(self._toned)

    def _tier(self, toned: bytes) -> int:
        plain = as_indexed(toned)
        present = [has_tones for word, has_tones in self._words if word in plain]
        if not present or not all(has_tones(toned) for has_tones in present):
            return 0
        return ALL_TONES_IN_ORDER if self._whole is None or self._whole.search(toned) else ALL_TONES

    def _score_of_pairs(
        self, scored: ScoredPage, title: Sequence[bytes], heading: Sequence[bytes], body: Sequence[bytes]
    ) -> float:
        in_body, in_heading, in_title, *_others = COLUMN_WEIGHTS
        hits: dict[tuple[bytes, bytes], float] = {}
        for words, weight in ((title, in_title), (heading, in_heading), (body, in_body)):
            for pair in self._pairs_in(words):
                hits[pair] = hits.get(pair, 0.0) + weight
        norm = K1 * (1 - B + B * scored.words / self._average)
        total = sum(self._pairs[pair] * (K1 + 1) * count / (count + norm) for pair, count in hits.items())
        return WEIGHTS.pairs * total

    def _pairs_in(self, words: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield each occurrence of a pair, without tones."""
        plain = [*map(self._plain_words.__getitem__, words), b""]
        for place in [place for place, word in enumerate(plain) if word]:
            if (pair := (plain[place], plain[place + 1])) in self._pairs:
                yield pair


class _PlainWords(dict[bytes, bytes]):
    """Words with tones, each with itself without them if that is one of those wanted, else empty."""

    def __init__(self, wanted: Iterable[bytes]) -> None:
        super().__init__()
        self._wanted = frozenset(wanted)

    def __missing__(self, word: bytes) -> bytes:
        plain = ONE_SPELLING.get(plain := toneless(word), plain)
        self[word] = found = plain if plain in self._wanted else b""
        return found


def exact_words_test(root: Node) -> Callable[[str], bool] | None:
    """Return a test whether a text has all that is asked for, tones included; None where no exact tones are."""
    return (lambda text: _matches(root, letters(text))) if has_exact(root) else None


def neighbours(node: Node) -> Counter[Pair]:
    """Count the words that were typed side by side, folded."""
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
    """Return the leaves in the order typed, repeats included."""
    if isinstance(node, AllOf) and all(isinstance(part, Leaf) for part in node.run):
        return tuple(part for part in node.run if isinstance(part, Leaf))
    return tuple(leaves_of(node))


def _matches(node: Node, toned: bytes) -> bool:
    if isinstance(node, Leaf):
        return _tones_test(node)(toned) if node.exact else _needle(node.words, node) in as_indexed(toned)
    if isinstance(node, AnyOf):
        return any(_matches(part, toned) for part in node.parts)
    return all(_matches(part, toned) for part in node.parts) and not any(
        _matches(part, toned) for part in node.without if has_exact(part)
    )


def has_exact(node: Node) -> bool:
    """Return whether some word must have its own tones."""
    if isinstance(node, Leaf):
        return node.exact
    return any(map(has_exact, (*node.parts, *(node.without if isinstance(node, AllOf) else ()))))


def has_choice(node: Node) -> bool:
    """Return whether there is a disjunction in a query."""
    return isinstance(node, AnyOf) or (isinstance(node, AllOf) and any(map(has_choice, node.parts)))


def _needle(words: Sequence[str], leaf: Leaf) -> bytes:
    found = letters(" ".join(words))
    return found[:-1] if leaf.prefix else found


def _tones_test(leaf: Leaf) -> Callable[[bytes], bool]:
    """Return a test whether a page has the leaf with the tones typed; a word typed without marks may have any."""
    if _has_marks(leaf) and all(len(spellings(typed, exact=leaf.exact)) == 1 for typed in leaf.typed):
        needle = _needle(leaf.typed, leaf)
        return lambda page: needle in page
    search = _pattern_of((leaf,)).search
    return lambda page: search(page) is not None


def _has_marks(leaf: Leaf) -> bool:
    """Return whether all words of a leaf must have the tones typed."""
    return leaf.exact or all(map(has_marks, leaf.typed))


def _is_one_word(leaf: Leaf) -> bool:
    return len(leaf.words) == 1 and not leaf.prefix


def phrase_pattern(leaf: Leaf) -> re.Pattern[bytes]:
    """Return a pattern for a phrase with the tones typed."""
    return _pattern_of((leaf,))


@cache
def _pattern_of(leaves: tuple[Leaf, ...]) -> re.Pattern[bytes]:
    """Return a pattern for the leaves side by side; a word typed without marks may have any."""
    words = [
        (
            spelled(typed, exact=leaf.exact),
            leaf.exact or has_marks(typed),
            leaf.prefix and place == len(leaf.words) - 1,
        )
        for leaf in leaves
        for place, typed in enumerate(leaf.typed)
    ]
    return pattern(words)
