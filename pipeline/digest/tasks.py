"""Who does what by when: the duties that a document's sentences lay on somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.digest.cues import Cues
from pipeline.digest.deadlines import due
from pipeline.digest.sentence import Sentence
from pipeline.model import Reason, Task
from pipeline.text import tone_key

_DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2} tháng \d{1,2}(?: năm \d{4})?|\d{1,2} của tháng \w+ \w+)"
)
_COUNT = r"(?:\d+|một|hai|ba|bốn|năm|sáu)"
_PERIOD = r"(?:tuần|tháng|quý|năm|kỳ)"
_DEADLINE = re.compile(
    rf"(?:xong |hoàn thành |kết thúc )?(?:là )?trước (?:ngày )?{_DATE}(?: hằng {_PERIOD})?"
    rf"|chậm nhất (?:là |đến )?(?:vào )?(?:hết )?(?:ngày )?{_DATE}"
    rf"|(?:hoàn thành |xong )?(?:trong |hết )(?:quý|tháng) (?:[ivx]+|\d+)(?:[ /,]+(?:năm )?\d{{4}})?"
    r"|(?:trong |đến hết |cuối |đầu )(?:năm|tháng|quý) \d{4}"
    rf"|(?:định kỳ )?(?:ít nhất )?(?:vào )?(?:hằng|hàng|mỗi) {_PERIOD}(?: (?:ít nhất )?{_COUNT} lần)?"
    rf"|(?:định kỳ )?(?:ít nhất )?{_COUNT} lần (?:mỗi|trong) (?:một )?{_PERIOD}"
    rf"|định kỳ {_COUNT} (?:tháng|tuần|năm)(?: một lần)?|{_COUNT} (?:tháng|tuần|năm) một lần"
    rf"|trong (?:thời hạn )?{_COUNT} (?:ngày|tháng|năm|giờ|phút)(?: làm việc)?"
    rf"|trước (?:ngày [^,.;]{{2,20}} )?ít nhất {_COUNT} ngày"
    r"|(?:đến )?hết (?:ngày |tháng |quý |năm )[\w/]+"
    r"|(?<=, )(?:vào )?(?:cuối|đầu) năm(?! học)|ngay trong (?:tháng|tuần|ngày|quý)"
)
_GIVEN = re.compile(r"(?:^|[,;] )(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? ")
_DETERMINER = re.compile(r"(?:(?:tất cả|toàn thể|các|từng|mỗi|những|mọi|riêng) )*")
_OPENING = re.compile(
    r"^(?:định kỳ [^,]{3,40}|trước ngày [^,]{3,30}|hằng \w+|hàng \w+|(?:sau |trước |trong )?khi [^,]{3,60}), "
)
# Behind these a verb names a thing, and one that is told of the past or suffered is no duty.
_NOUN_BEFORE = re.compile(
    r"(?:của|về|việc|(?<!nơi )công tác|kế hoạch|chương trình|nhiệm vụ|để|theo|được giao|kết quả|biên bản) $"
)
_CONDITION = re.compile(r"[^;]* thì ")  # `… thì …` says what holds in a case, not what is to be done
_NO_DUTY_BEFORE = re.compile(
    r"\s(?:đang|vẫn|từng|chưa|có thể|nên|không) $|\s(?:đã|bị|được(?! giao| phân công| cử)|vẫn còn) "
)
# Told apart by a clause, whose verbs are not the duty; of the first two nothing is asked without a modal.
_ANYBODY = ("người", "cá nhân", "cơ quan", "đơn vị")
_MODAL = re.compile(r"[^;:]*?\b(?=(?:còn |càng )?(?:phải|không được|có trách nhiệm|chịu trách nhiệm|nghiêm cấm) )")
_REPORT = re.compile(
    r"(?:báo cáo|gửi|trình)(?: (?:kết quả|về|đến|cho|lên|với))* "
    r"((?:Thường trực |Ban Thường vụ |Ban Chấp hành )?(?:Ban|Bộ|Chi bộ|Chi ủy|Chính phủ|Đảng ủy|Hội đồng|Huyện ủy|Sở"
    r"|Thủ tướng Chính phủ|Thường trực|Tỉnh ủy|Thành ủy|Trung ương|Ủy ban|Văn phòng|cấp ủy|chi bộ|chi ủy|đảng ủy)\b"
    r"(?:(?: và)? (?!báo|để|trước|theo|chậm|khi|trong|và|kết|về)[\w()]+)*)"
)
_LONGEST_NAME, _NAMED = 90, 4  # characters of an actor, actors, in the line that says whom a document binds
_LONGEST_ACTOR = 120  # characters; behind more than that the verb is another clause's


def tasks_of(sentences: Iterable[Sentence], cues: Cues) -> Iterator[Task]:
    """The task of each sentence that names somebody and a duty; `text` is the sentence, `deadline` its words."""
    for sentence in sentences:
        if parted := _actor_and_duty(sentence.text, cues):
            who, what = parted
            deadline = _deadline(sentence.text)
            yield Task(
                who, what, deadline, sentence.page, sentence.text,
                _reported_to(what), due(deadline), sentence.section,
            )  # fmt: skip


def bound(tasks: Iterable[Task]) -> Iterator[Reason]:
    """Whom a document binds: those that its tasks name, in order, a few."""
    named: dict[str, Reason] = {}
    for task in tasks:
        if task.who and len(task.who) <= _LONGEST_NAME:
            named.setdefault(tone_key(task.who), Reason("binds", task.who, task.page))
    yield from islice(named.values(), _NAMED)


def _actor_and_duty(text: str, cues: Cues) -> tuple[str, str] | None:
    key = tone_key(text)
    begin = _begin(key)
    determiner = _DETERMINER.match(key, begin)
    actor = cues.actor.match(key, determiner.end() if determiner else begin)
    if actor is None or _CONDITION.match(key, begin):
        return None
    modal = _MODAL.match(key, actor.end()) if actor[0] in _ANYBODY else None
    if actor[0] in _ANYBODY[:2] and modal is None:
        return None
    if actor[0] == "đồng chí" and not text[actor.end() + 1 : actor.end() + 2].isupper():
        return None  # `Đồng chí chủ trì …` tells what the chair did
    for verb in cues.duty.finditer(key, modal.end() if modal else actor.end()):
        if verb.start() - begin > _LONGEST_ACTOR:
            return None
        before = key[begin : verb.start()]
        if _NO_DUTY_BEFORE.search(before):
            return None
        is_modal = modal is not None and verb.start() == modal.end()
        if is_modal or not (_is_named(text, key, verb, cues) or _NOUN_BEFORE.search(before)):
            return text[begin : verb.start()].strip(" ,:"), text[verb.start() :].rstrip(" .;")
    return None


def _is_named(text: str, key: str, verb: re.Match[str], cues: Cues) -> bool:
    """Whether what looks like a verb is part of an actor: `Ban Tổ chức`, `tổ chức đảng`."""
    actor = cues.actor.match(key, verb.start())
    longer = actor is not None and actor.end() > verb.end()
    return text[verb.start()].isupper() or longer or (verb[0] == "tổ chức" and key[: verb.start()].endswith(", "))


def _begin(key: str) -> int:
    """Where the actor may begin: behind `Giao …`, `Yêu cầu …` or a time that opens the sentence."""
    if given := _GIVEN.match(key):
        return given.end()
    opening = _OPENING.match(key)
    return opening.end() if opening else 0


def _reported_to(what: str) -> str | None:
    """The body that is told of the result: `báo cáo Thường trực Tỉnh ủy`, `gửi về Văn phòng Tỉnh ủy`."""
    match = _REPORT.search(what)
    return match[1].strip() if match else None


def _deadline(text: str) -> str | None:
    match = _DEADLINE.search(tone_key(text))
    return text[match.start() : match.end()].strip() if match else None
