"""The sentences of a document that are worth quoting in a study session: key points and key figures.

Points are an extractive summary. A sentence scores by its centrality in the document (degree centrality over TF-IDF
cosine: the continuous LexRank of Erkan and Radev, 2004) and by its content: whom it addresses, whether it states a norm
or a figure, its length, and how many citations it has. The best are taken one by one, with a penalty for similarity to
those already taken (maximal marginal relevance, Carbonell and Goldstein, 1998) and for sections already used.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from ..model import Figure
from ..vietnamese.text import tone_key
from .cues import Cues, load_cues
from .sentences import Sentence

# Bonuses, added to a centrality of 0..1.
_GENERAL_BONUS, _EVERY_BONUS, _NORM_BONUS, _FIGURE_BONUS = 0.25, 0.25, 0.25, 0.15
# Penalties for each citation (two at most), and for each syllable under the minimum or over the maximum.
_CITATION_PENALTY, _SHORT_PENALTY, _LONG_PENALTY = 0.35, 0.02, 0.01
_MIN_SYLLABLES, _MAX_SYLLABLES = 14, 90
# Penalties for the similarity to a chosen sentence, and for each chosen sentence of the same section.
_SIMILARITY_PENALTY, _SECTION_PENALTY = 0.9, 0.1
_REPETITION = 0.8  # share of common syllable pairs from which a sentence repeats another
_HAS_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm|lần|đồng chí|ngày|giờ|tháng)|\bquý\b|\b\d+/\d+|năm \d{4}")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_UNIT = (
    r"(?:%|phần trăm|điểm|triệu đồng|tỷ đồng|nghìn đồng|đồng(?! chí)|lượt người|lượt|người|đồng chí|đảng viên"
    r"|chi bộ|hộ|cơ quan|đơn vị|xã|huyện|lớp|cuộc|hội nghị|vụ|lần|km|ha|m2|tấn)(?!\w)"
)
# A share of a total (`24 trên 25 đảng viên`, `25/25 đảng viên`), but not a date.
_SHARE = (
    rf"(?<!tháng )(?<!ngày )(?<!quý )(?<!số )(?:{_NUMBER})(?:/| trên(?: tổng số)? | trong(?: tổng)? số )(?:{_NUMBER})"
)

Vector = dict[str, float]


class Quoted:
    """The sentences that the documents of a pack have contributed so far, to avoid repetitions."""

    def __init__(self) -> None:
        self._pairs: list[frozenset[tuple[str, str]]] = []

    def add(self, sentences: Iterable[Sentence]) -> None:
        """Add sentences that are in the pack."""
        self._pairs += [_pairs(sentence) for sentence in sentences]

    def repeats(self, sentence: Sentence) -> bool:
        """Return whether a sentence in the pack shares nearly all adjacent syllables with this one."""
        pairs = _pairs(sentence)
        return any(len(pairs & other) >= _REPETITION * min(len(pairs), len(other)) for other in self._pairs)


def _pairs(sentence: Sentence) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(sentence.words))


def choose_points(sentences: Sequence[Sentence], count: int, cues: Cues) -> list[Sentence]:
    """Return at most `count` of the sentences, in document order."""
    best = {id(sentence) for sentence in rank_points(sentences, count, cues)}
    return [sentence for sentence in sentences if id(sentence) in best]


def rank_points(sentences: Sequence[Sentence], count: int, cues: Cues) -> list[Sentence]:
    """Return at most `count` of the sentences, the best first."""
    vectors = _vectors(sentences)
    scores = [
        centrality + _content_score(sentence, cues)
        for sentence, centrality in zip(sentences, _centralities(vectors), strict=True)
    ]
    chosen: list[int] = []
    per_section: Counter[str | None] = Counter()
    similarity = [0.0] * len(sentences)
    while len(chosen) < min(count, len(sentences)):
        best = max(
            (index for index in range(len(sentences)) if index not in chosen),
            key=lambda index: (
                scores[index]
                - _SIMILARITY_PENALTY * similarity[index]
                - _SECTION_PENALTY * per_section[sentences[index].section]
            ),
        )
        chosen.append(best)
        per_section[sentences[best].section] += 1
        similarity = [max(old, _cosine(vectors[best], vector)) for old, vector in zip(similarity, vectors, strict=True)]
    return [sentences[index] for index in chosen]


def _vectors(sentences: Sequence[Sentence]) -> list[Vector]:
    """Return unit vectors of syllable TF-IDF; the collection is the document's sentences."""
    counts = [Counter(sentence.words) for sentence in sentences]
    sentence_freq = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        weights = {word: tf * math.log(1 + len(counts) / sentence_freq[word]) for word, tf in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
    return vectors


def _centralities(vectors: Sequence[Vector]) -> list[float]:
    """Return each sentence's summed similarity to all others, in 0..1, computed without comparing pairs."""
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


def _content_score(sentence: Sentence, cues: Cues) -> float:
    """Return the sum of bonuses and penalties for the content of a sentence."""
    text = tone_key(sentence.text)
    return (
        _GENERAL_BONUS * cues.addresses_many(text)
        + _EVERY_BONUS * (cues.every.match(text) is not None)
        + _NORM_BONUS * min(2, len(set(cues.norm.findall(text))))
        + _FIGURE_BONUS * bool(_HAS_FIGURE.search(text))
        - _CITATION_PENALTY * min(2, sentence.citations)
        - _SHORT_PENALTY * max(0, _MIN_SYLLABLES - len(sentence.words))
        - _LONG_PENALTY * max(0, len(sentence.words) - _MAX_SYLLABLES)
    )


def extract_figures(sentences: Iterable[Sentence]) -> Iterator[Figure]:
    """Yield the sentences with quantities, each with its quantities in order."""
    for sentence in sentences:
        found = _quantity().finditer(tone_key(sentence.text))
        values = dict.fromkeys(sentence.text[match.start() : match.end()] for match in found)
        if values:
            yield Figure(tuple(values), sentence.text, sentence.page, sentence.section)


@cache
def _quantity() -> re.Pattern[str]:
    bounds = load_cues().bound.pattern
    to = rf"(?:\s?{_UNIT})?\s?(?:-|–|đến|tới|lên|xuống|xuống còn)\s?(?:dưới |trên )?(?:{_NUMBER})"
    return re.compile(
        rf"(?:{bounds} )*(?<![\d/.,-])(?<!\d trên )(?:{_SHARE}|(?:{_NUMBER})(?:{to})?)\s?{_UNIT}(?: trở (?:lên|xuống))?"
    )
