"""The figures and targets that a document names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..model import Figure
from ..vietnamese.text import tone_key
from .cues import load_cues
from .sentence import Sentence

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_UNIT = (
    r"(?:%|phần trăm|điểm|triệu đồng|tỷ đồng|nghìn đồng|đồng(?! chí)|lượt người|lượt|người|đồng chí|đảng viên"
    r"|chi bộ|hộ|cơ quan|đơn vị|xã|huyện|lớp|cuộc|hội nghị|vụ|lần|km|ha|m2|tấn)(?!\w)"
)
# `24 trên 25 đảng viên`, `25/25 đảng viên`: of how many; not the month and year of a day.
_SHARE = (
    rf"(?<!tháng )(?<!ngày )(?<!quý )(?<!số )(?:{_NUMBER})(?:/| trên(?: tổng số)? | trong(?: tổng)? số )(?:{_NUMBER})"
)


def figures_of(sentences: Iterable[Sentence]) -> Iterator[Figure]:
    """The sentences that name a quantity, each with its quantities in order."""
    for sentence in sentences:
        found = _values().finditer(tone_key(sentence.text))
        values = dict.fromkeys(sentence.text[match.start() : match.end()] for match in found)
        if values:
            yield Figure(tuple(values), sentence.text, sentence.page, sentence.section)


@cache
def _values() -> re.Pattern[str]:
    bounds = load_cues().bound.pattern
    to = rf"(?:\s?{_UNIT})?\s?(?:-|–|đến|tới|lên|xuống|xuống còn)\s?(?:dưới |trên )?(?:{_NUMBER})"
    return re.compile(
        rf"(?:{bounds} )*(?<![\d/.,-])(?<!\d trên )(?:{_SHARE}|(?:{_NUMBER})(?:{to})?)\s?{_UNIT}(?: trở (?:lên|xuống))?"
    )
