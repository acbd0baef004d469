"""Which sentences of a document are worth quoting in a study session.

Extractive: a sentence's centrality in the document (degree centrality over
TF-IDF cosine, the continuous LexRank of Erkan and Radev, 2004, whose sum over
all pairs a single pass gives) is weighed with what it says: to whom it speaks, whether it tells what is
right, whether it stands alone or lives on citations; then the best are taken one by one, each
damped by its likeness to those taken (maximal marginal relevance, Carbonell
and Goldstein, 1998) and by how often its section was drawn from.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..vietnamese.text import tone_key
from .cues import Cues
from .sentence import Sentence

GENERAL, EVERY, NORM, FIGURE = 0.25, 0.25, 0.25, 0.15  # added to a centrality of 0..1
CITATION, SHORT, LONG = 0.35, 0.02, 0.01  # taken off for each citation (two at most), each syllable missing or too many
_SHORT, _LONG = 14, 90  # syllables
SAME = 0.8  # of two sentences' pairs of syllables: then one repeats the other
REPEAT, SAME_SECTION = 0.9, 0.1  # taken off for likeness to a chosen sentence, for each of its section
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm|lần|đồng chí|ngày|giờ|tháng)|\bquý\b|\b\d+/\d+|năm \d{4}")

Vector = dict[str, float]


class Said:
    """What the documents of a pack have said so far, so that none says it again."""

    def __init__(self) -> None:
        self._pairs: list[frozenset[tuple[str, str]]] = []

    def add(self, sentences: Iterable[Sentence]) -> None:
        """These are in the pack."""
        self._pairs += [_pairs(sentence) for sentence in sentences]

    def before(self, sentence: Sentence) -> bool:
        """Whether a sentence in the pack has nearly all neighbouring syllables of this one."""
        pairs = _pairs(sentence)
        return any(len(pairs & said) >= SAME * min(len(pairs), len(said)) for said in self._pairs)


def _pairs(sentence: Sentence) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(sentence.words))


def choose_points(sentences: Sequence[Sentence], count: int, cues: Cues) -> list[Sentence]:
    """At most `count` of the sentences, in document order."""
    vectors = _vectors(sentences)
    merit = [
        centrality + _weight(sentence, cues)
        for sentence, centrality in zip(sentences, _centrality(vectors), strict=True)
    ]
    chosen: list[int] = []
    from_section: Counter[str | None] = Counter()
    likeness = [0.0] * len(sentences)
    while len(chosen) < min(count, len(sentences)):
        best = max(
            (index for index in range(len(sentences)) if index not in chosen),
            key=lambda index: (
                merit[index] - REPEAT * likeness[index] - SAME_SECTION * from_section[sentences[index].section]
            ),
        )
        chosen.append(best)
        from_section[sentences[best].section] += 1
        likeness = [max(old, _cosine(vectors[best], vector)) for old, vector in zip(likeness, vectors, strict=True)]
    return [sentences[index] for index in sorted(chosen)]


def _vectors(sentences: Sequence[Sentence]) -> list[Vector]:
    """Unit vectors of syllable TF-IDF, the document's sentences being the collection."""
    counts = [Counter(sentence.words) for sentence in sentences]
    holding = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        weights = {word: tf * math.log(1 + len(counts) / holding[word]) for word, tf in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
    return vectors


def _centrality(vectors: Sequence[Vector]) -> list[float]:
    """Each sentence's summed likeness to all others, the highest being 1."""
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    sums = [sum(weight * total[word] for word, weight in vector.items()) - 1.0 for vector in vectors]
    highest = max(sums, default=0.0)
    return [value / highest if highest > 0 else 0.0 for value in sums]


def _cosine(left: Vector, right: Vector) -> float:
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right.get(word, 0.0) for word, weight in left.items())


def _weight(sentence: Sentence, cues: Cues) -> float:
    """What a sentence is worth for what it says: to whom it speaks, what it asks, and that it says it itself."""
    text = tone_key(sentence.text)
    return (
        GENERAL * cues.speaks_to_many(text)
        + EVERY * (cues.every.match(text) is not None)
        + NORM * min(2, len(set(cues.norm.findall(text))))
        + FIGURE * bool(_FIGURE.search(text))
        - CITATION * min(2, sentence.cites)
        - SHORT * max(0, _SHORT - len(sentence.words))
        - LONG * max(0, len(sentence.words) - _LONG)
    )
