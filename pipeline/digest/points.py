"""Which sentences of a document are worth quoting in a study session.

Extractive: a sentence's centrality in the document (degree centrality over
TF-IDF cosine, the continuous LexRank of Erkan and Radev, 2004, whose sum over
all pairs a single pass gives) is weighed with what it obliges to, how it is
placed and whether it names a date or figure; then the best are taken one by one, each
damped by its likeness to those taken (maximal marginal relevance, Carbonell
and Goldstein, 1998) and by how often its section was drawn from.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.digest.cues import Cues
from pipeline.digest.sentence import Sentence
from pipeline.text import tone_key

OBLIGATION, FIGURE, OPENING = 0.5, 0.25, 0.2  # added to a centrality of 0..1
REPEAT, SAME_SECTION = 0.9, 0.15  # taken off for likeness to a chosen sentence, for each of its section
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm|lần|đồng chí|ngày|giờ|tháng)|\bquý\b|\b\d+/\d+|năm \d{4}")

Vector = dict[str, float]


def choose_points(sentences: Sequence[Sentence], count: int, cues: Cues) -> list[Sentence]:
    """At most `count` of the sentences, in document order."""
    vectors = _vectors(sentences)
    merit = [
        centrality + _cue_weight(sentence, cues)
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


def _cue_weight(sentence: Sentence, cues: Cues) -> float:
    text = tone_key(sentence.text)
    obliges = min(2, len(set(cues.obligation.findall(text)))) / 2
    return OBLIGATION * obliges + FIGURE * bool(_FIGURE.search(text)) + OPENING * sentence.opens
