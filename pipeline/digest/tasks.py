"""Tasks: who does what by when, according to the sentences of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from ..model import Reason, Task
from ..vietnamese.text import tone_key
from .cues import Cues
from .deadlines import due_date, find_deadline
from .sentences import Lead, Sentence

_ASSIGNMENT = re.compile(r"(?:^|[,;] )(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? ")
_RECURRENCE = re.compile(r"(?:định kỳ )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm),? ")
_TIME_OR_OCCASION = re.compile(
    r"(?:định kỳ|trước ngày|hằng|hàng|(?:sau |trước |trong )?khi|sau mỗi|căn cứ"
    r"|(?:trong|từ|đến) (?:năm|tháng|quý|ngày)) "
)
_AT_PLACE = re.compile(r"\bnơi(?: (?:có )?(?:đảng viên|người \w+ \w+))?$")
_IF = re.compile(r"[ ,;](?:nếu|trường hợp) ")
_PASSIVE = re.compile(r"(?:phải|cần) (?:được|bị|là) ")
_DEFINED_ELSEWHERE = re.compile(r"(?:phải )?thực hiện theo (?:đúng )?(?:quy định|hướng dẫn|tiết|điểm|khoản|điều)\b")
_FREQUENCY = re.compile(r"(?<= )(?:mỗi|hằng|hàng) (?:tuần|tháng|quý|năm) $")
_BRACKETED = re.compile(r"\([^()]*\)")
_REPORT = re.compile(r"(?:báo cáo|gửi|trình)(?: (?:kết quả|về|đến|cho|lên|với))* ")
_COMMITTEE = re.compile(
    r"(?:các )?(?:cấp ủy|chi bộ|chi ủy|đảng ủy|ban thường vụ cấp ủy)"
    r"(?: (?:cấp trên|trực tiếp|cơ sở|có thẩm quyền|của tổ chức cơ sở đảng))*\b"
)
_PLACE = re.compile(r" (?:nhân dân|tỉnh|huyện|xã|thành phố)\b")
_WORD = re.compile(r" \w+")
_MAX_NAME, _MAX_BOUND = 70, 4  # characters of an actor, and actors, in the line that says whom a document binds
_MAX_ACTOR, _MAX_ACTOR_LIST = (
    120,
    240,
)  # characters up to its verb, and up to its modal verb
_MAX_OPENING = 160  # characters of the time or occasion before the actor


def extract_tasks(sentences: Iterable[Sentence], cues: Cues, issued: date | None = None) -> Iterator[Task]:
    """Yield a task for each sentence with an actor and a duty, or with a duty under a line that names the actor.

    A day before the document was `issued` is not taken for a deadline.
    """
    for sentence in sentences:
        own = None if sentence.is_report else _split_actor_and_duty(sentence.text, cues)
        assigned = None if own or sentence.is_report else _assigned_by_lead(sentence, cues)
        if found := own or assigned:
            who, what = found
            deadline = find_deadline(sentence.text, issued)
            yield Task(
                who=who,
                what=what,
                deadline=deadline,
                page=sentence.page,
                text=sentence.text,
                report_to=_report_recipient(what, cues),
                due=due_date(deadline),
                section=sentence.section,
                who_page=sentence.lead.page if assigned and sentence.lead else sentence.page,
            )


def bound_actors(tasks: Iterable[Task]) -> Iterator[Reason]:
    """Yield whom a document binds: the few actors that its tasks name most often, in the order of the document."""
    named = [task for task in tasks if task.who and len(task.who) <= _MAX_NAME]
    counts = Counter(tone_key(task.who or "") for task in named)
    chosen = {who for who, _count in counts.most_common(_MAX_BOUND)}
    for task in named:
        if task.who and (who := tone_key(task.who)) in chosen:
            chosen.remove(who)
            yield Reason("binds", task.who, task.who_page)


def count_actors(tasks: Iterable[Task]) -> int:
    """Return the number of different actors of the tasks."""
    return len({tone_key(task.who) for task in tasks if task.who})


def _assigned_by_lead(sentence: Sentence, cues: Cues) -> tuple[str, str] | None:
    """Return the actor of the line above and the duty, if the sentence begins with what is to be done."""
    lead = sentence.lead
    who = cues.assignee_of(lead.text) if lead else None
    key = tone_key(sentence.text)
    if lead is None or who is None or _is_conditional(key, 0, None, cues) or _TIME_OR_OCCASION.match(key):
        return None
    clause = key[:_MAX_ACTOR].partition(",")[0]
    is_description = cues.descriptive.search(clause) or cues.defines.search(clause) or key.startswith("(")
    if cues.duty.match(key) or (_lists_duties(lead, cues) and not is_description):
        return who, sentence.text.rstrip(" .;/")
    return None


def _lists_duties(lead: Lead, cues: Cues) -> bool:
    return lead.introduces and cues.charge.search(tone_key(lead.text)) is not None


def _split_actor_and_duty(text: str, cues: Cues) -> tuple[str, str] | None:
    # Text in brackets has neither the verb nor the actor.
    key = _BRACKETED.sub(lambda match: "_" * len(match[0]), tone_key(text))
    begin = _actor_start(key, cues)
    actor = cues.actor_at(key, begin)
    if actor is None:
        return None
    colon = key.find(": ", actor.end(), begin + _MAX_ACTOR)
    if colon > 0 and cues.duty.match(key, colon + 2) and not cues.modal.search(key, actor.end(), colon):
        return _split(text, begin, colon, colon + 2)
    modal = _modal_start(key, actor.end(), cues)
    if _is_conditional(key, begin, modal, cues):
        return None
    if actor[0] == "đồng chí" and not text[actor.end() + 1 : actor.end() + 2].isupper():
        return None  # `Đồng chí chủ trì …` reports what the chair did
    if modal is not None and (cues.anybody.fullmatch(actor[0]) or _only_qualifies_actor(key, actor.end(), modal, cues)):
        verb: int | None = modal
    else:
        verb = None if actor[0] in {"người", "cá nhân"} else _duty_start(text, key, begin, actor.end(), cues=cues)
    if (
        verb is None
        or cues.open.search(key, actor.end(), verb)
        or _is_waived(key, actor.end(), verb, cues)
        or _PASSIVE.match(key, verb)
        or _DEFINED_ELSEWHERE.match(key, verb)
        or (modal is None and _is_descriptive(key, actor.end(), verb, cues))
    ):
        return None
    duty = _include_adverb(key, verb, cues)
    return _split(text, begin, duty, duty)


def _duty_start(text: str, key: str, begin: int, end: int, cues: Cues) -> int | None:
    """Return the offset of the first verb of duty after the actor, which ends at `end`; None if nothing is asked."""
    names = cues.names_in(key, begin, begin + _MAX_ACTOR + 40)
    for verb in cues.duty.finditer(key, end, begin + _MAX_ACTOR + 40):
        if verb.start() - begin > _MAX_ACTOR or ";" in key[end : verb.start()]:
            return None
        if any(start <= verb.start() and verb.end() <= stop and (start, stop) != verb.span() for start, stop in names):
            continue
        if _is_not_asked(key[end : verb.start()], cues):
            return None
        in_list = verb[0] == "tổ chức" and key[: verb.start()].endswith(", ")
        if not (text[verb.start()].isupper() or in_list or _is_nominalized(key[: verb.start()], cues)):
            return verb.start()
    return None


def _include_adverb(key: str, verb: int, cues: Cues) -> int:
    """Return the start of the duty with an adverb or frequency before its verb: `càng phải`, `mỗi tháng họp`."""
    if often := _FREQUENCY.search(key, 0, verb):
        return often.start()
    before = [match for match in cues.adverb.finditer(key, max(0, verb - 8), verb) if match.end() + 1 == verb]
    return before[-1].start() if before else verb


def _only_qualifies_actor(key: str, begin: int, modal: int, cues: Cues) -> bool:
    """Return whether the words between actor and modal verb only specify the actor: `giữ chức vụ lãnh đạo`.

    They do not if a verb among them has an actor as its object (`chỉ đạo chi bộ`), or follows a comma.
    """
    between = key[begin:modal]
    while between.startswith(", ") and (actor := cues.actor_at(key, begin + 2)):
        begin = actor.end()  # another actor of the list
        between = key[begin:modal]
    if "," in between:
        return not cues.duty.search(between)
    return not any(cues.actor_at(key, verb.end() + 1) for verb in cues.command.finditer(key, begin, modal))


def _split(text: str, begin: int, end: int, duty: int) -> tuple[str, str]:
    return text[begin:end].strip(" ,:"), text[duty:].rstrip(" .;/")


def _is_conditional(key: str, begin: int, modal: int | None, cues: Cues) -> bool:
    """Return whether a condition (`… thì …`) comes before the duty, and not only in a clause after `nếu`."""
    condition = cues.condition.search(key.partition(";")[0], begin)
    if condition is None:
        return False
    before = modal if modal is not None else len(_IF.split(key, maxsplit=1)[0])
    return condition.start() < before


def _modal_start(key: str, begin: int, cues: Cues) -> int | None:
    """Return the offset of the first modal verb in the clause that begins at `begin`."""
    names = cues.names_in(key, begin, begin + _MAX_ACTOR_LIST)
    for match in cues.modal.finditer(key, begin, begin + _MAX_ACTOR_LIST):
        if not any(start < match.start() < stop for start, stop in names):
            return match.start() if not {";", ":"} & set(key[begin : match.start()]) else None
    return None


def _is_not_asked(between: str, cues: Cues) -> bool:
    """Return whether the words between actor and verb are in the past, passive, or express a possibility."""
    descriptive = cues.descriptive.search(cues.charged.sub("", between))
    doubt = [match.end() for match in cues.doubt.finditer(between)]
    return descriptive is not None or bool(doubt and not between[doubt[-1] :].strip())


def _is_waived(key: str, begin: int, verb: int, cues: Cues) -> bool:
    """Return whether the modal verb is negated: `chưa phải báo cáo`, `không nhất thiết phải`."""
    before = key[begin:verb].rstrip()
    return any(match.end() == len(before) for match in cues.waived.finditer(before))


def _is_descriptive(key: str, begin: int, verb: int, cues: Cues) -> bool:
    """Return whether the clause says what somebody is or how something was done, and asks for nothing."""
    if cues.defines.search(key, begin, verb):
        return True
    clause = key[verb:].partition(";")[0].partition(",")[0]
    defined = cues.defines.search(clause)
    return cues.assessed.search(clause) is not None or (defined is not None and defined[0].startswith("là "))


def _is_nominalized(before: str, cues: Cues) -> bool:
    """Return whether the words before turn a verb into a noun: `kế hoạch thực hiện`, `việc tổ chức`."""
    stripped = before.rstrip()
    if _AT_PLACE.search(stripped):
        return True
    place = [match.end() for match in cues.place.finditer(stripped)]
    noun = [match.end() for match in cues.noun.finditer(stripped)]
    return bool(noun) and noun[-1] == len(stripped) and not (place and place[-1] == len(stripped))


def _actor_start(key: str, cues: Cues) -> int:
    """Return where the actor may begin: after `Giao …`, `Yêu cầu …`, or an opening time or occasion, else 0."""
    if given := _ASSIGNMENT.match(key):
        return given.end()
    regularly = _RECURRENCE.match(key)
    if regularly and cues.actor_at(key, regularly.end()):
        return regularly.end()
    if not _TIME_OR_OCCASION.match(key) or cues.actor_at(key, 0):
        return 0
    commas = (match.end() for match in re.finditer(", ", key[:_MAX_OPENING]))
    return next((comma for comma in commas if cues.actor_at(key, comma)), 0)


def _report_recipient(what: str, cues: Cues) -> str | None:
    """Return the body that receives the report: `báo cáo Thường trực Tỉnh ủy`, `gửi về Văn phòng Tỉnh ủy`."""
    key = tone_key(what)
    for report in _REPORT.finditer(key):
        body = cues.body.match(key, report.end())
        if body and what[body.start()].isupper():
            return what[body.start() : _name_end(what, key, body.end(), cues)]
        if committee := _COMMITTEE.match(key, report.end()):
            return what[committee.start() : committee.end()]
    return None


def _name_end(what: str, key: str, end: int, cues: Cues) -> int:
    """Return where a body's name ends: capitals, each with its second syllable (`Thường vụ`), and the place."""
    while word := _WORD.match(what, end):
        if what[end + 1].isupper():
            end = word.end()
            completing = _WORD.match(what, end)
            if completing and what[end + 1].islower() and not cues.after_name.match(key, end + 1):
                end = completing.end()
        elif place := _PLACE.match(key, end):
            end = place.end()
        else:
            break
    return end
