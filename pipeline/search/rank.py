"""The best pages by BM25, looked at more closely: do the words stand side by side, and with their tones?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.search.bm25 import Scored
from pipeline.search.letters import letters, pattern, toneless
from pipeline.search.query import AllOf, AnyOf, Leaf, Node, leaves_of
from pipeline.search.weights import WEIGHTS
from pipeline.text import tone_key

# Words whose tone has an old and a new place (hoà, hòa).
_TWO_SPELLINGS = re.compile(rb"(?:oa|oe|uy) ")


class Ranked(NamedTuple):
    """A page with its final score.

    `adjacency` is the share of the query's neighbours that stand side by side on it; `tier`
    is 2 where the whole query stands there with its tones, 1 where each of its words
    does, else 0 (also for a query without tones).
    """

    scored: Scored
    adjacency: float
    tier: int
    score: float


class Closer:
    """What a query looks for on a page, prepared once for many pages."""

    def __init__(self, root: Node, *, relaxed: bool = False) -> None:
        """`relaxed` says that any of the words of `root` will do."""
        leaves = list(leaves_of(root))
        self._root = root
        self._any = relaxed or _has_choice(root)
        self.strict = not relaxed and _has_exact(root)
        self._pairs = [
            toneless(letters(f"{one.words[-1]} {two.words[0]}")) for one, two in _neighbours(root) if not one.prefix
        ]
        # A toned word: with any marks, and with its own.
        self._words = [(_anyhow(leaf), _exactly((leaf,))) for leaf in leaves if leaf.toned]
        self._whole = _exactly(tuple(leaves)) if self._words and not self._any and len(leaves) > 1 else None
        spelled = b"".join(toneless(_letters(leaf)) for leaf in leaves)
        self._lower = tone_key if (self._words or self.strict) and _TWO_SPELLINGS.search(spelled) else str.lower

    @property
    def looks(self) -> bool:
        """Whether there is anything to look for; if not, BM25 decides alone."""
        return bool(self._pairs or self._words)

    def rank(self, scored: Scored, text: str) -> Ranked:
        """The page `scored`, whose title, headings and text are `text` (NFC)."""
        toned = letters(self._lower(text))
        plain = toneless(toned)
        adjacency = sum(pair in plain for pair in self._pairs) / len(self._pairs) if self._pairs else 0.0
        present = [exact for anyhow, exact in self._words if anyhow.search(toned)]
        standing = sum(exact.search(toned) is not None for exact in present)
        score = scored.score * (1 + WEIGHTS.adjacency * adjacency)
        if self._any:
            # Any of the words: one of them with its tones is not more than all of them without.
            return Ranked(scored, adjacency, 0, score * (1 + WEIGHTS.tones * standing / max(len(self._words), 1)))
        tier = int(bool(present) and standing == len(present))
        if tier and (self._whole is None or self._whole.search(toned)):
            tier = 2
        return Ranked(scored, adjacency, tier, score)

    def holds(self, text: str) -> bool:
        """Whether a page has all that the query asks for, the tones of its exact words included."""
        return _holds(self._root, letters(tone_key(text)))


def _holds(node: Node, toned: bytes) -> bool:
    if isinstance(node, Leaf):
        return _exactly((node,)).search(toned) is not None if node.exact else bool(_anyhow(node).search(toned))
    if isinstance(node, AnyOf):
        return any(_holds(part, toned) for part in node.parts)
    return all(_holds(part, toned) for part in node.parts) and not any(
        _holds(part, toned) for part in node.without if _has_exact(part)
    )


def _has_exact(node: Node) -> bool:
    if isinstance(node, Leaf):
        return node.exact
    return any(map(_has_exact, (*node.parts, *(node.without if isinstance(node, AllOf) else ()))))


def _has_choice(node: Node) -> bool:
    return isinstance(node, AnyOf) or (isinstance(node, AllOf) and any(map(_has_choice, node.parts)))


def _letters(leaf: Leaf) -> bytes:
    return letters(" ".join(leaf.typed))


@cache
def _exactly(leaves: tuple[Leaf, ...]) -> re.Pattern[bytes]:
    """The leaves side by side; a word typed without marks may have any."""
    words = [
        (letters(typed).strip(), leaf.exact or typed != word, leaf.prefix and place == len(leaf.words) - 1)
        for leaf in leaves
        for place, (word, typed) in enumerate(zip(leaf.words, leaf.typed, strict=True))
    ]
    return pattern(words)


def _anyhow(leaf: Leaf) -> re.Pattern[bytes]:
    """The leaf with any marks."""
    return _exactly((leaf._replace(typed=leaf.words, exact=False),))


def _neighbours(node: Node) -> Iterator[tuple[Leaf, Leaf]]:
    if isinstance(node, AllOf):
        for one, two in zip(node.parts, node.parts[1:], strict=False):
            if isinstance(one, Leaf) and isinstance(two, Leaf) and one.column == two.column:
                yield one, two
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from _neighbours(part)
