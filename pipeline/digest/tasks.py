"""Who does what by when: the duties that a document's sentences lay on somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.digest.cues import Cues
from pipeline.digest.sentence import Sentence
from pipeline.model import Task
from pipeline.text import tone_key

_DATE = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2} tháng \d{1,2}(?: năm \d{4})?)"
_DEADLINE = re.compile(
    rf"(?:xong |chậm nhất |hoàn thành )?(?:là )?trước (?:ngày )?{_DATE}(?: hằng (?:tháng|quý|năm))?"
    rf"|chậm nhất (?:là |đến )?(?:vào )?(?:hết )?(?:ngày )?{_DATE}"
    r"|(?:trong |xong trong |hết )(?:quý|tháng) (?:[ivx]+|\d+)(?:[ /,]+(?:năm )?\d{4})?"
    r"|(?:định kỳ |vào )?(?:hằng|hàng|mỗi) (?:tháng|quý|năm|tuần)"
    r"|(?:định kỳ )?\d+ tháng(?: một lần)?(?=[,;. ]|$)"
    r"|trong (?:thời hạn )?\d+ ngày(?: làm việc)?"
    r"|(?:đến )?hết (?:ngày |tháng |quý |năm )[\w/]+"
)
_GIVEN = re.compile(r"(?:^|[,;] )(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? ")
_LONGEST_ACTOR = 160  # characters; behind more than that the verb is another clause's
_OPENING = re.compile(r"^(?:định kỳ [^,]{3,40}|trước ngày [^,]{3,30}|hằng \w+|hàng \w+), ")


def tasks_of(sentences: Iterable[Sentence], cues: Cues) -> Iterator[Task]:
    """The task of each sentence that names somebody and a duty; `text` is the sentence, `deadline` its words."""
    for sentence in sentences:
        if parted := _actor_and_duty(sentence.text, cues):
            who, what = parted
            yield Task(who, what, _deadline(sentence.text), sentence.page, sentence.text)


def _actor_and_duty(text: str, cues: Cues) -> tuple[str, str] | None:
    key = tone_key(text)
    begin = _begin(key)
    if not cues.actor.match(key, begin):
        return None
    duty = next((start for start in _duties(text, key, begin, cues)), None)
    if duty is None or duty - begin > _LONGEST_ACTOR:
        return None
    who = text[begin:duty].strip(" ,:")
    return (who, text[duty:].rstrip(" .;")) if who else None


def _duties(text: str, key: str, begin: int, cues: Cues) -> Iterator[int]:
    """Where a verb of duty stands; `Tổ chức` in `Ban Tổ chức` and `tổ chức đảng` are parts of an actor."""
    for match in cues.duty.finditer(key, begin):
        if not text[match.start()].isupper() and not cues.actor.match(key, match.start()):
            yield match.start()


def _begin(key: str) -> int:
    """Where the actor may begin: behind `Giao …`, `Yêu cầu …` or a time that opens the sentence."""
    if given := _GIVEN.match(key):
        return given.end()
    opening = _OPENING.match(key)
    return opening.end() if opening else 0


def _deadline(text: str) -> str | None:
    match = _DEADLINE.search(tone_key(text))
    return text[match.start() : match.end()].strip() if match else None
