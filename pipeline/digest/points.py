"""The sentences of a document that are worth quoting in a study session: key points and key figures.

Points are an extractive summary. What readers marked in fourteen real documents, each document left out in turn, chose
the signals: a sentence that comes early, forbids or binds strictly, names a figure, a time or a shortcoming, and has
some length, but does not begin with the everyday verbs of a plan (`Phối hợp …`) and is no list after a colon.
Centrality, obligation alone and the words of the title added nothing. A sentence that begins with whom it binds gains
where that is a cell or its members; this was set for the use, not by what was marked. The best are taken one by one,
with a penalty for similarity to those already taken (maximal marginal relevance, Carbonell and Goldstein, 1998) and for
coming from the same part of the document.
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
from .audience import class_of_cell
from .cues import Cues, load_cues
from .deadlines import find_deadline
from .sentences import Sentence

# What a sentence gains or loses; `_EARLY` by its place, from all at the beginning to nothing at the end.
_EARLY, _STRICT, _STRICT_START, _FIGURE, _TIME, _SHORTCOMING, _DEMAND = 1.8, 1.1, 1.2, 1.1, 1.0, 0.8, 0.5
_EVERYDAY, _COLON, _SHORT, _LONG, _BACKGROUND = -0.85, -1.3, -0.8, -0.5, -1.5
_MIN_SYLLABLES, _MAX_SYLLABLES = 24, 70
_OURS = 1.0  # for one that begins with whom it binds, and that is a cell or its members
_SIMILARITY, _SAME_PART = -0.3, -0.2  # for the similarity to a chosen sentence, and for each from the same part
# A sentence about something that only the one before names, and a line of a form.
_DANGLING = re.compile(r"[^,.;:]{0,40}?\b(?:này|đó|ấy|nêu trên|nói trên|trên đây)\b")
_ITSELF = re.compile(
    r"(?:chỉ thị|nghị quyết|quy định|kế hoạch|hướng dẫn|kết luận|quyết định|nghị định|thông tư|luật|quy chế"
    r"|chương trình|đề án|điều|khoản|thông báo|công văn) này\b"
)
_LABEL = re.compile(
    r"(?:đơn vị|cơ quan|lãnh đạo|người) (?:chủ trì|phối hợp|phụ trách|thực hiện)[^:]{0,30}:|kính gửi|nơi nhận"
    r"|(?:thời gian|địa điểm|thành phần|đối tượng|số lượng|hình thức|lưu ý)[^:]{0,20}:"
)
_STRICT_OPENING = re.compile(r"(?:tuyệt đối )?không |nghiêm cấm|chỉ (?!đạo|thị|tiêu)|kiên quyết|kỷ luật|xử lý nghiêm")
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
    """Return at most `count` of the sentences, the best first; none that only another one explains."""
    sentences = [sentence for sentence in sentences if is_clear(sentence)]
    vectors = _vectors(sentences)
    values = [
        _EARLY * (1 - place / len(sentences)) + _content_value(sentence, cues)
        for place, sentence in enumerate(sentences)
    ]
    chosen: list[int] = []
    quoted = Quoted()
    parts: Counter[str] = Counter()
    similarity = [0.0] * len(sentences)
    left = set(range(len(sentences)))

    def value(index: int) -> float:
        return values[index] + _SIMILARITY * similarity[index] + _SAME_PART * parts[_part(sentences[index])]

    while left and len(chosen) < count:
        best = max(sorted(left), key=value)
        left.remove(best)
        if quoted.repeats(sentences[best]) or _overlaps(sentences[best], [sentences[index] for index in chosen]):
            continue
        quoted.add([sentences[best]])
        chosen.append(best)
        parts[_part(sentences[best])] += 1
        similarity = [max(old, _cosine(vectors[best], vector)) for old, vector in zip(similarity, vectors, strict=True)]
    return [sentences[index] for index in chosen]


def _overlaps(sentence: Sentence, chosen: Iterable[Sentence]) -> bool:
    """Return whether a sentence is in the line that introduces a chosen one, or the other way round."""
    own = sentence.lead.text if sentence.lead else ""
    return any(each.text in own or (each.lead and sentence.text in each.lead.text) for each in chosen)


def _part(sentence: Sentence) -> str:
    return sentence.titles[0] if sentence.titles else ""


def is_clear(sentence: Sentence) -> bool:
    """Return whether a sentence can be understood alone or with its lead."""
    key = tone_key(sentence.text)
    lead = tone_key(sentence.lead.text) if sentence.lead else ""
    if _LABEL.match(key) or _LABEL.match(lead):
        return False
    dangling = _DANGLING.match(key)
    return dangling is None or _ITSELF.search(key[: dangling.end()]) is not None


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


def _cosine(left: Vector, right: Vector) -> float:
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right.get(word, 0.0) for word, weight in left.items())


def _content_value(sentence: Sentence, cues: Cues) -> float:
    """Return what a sentence gains and loses by its words."""
    text, length = tone_key(sentence.text), len(sentence.words)
    return (
        _STRICT * (cues.strict.search(text) is not None)
        + _DEMAND * (cues.modal.search(text) is not None)
        + _STRICT_START * (_STRICT_OPENING.match(text) is not None)
        + _FIGURE * (_HAS_FIGURE.search(text) is not None)
        + _TIME * (find_deadline(sentence.text) is not None)
        + _SHORTCOMING * (cues.shortcoming.search(text) is not None)
        + _EVERYDAY * _is_everyday(text, cues)
        + _COLON * (":" in sentence.text)
        + _SHORT * (length < _MIN_SYLLABLES)
        + _LONG * (length >= _MAX_SYLLABLES)
        + _OURS * (class_of_cell().match(text) is not None)
        + _BACKGROUND * (cues.background.search(text) is not None)
    )


def _is_everyday(key: str, cues: Cues) -> bool:
    """Return whether a sentence begins with an everyday duty, or with a body and one."""
    actor = cues.actor_at(key, 0)
    verb = cues.duty.search(key, actor.end()) if actor else None
    return cues.everyday.match(key, verb.start() if verb else 0) is not None


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
