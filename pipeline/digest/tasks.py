"""Tasks: who does what by when, according to the sentences of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from ..model import Document, Reason, Task
from ..vietnamese.text import tone_key
from .cues import Cues
from .deadlines import due_date, find_deadline, recurrence_rule
from .sentences import Lead, Sentence, task_sentences
from .task_table import table_tasks

_CHARGES_OTHER = re.compile(r"(?:^|[,;] | )(?:trân trọng |kính )?(?:giao|yêu cầu|đề nghị|ủy quyền)(?: cho)? ")
_CARRIES_OUT = re.compile(r" (?:chịu|có) trách nhiệm (?:thi hành|thực hiện|chỉ đạo|triển khai|tổ chức)\b")
_PARTNER = re.compile(r"\bphối hợp(?: \w+){0,2} với ")
_AFTER_PARTNER = re.compile(r"(?:,? (?:trong|để|và|nhằm|căn cứ .*))?[ ,]*$", re.IGNORECASE)
_OWN_TARGET = re.compile(
    r"(?:thời gian|thời hạn|tiến độ)[^:;.]{1,80}: |(?:phấn đấu|hoàn thành|số hóa|kết nạp|xây dựng|tổ chức|rà soát"
    r"|ban hành|báo cáo|đưa|thành lập|bố trí|sơ kết|tổng kết|lập|trồng|đào tạo|bồi dưỡng|tập huấn|cấp|sắp xếp"
    r"|giải quyết|xóa|mỗi) "
)
_IN_FORCE = re.compile(r"\b(?:hiệu lực|thi hành kể từ|thay thế)\b")
_PASSED_ON = re.compile(r"(?:phân công|chỉ đạo|yêu cầu|cử) ")
_MANNER = re.compile(
    r"(?:^| )(?:quan tâm|sớm|khẩn trương|kịp thời|tập trung|có ý kiến|chủ động|tích cực|thường xuyên|nghiêm túc)"
    r"(?:,| và)?$"
)
_DANGLING = re.compile(r"[ ,](?:và|của|về|để|với|cho|theo|tại|trong|do|bởi|là|hoặc|trân trọng|kính|khi|nếu|thì)$")
_ASSIGNMENT = re.compile(r"(?:^|[,;] )(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? ")
_RECURRENCE = re.compile(r"(?:định kỳ )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm),? ")
_TIME_OR_OCCASION = re.compile(
    r"(?:định kỳ|trước ngày|trong quá trình|hằng|hàng|(?:sau |trước |trong )?khi|sau mỗi|căn cứ"
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
        if sentence.is_report:
            continue
        deadline = find_deadline(sentence.text, issued)
        if found := _assignment(sentence, deadline, cues):
            who, what, who_page = found
            yield Task(
                who=who,
                what=what,
                deadline=deadline,
                page=sentence.page,
                text=sentence.text,
                report_to=_report_recipient(what, cues),
                due=due_date(deadline),
                section=sentence.section,
                who_page=who_page,
                recurrence=recurrence_rule(deadline),
                partner=_partner(what, cues),
            )


def document_tasks(document: Document, cues: Cues) -> Iterator[Task]:
    """Yield the tasks of a document: those of its own tables, then those of its sentences."""
    yield from table_tasks(document, cues)
    yield from extract_tasks(task_sentences(document, cues), cues, document.header.date)


def _assignment(sentence: Sentence, deadline: str | None, cues: Cues) -> tuple[str | None, str, int] | None:
    """Return the actor, if it is certain, the duty, and the page of the actor; None for a sentence without a duty."""
    assigned = _assigned_by_owner(sentence, cues)
    if assigned and sentence.owner and _PASSED_ON.match(tone_key(sentence.text)):
        return *assigned, sentence.owner.page
    charged = _split_list(sentence.text, cues) or _split_charge(sentence.text, cues)
    if own := charged or _split_actor_and_duty(sentence.text, cues):
        who, what = own
        return (None if _is_cut(who, cues) else who), what, sentence.page
    if (by_lead := _assigned_by_lead(sentence, cues)) and sentence.lead:
        return *by_lead, sentence.lead.page
    if assigned and sentence.owner:
        return *assigned, sentence.owner.page
    if deadline and due_date(deadline) and _is_target(sentence.text, cues):
        return None, sentence.text.rstrip(" .;/"), sentence.page
    return None


def _is_cut(who: str, cues: Cues) -> bool:
    """Return whether the words are not whole names: they end in the middle of a clause or are a verb."""
    key = tone_key(who)
    if _DANGLING.search(key) or who.count("(") != who.count(")"):
        return True
    return cues.duty.match(key) is not None and cues.actor_at(key, 0) is None


def _is_target(text: str, cues: Cues) -> bool:
    """Return whether a sentence without an actor sets something to be reached by its day."""
    key = tone_key(text)
    if _IN_FORCE.search(key) or cues.past.match(key) or cues.condition.search(key) or cues.defines.search(key):
        return False
    return _OWN_TARGET.match(key) is not None and not re.search(r"\b(?:đã|bị)\b", key)


def _split_list(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return a list of bodies of any length and their charge: `A; B; C chịu trách nhiệm thi hành`."""
    match = _CARRIES_OUT.search(tone_key(text))
    if match is None:
        return None
    names = re.split(r"[,;] ", tone_key(text[: match.start()]))
    if len(names) < 3 or not cues.actor_at(names[0], 0) or any(cues.modal.search(name) for name in names):
        return None
    return _split(text, 0, match.start(), match.start() + 1)


