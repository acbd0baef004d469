"""The figures and targets that a document names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.digest.sentence import Sentence
from pipeline.model import Figure
from pipeline.text import tone_key

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_VALUE = re.compile(
    rf"(?:(?<!\d )(?:ít nhất|tối thiểu|tối đa|không quá|trên|dưới|từ|khoảng|đạt|hơn|gần) )*(?<![\d/.,-])(?:{_NUMBER})"
    rf"(?:\s?(?:-|–|đến|tới)\s?(?:dưới )?(?:{_NUMBER}))?"
    r"\s?(?:%|phần trăm|điểm|triệu đồng|tỷ đồng|nghìn đồng|đồng(?! chí)|lượt người|lượt|người|đồng chí|đảng viên"
    r"|chi bộ|hộ|cơ quan|đơn vị|xã|huyện|lớp|cuộc|hội nghị|vụ|lần|km|ha|m2|tấn)(?!\w)"
)


def figures_of(sentences: Iterable[Sentence]) -> Iterator[Figure]:
    """The sentences that name a quantity, each with its quantities in order."""
    for sentence in sentences:
        found = _VALUE.finditer(tone_key(sentence.text))
        values = dict.fromkeys(sentence.text[match.start() : match.end()] for match in found)
        if values:
            yield Figure(tuple(values), sentence.text, sentence.page, sentence.section)
