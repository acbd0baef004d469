"""The sentences of a document that are worth quoting in a study session: key points and key figures.

Points are an extractive summary. A sentence scores by its centrality in the document (degree centrality over TF-IDF
cosine: the continuous LexRank of Erkan and Radev, 2004) and by its content: whom it addresses, whether it states a norm
or a figure, its length, and how many citations it has. The best are taken one by one, with a penalty for similarity to
those already taken (maximal marginal relevance, Carbonell and Goldstein, 1998).
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
from .deadlines import due_date, find_deadline, recurrence_rule
from .sentences import Sentence

# Added to the score: a whole class of people or every one is addressed; something is demanded or must not be; a figure
# or quantity is named; the section is about aims or principles; the sentence is early in the document.
_GENERAL_BONUS, _EVERY_BONUS, _NORM_BONUS, _DEMAND_BONUS, _STRICT_BONUS = 0.25, 0.4, 0.1, 0.5, 0.5
_FIGURE_BONUS, _QUANTITY_BONUS, _AIMS_BONUS, _EARLY_BONUS, _CENTRALITY = 0.15, 0.4, 0.4, 0.1, 0.9
# Taken from it: for each citation (two at most); for the task of one body, which is in the list of tasks; for
# a list after a colon; for a case, an aim without a demand, thanks or a definition; for each syllable under the minimum
# or over the maximum.
_CITATION_PENALTY, _ONE_BODY_PENALTY, _COLON_PENALTY, _ASIDE_PENALTY = 0.5, 0.4, 0.25, 0.3
_SHORT_PENALTY, _LONG_PENALTY = 0.02, 0.0033
_MIN_SYLLABLES, _MAX_SYLLABLES = 14, 60
_SIMILARITY_PENALTY = 0.5  # for the similarity to a chosen sentence
_DEMAND = re.compile(r"\bphải\b|có trách nhiệm|không được|bắt buộc")
_STRICT = re.compile(r"(?:tuyệt đối )?không |nghiêm cấm|chỉ (?!đạo|thị|tiêu)|kiên quyết|kỷ luật|xử lý nghiêm")
_AIMS = re.compile(r"mục đích|mục tiêu|yêu cầu|quan điểm|nguyên tắc|chỉ tiêu")
_ASIDE = re.compile(
    r"(?:trong )?(?:các )?trường hợp |(?:để|nhằm) |[^.;]{0,120}?(?:ghi nhận|đánh giá cao|thời gian (?:vừa )?qua)\b"
    r"|[^,;]{3,40} là \w+ (?:mà|do|được)\b|[^,;]{3,40} là (?:việc|người|văn bản|hình thức|loại) "
)
_MAX_TITLE = 100  # characters of a heading that says what its section is about
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
    centralities = _centralities(vectors)
    scores = [
        _CENTRALITY * centrality + _content_score(sentence, cues) + _EARLY_BONUS * (1 - place / len(sentences))
        for place, (sentence, centrality) in enumerate(zip(sentences, centralities, strict=True))
    ]
    chosen: list[int] = []
    quoted = Quoted()
    similarity = [0.0] * len(sentences)
    left = set(range(len(sentences)))
    while left and len(chosen) < count:
        best = max(sorted(left), key=lambda index: scores[index] - _SIMILARITY_PENALTY * similarity[index])
        left.remove(best)
        if quoted.repeats(sentences[best]):
            continue
        quoted.add([sentences[best]])
        chosen.append(best)
        similarity = [max(old, _cosine(vectors[best], vector)) for old, vector in zip(similarity, vectors, strict=True)]
    return [sentences[index] for index in chosen]


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
    titles = [tone_key(title) for title in sentence.titles if len(title) < _MAX_TITLE]
    return (
        _GENERAL_BONUS * cues.addresses_many(text)
        + _EVERY_BONUS * (cues.every.match(text) is not None)
        + _NORM_BONUS * min(2, len(set(cues.norm.findall(text))))
        + _DEMAND_BONUS * (_DEMAND.search(text) is not None)
        + _STRICT_BONUS * (_STRICT.match(text) is not None)
        + _FIGURE_BONUS * (_HAS_FIGURE.search(text) is not None)
        + _QUANTITY_BONUS * (_quantity().search(text) is not None)
        + _AIMS_BONUS * any(_AIMS.search(title) for title in titles)
        - _ONE_BODY_PENALTY * _is_of_one_body(sentence, cues)
        - _ASIDE_PENALTY * (_ASIDE.match(text) is not None)
        - _COLON_PENALTY * (":" in sentence.text)
        - _CITATION_PENALTY * min(2, sentence.citations)
        - _SHORT_PENALTY * max(0, _MIN_SYLLABLES - len(sentence.words))
        - _LONG_PENALTY * max(0, len(sentence.words) - _MAX_SYLLABLES)
    )


def _is_of_one_body(sentence: Sentence, cues: Cues) -> bool:
    """Return whether the sentence is an undated task under the heading of a body."""
    owned = sentence.owner is not None or (
        sentence.lead is not None and cues.assignee_of(sentence.lead.text) is not None
    )
    deadline = find_deadline(sentence.text) if owned else None
    return owned and due_date(deadline) is None and recurrence_rule(deadline) is None


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