def _split_charge(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return the body that another one or an opening clause charges, and its duty: `… đề nghị Sở Y tế rà soát …`."""
    key = _BRACKETED.sub(lambda match: "_" * len(match[0]), tone_key(text))
    for charge in _CHARGES_OTHER.finditer(key[: 4 * _MAX_ACTOR]):
        begin = charge.end()
        actor = cues.actor_at(key, begin)
        if actor is None or ";" in key[: charge.start()] or not _may_charge(text, key, charge.start(), cues):
            continue
        verb = _duty_start(text, key, begin, actor.end(), cues=cues)
        if verb is not None and not _is_conditional(key, begin, None, cues):
            duty = _include_adverb(key, verb, cues)
            while manner := _MANNER.search(key[actor.end() : duty].rstrip()):
                duty = actor.end() + manner.start() + 1
            return _split(text, begin, duty, duty)
    return None


def _may_charge(text: str, key: str, end: int, cues: Cues) -> bool:
    """Return whether the words before `giao`, `đề nghị` are nothing, an opening clause, or only the name of a body."""
    before = key[:end].rstrip(" ,")
    if not before:
        return True
    if key[end] == "," or (text[end + 1].isupper() and cues.generic.fullmatch(before)):
        return cues.actor_at(key, 0) is None
    return (
        text[0].isupper() and " " in before and cues.actor_at(key, 0) is not None and cues.body.match(key) is not None
        and cues.duty.search(cues.actor.sub("", before)) is None
    )  # fmt: skip


def _assigned_by_owner(sentence: Sentence, cues: Cues) -> tuple[str, str] | None:
    """Return the body of the heading above and the duty, if the sentence begins with what is to be done."""
    who = cues.owner_of(sentence.owner.text) if sentence.owner else None
    key = tone_key(sentence.text)
    if who is None or cues.actor_at(key, 0) or _is_conditional(key, 0, None, cues):
        return None
    clause = key[:_MAX_ACTOR].partition(",")[0]
    is_description = cues.descriptive.search(cues.charged.sub("", clause)) or cues.defines.search(clause)
    if cues.begins.match(key) or (cues.duty.match(key) and not is_description):
        return who, sentence.text.rstrip(" .;/")
    return None


def _partner(what: str, cues: Cues) -> str | None:
    """Return those to act together with: the names after `phối hợp với`, up to the next verb or clause."""
    key = tone_key(what)
    match = _PARTNER.search(key)
    if match is None:
        return None
    begin, end = match.end(), len(key)
    if stop := re.search(r"[;:.(]", key[begin:]):
        end = begin + stop.start()
    names = cues.names_in(key, begin, end)
    for verb in cues.duty.finditer(key, begin, end):
        if not any(start <= verb.start() and verb.end() <= stop for start, stop in names):
            end = verb.start()
            break
    return _AFTER_PARTNER.sub("", what[begin:end]).strip(" ,") or None


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
    if key.startswith("nếu "):
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
    limit = _MAX_ACTOR_LIST if _lists_actors(key[begin : begin + _MAX_ACTOR], cues) else _MAX_ACTOR
    names = cues.names_in(key, begin, begin + limit + 40)
    names += [match.span() for match in cues.charged.finditer(key, begin, begin + limit)]
    for verb in cues.duty.finditer(key, end, begin + limit + 40):
        if verb.start() - begin > limit or ";" in key[end : verb.start()]:
            return None
        if any(start <= verb.start() and verb.end() <= stop and (start, stop) != verb.span() for start, stop in names):
            continue
        if _is_not_asked(key[end : verb.start()], cues):
            return None
        in_list = verb[0] == "tổ chức" and key[: verb.start()].endswith(", ")
        if not (text[verb.start()].isupper() or in_list or _is_nominalized(key[: verb.start()], cues)):
            return verb.start()
    return None


def _lists_actors(key: str, cues: Cues) -> bool:
    """Return whether the words are a list of at least three names, the last of which may be cut."""
    parts = key.split(", ")
    return len(parts) > 2 and all(cues.actor_at(part, 0) for part in parts[:-1])


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
