"""Tasks: who does what by when, according to the sentences of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..model import Document, Reason, Task
from ..vietnamese.text import tone_key
from .assignment import actor_and_duty, is_conditional, is_cut
from .counterparts import partner_of, report_recipient
from .cues import Cues
from .deadlines import due_date, find_deadline, recurrence_rule
from .sentences import Lead, Sentence, task_sentences
from .task_table import table_tasks

_OWN_TARGET = re.compile(
    r"(?:thời gian|thời hạn|tiến độ)[^:;.]{1,80}: |(?:phấn đấu|hoàn thành|số hóa|kết nạp|xây dựng|tổ chức|rà soát"
    r"|ban hành|báo cáo|đưa|thành lập|bố trí|sơ kết|tổng kết|lập|trồng|đào tạo|bồi dưỡng|tập huấn|cấp|sắp xếp"
    r"|giải quyết|xóa|mỗi) "
)
_IN_FORCE = re.compile(r"\b(?:hiệu lực|thi hành kể từ|thay thế)\b")
_CHARGES = re.compile(r"(?:trân trọng |kính )?(?:giao|yêu cầu|đề nghị|ủy quyền)(?: cho)? ")
_CONNECTIVE = re.compile(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|cùng với đó|từ đó|trong đó|theo đó|qua đó|trên cơ sở đó|sau đó)[, ]+|và )+"
)
_SUBORDINATE = re.compile(r" (?:khi|nếu|theo|sau khi|đối với|đã được) ")
_IS = re.compile(r"(?<!nhất)(?<!hết)(?<!tâm) là ")
_ALLOWS = re.compile(r"khuyến khích |có thể ")
_ONLY_TIME = re.compile(r"(?:hoàn thành|xong|thời (?:gian|hạn)|chậm nhất|muộn nhất|trước ngày)[^,;]{0,60}$")
_OPENING = re.compile(r"nếu |(?:trong )?quá trình |căn cứ |đối với ")
_MAX_OPENING = 240  # characters of the occasion before the duty
_PASSED_ON = re.compile(r"(?:phân công|chỉ đạo|yêu cầu|cử) ")
_TIME_OR_OCCASION = re.compile(
    r"(?:định kỳ|trước ngày|trong quá trình|hằng|hàng|(?:sau |trước |trong )?khi|sau mỗi|căn cứ"
    r"|(?:trong|từ|đến) (?:năm|tháng|quý|ngày)) "
)
_MAX_NAME, _MAX_BOUND = 70, 4  # characters of an actor, and actors, in the line that says whom a document binds
_MAX_CLAUSE = 120  # characters looked at for what describes instead of asking


@dataclass(frozen=True, slots=True)
class _Assigned:
    """Who is to do what, on the page that names the actor; no actor if it is not certain.

    `firm` if the text names the actor as a heading does (`Sở Nội vụ: …`) or charges it (`Giao Sở Nội vụ …`).
    """

    who: str | None
    what: str
    page: int
    firm: bool = False


def document_tasks(document: Document, cues: Cues) -> Iterator[Task]:
    """Yield the tasks of a document: those of its own tables, then those of its sentences."""
    yield from table_tasks(document, cues)
    yield from extract_tasks(task_sentences(document, cues), cues, document.header.date)


def extract_tasks(sentences: Iterable[Sentence], cues: Cues, issued: date | None = None) -> Iterator[Task]:
    """Yield a task for each sentence with an actor and a duty, or with a duty under a line that names the actor.

    A clause after a semicolon is a task of its own if it names another actor or has its own deadline. A sentence
    without a subject continues the one before it in the paragraph. A day before the document was `issued` is no
    deadline.
    """
    before: _Assigned | None = None
    order = 0
    for sentence in sentences:
        if sentence.is_report:
            continue
        if not sentence.order or sentence.order != order:
            before, order = None, sentence.order
        for clause in _clauses(sentence, issued, cues):
            deadline = find_deadline(clause, issued)
            found = _assignment(replace(sentence, text=clause), deadline, before=before, cues=cues)
            if found:
                yield _task(sentence, found, deadline, cues)
                before = found


def _task(sentence: Sentence, found: _Assigned, deadline: str | None, cues: Cues) -> Task:
    return Task(
        who=found.who,
        what=found.what,
        deadline=deadline,
        page=sentence.page,
        text=sentence.text,
        report_to=report_recipient(found.what, cues),
        due=due_date(deadline),
        section=sentence.section,
        who_page=found.page,
        recurrence=recurrence_rule(deadline),
        partner=partner_of(found.what, cues),
        continues=sentence.continues,
    )


def _clauses(sentence: Sentence, issued: date | None, cues: Cues) -> list[str]:
    """Return the parts of a sentence that are tasks of their own, without the connectives before them."""
    text = sentence.text
    starts = [0]
    masked = re.sub(r"\([^()]*\)|“[^“”]*”", lambda match: "_" * len(match[0]), text)
    for stop in re.finditer(r"[;,] ", masked):
        clause = text[stop.end() :].partition("; ")[0]
        if stop[0] == ", ":
            if _has_actor_and_deadline(text[starts[-1] : stop.start()], clause, issued, cues):
                starts.append(stop.end())
            continue
        start = stop.end() + _connective(clause)
        is_after_task = _says_task(text[starts[-1] : stop.start()], cues)
        if is_after_task and _is_own_task(text[start:].partition("; ")[0], issued, cues):
            starts.append(start)
    ends = [*starts[1:], len(text)]
    parts = [text[start:end].rstrip(";, ") for start, end in zip(starts, ends, strict=True)]
    return [parts[0][_connective(parts[0]) :] if sentence.leans else parts[0], *parts[1:]]


def _has_actor_and_deadline(before: str, clause: str, issued: date | None, cues: Cues) -> bool:
    """Return whether a clause after a comma has another body and deadline: `Sở A trước ngày 15/6, Sở B trước …`."""
    if not (clause[:1].isupper() and cues.actor_at(tone_key(clause), 0)):
        return False
    return find_deadline(before, issued) is not None and find_deadline(clause, issued) is not None


def _says_task(clause: str, cues: Cues) -> bool:
    return actor_and_duty(clause, cues) is not None or _begins_with_duty(tone_key(clause), cues)


def _connective(clause: str) -> int:
    match = _CONNECTIVE.match(tone_key(clause))
    return match.end() if match else 0


def _is_own_task(clause: str, issued: date | None, cues: Cues) -> bool:
    key = tone_key(clause)
    if _ONLY_TIME.match(key):
        return False
    if charge := _CHARGES.match(key):
        return cues.actor_at(key, charge.end()) is not None and actor_and_duty(clause, cues) is not None
    if clause[:1].isupper() and cues.actor_at(key, 0):
        return actor_and_duty(clause, cues) is not None
    deadline = find_deadline(clause, issued)
    is_timed = deadline is not None and (due_date(deadline) or recurrence_rule(deadline)) is not None
    return is_timed and (cues.duty.match(key) or cues.begins.match(key)) is not None


def _assignment(sentence: Sentence, deadline: str | None, *, before: _Assigned | None, cues: Cues) -> _Assigned | None:
    """Return the actor, if it is certain, the duty, and the page of the actor; None for a sentence without a duty."""
    text = sentence.text
    owned = _assigned_by_owner(sentence, cues)
    if (
        _PASSED_ON.match(key := tone_key(text))
        and _begins_with_duty(key, cues)
        and (owned or before or sentence.is_directive)
    ):
        return owned or _continued(sentence, before, cues) or _Assigned(None, _duty(text), sentence.page)
    if text[:1].islower() and not _CHARGES.match(key) and (found := _continued(sentence, before, cues)):
        return found
    if own := actor_and_duty(text, cues):
        who, what = own
        is_charged = _CHARGES.match(tone_key(text)) is not None
        firm = is_charged or text[len(who) : len(who) + 1] == ":" or text[: len(who)] != who
        return _Assigned(None if is_cut(who, cues) else who, what, sentence.page, firm)
    continued = _continued(sentence, before, cues)
    if continued and continued.firm:
        return continued
    if found := _assigned_by_lead(sentence, cues) or owned or continued:
        return found
    if deadline and due_date(deadline) and _is_target(text, cues):
        return _Assigned(None, _duty(text), sentence.page)
    if sentence.is_directive and _begins_with_duty(key, cues) and not _ALLOWS.match(key):
        return _Assigned(None, _duty(text), sentence.page)
    return None


def _duty(text: str) -> str:
    return text.rstrip(" .;/")


def _continued(sentence: Sentence, before: _Assigned | None, cues: Cues) -> _Assigned | None:
    """Return the actor of the sentence before, for one that begins with what is to be done."""
    if before is None or before.who is None:
        return None
    key = tone_key(sentence.text)
    openings = [match.end() for match in re.finditer(", ", key[:_MAX_OPENING])] if _OPENING.match(key) else [0]
    if any(_begins_with_duty(key[start:], cues) for start in openings):
        return replace(before, what=_duty(sentence.text))
    return None


def _begins_with_duty(key: str, cues: Cues) -> bool:
    """Return whether the words begin with a verb that asks for something, and name no actor themselves."""
    if cues.actor_at(key, 0) or is_conditional(key, 0, None, cues):
        return False
    clause = key[:_MAX_CLAUSE].partition(",")[0]
    main = _SUBORDINATE.split(clause)[0]
    is_description = (
        cues.descriptive.search(cues.charged.sub("", main))
        or cues.defines.search(clause)
        or _IS.search(key[:_MAX_CLAUSE])
    )
    begins = cues.begins.match(key) is not None and _IS.search(key[:_MAX_CLAUSE]) is None
    return begins or (cues.duty.match(key) is not None and not is_description)


def _is_target(text: str, cues: Cues) -> bool:
    """Return whether a sentence without an actor sets something to be reached by its day."""
    key = tone_key(text)
    if _IN_FORCE.search(key) or cues.past.match(key) or cues.condition.search(key) or cues.defines.search(key):
        return False
    return _OWN_TARGET.match(key) is not None and not re.search(r"\b(?:đã|bị)\b", key)


def _assigned_by_owner(sentence: Sentence, cues: Cues) -> _Assigned | None:
    """Return the body of the heading above and the duty, if the sentence begins with what is to be done."""
    who = cues.owner_of(sentence.owner.text) if sentence.owner else None
    if sentence.owner and who and _begins_with_duty(tone_key(sentence.text), cues):
        return _Assigned(who, _duty(sentence.text), sentence.owner.page)
    return None


def _assigned_by_lead(sentence: Sentence, cues: Cues) -> _Assigned | None:
    """Return the actor of the line above and the duty, if the sentence begins with what is to be done."""
    lead = sentence.lead
    who = cues.assignee_of(lead.text) if lead else None
    key = tone_key(sentence.text)
    if lead is None or who is None or is_conditional(key, 0, None, cues) or _TIME_OR_OCCASION.match(key):
        return None
    if key.startswith("nếu "):
        return None
    clause = key[:_MAX_CLAUSE].partition(",")[0]
    is_description = cues.descriptive.search(clause) or cues.defines.search(clause) or key.startswith("(")
    if cues.duty.match(key) or cues.begins.match(key) or (_lists_duties(lead, cues) and not is_description):
        return _Assigned(who, _duty(sentence.text), lead.page)
    return None


def _lists_duties(lead: Lead, cues: Cues) -> bool:
    return lead.introduces and cues.charge.search(tone_key(lead.text)) is not None


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
