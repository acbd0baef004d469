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
from .deadlines import due_date, find_deadline, leading_time, recurrence_rule
from .sentences import Lead, Sentence, task_sentences
from .task_table import table_tasks

_OWN_TARGET = re.compile(
    r"(?:thời gian|thời hạn|tiến độ)[^:;.]{1,80}: |(?:phấn đấu|hoàn thành|số hóa|kết nạp|xây dựng|tổ chức|rà soát"
    r"|ban hành|báo cáo|đưa|thành lập|bố trí|sơ kết|tổng kết|lập|trồng|đào tạo|bồi dưỡng|tập huấn|cấp|sắp xếp"
    r"|giải quyết|xóa|mỗi) "
)
_IN_FORCE = re.compile(r"\b(?:hiệu lực|thi hành kể từ|thay thế)\b")
_QUOTED = re.compile(r"\([^()]*\)|“[^“”]*”")
_CHARGES = re.compile(r"(?:trân trọng |kính )?(?:giao|yêu cầu|đề nghị|ủy quyền)(?: cho)? ")
_CONNECTIVE = re.compile(r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|cùng với đó|trong đó|theo đó|sau đó)[, ]+|và )+")
_SUBORDINATE = re.compile(r" (?:khi|nếu|theo|sau khi|đối với|đã được) ")
_IS = re.compile(r"(?<!nhất)(?<!hết)(?<!tâm) là ")
_ALLOWS = re.compile(r"khuyến khích |có thể ")
_CLOSING = re.compile(
    r"(?:trên đây|sau đây|vì vậy|do đó|do vậy|vì thế|tuy nhiên)[ ,]+.*?[,;.] (?=(?:đề nghị|yêu cầu|giao) )"
)
_REPORTS = re.compile(r"(?:(?:và|kịp thời|đồng thời|định kỳ) )?(?:trình|báo cáo|gửi|tổng hợp|xem xét|hoàn thành)\b")
_ONLY_TIME = re.compile(r"(?:hoàn thành|xong|thời (?:gian|hạn)|chậm nhất|muộn nhất|trước ngày)[^,;]{0,60}$")
_CHARGES_NOBODY = re.compile(r"(?:^|, )(?:yêu cầu|đề nghị) ")
_DONE_BY = re.compile(
    r" do (?P<who>[^,;]{3,80}?) (?:phân công|giao|chủ trì|thực hiện|đảm nhiệm|phụ trách|quyết định|chi trả)\b"
)
_ASKS_REPORT = re.compile(
    r"\b(?:báo cáo|tham gia ý kiến|góp ý|cho ý kiến|cung cấp (?:thông tin|số liệu)|đề xuất|thống kê|đăng ký)\b"
)
_MUST_BE = re.compile(r"\w (?:phải|cần) được (?!xem là|coi là)")
_SENT = re.compile(
    r"(?:các )?(?:báo cáo|hồ sơ|văn bản|kết quả|ý kiến|danh sách|kế hoạch|đề xuất)"
    r"(?: (?:kết quả|tham gia|đăng ký|góp ý))?"
    r"(?: của (?P<who>[^.;]{3,80}?))?(?:,? (?:đề nghị|phải|được))? gửi (?:về|tới|đến|cho|qua)\b"
)
_BY_OFFICE = re.compile(
    r"(?:theo|căn cứ) (?:đúng )?chức năng"
    r"(?:,? (?:và )?(?:nhiệm vụ|quyền hạn|thẩm quyền|(?:phạm vi|lĩnh vực)(?: quản lý)?))*"
    r"(?: được giao| của mình)?,? "
)
# The last sentence of a paragraph that sets the time of all that it asks.
_TIME_OF_ALL = re.compile(r"(?:thời gian|thời hạn|tiến độ)(?: hoàn thành| thực hiện)\b(?!.{0,30}\btừ ngày)")
_MAX_LABEL = 80  # characters
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


def document_tasks(document: Document, cues: Cues) -> list[Task]:
    """Return the tasks of a document: those of its own tables, then those of its sentences."""
    of_sentences = extract_tasks(task_sentences(document, cues), cues, document.header.date)
    return [*table_tasks(document, cues), *of_sentences]


def extract_tasks(sentences: Iterable[Sentence], cues: Cues, issued: date | None = None) -> list[Task]:
    """Return a task for each sentence with an actor and a duty, or with a duty under a line that names the actor.

    A clause after a semicolon is a task of its own if it names another actor or has its own deadline. A sentence
    without a subject continues the one before it in the paragraph. A line that only says who does what is above it, or
    by when, completes the tasks of the paragraph above. A day before the document was `issued` is no deadline.
    """
    tasks: list[Task] = []
    before: _Assigned | None = None
    order = first = 0
    for sentence in sentences:
        if sentence.is_label:
            if sentence.order <= order + 1:
                tasks[first:] = [_completed(task, sentence, cues) for task in tasks[first:]]
                order = sentence.order
            continue
        if sentence.is_report:
            continue
        if not sentence.order or sentence.order != order:
            before, order, first = None, sentence.order, len(tasks)
        elif _TIME_OF_ALL.match(tone_key(sentence.text)) and (time := find_deadline(sentence.text, issued)):
            tasks[first:] = [_timed(task, time, sentence.page) for task in tasks[first:]]
            continue
        for clause in _clauses(sentence, issued, cues):
            deadline = find_deadline(clause.whole, issued)
            found = _assignment(replace(sentence, text=clause.text), deadline, before=before, cues=cues)
            if found is None and (who := _elliptical(clause.text, issued, cues)) and (before or sentence.lead):
                found, clause = _Assigned(who, _duty(clause.text), sentence.page), replace(clause, text=sentence.text)
            if found:
                tasks.append(_task(sentence, clause, found, deadline=deadline, cues=cues))
                before = found
                if _SENT.match(tone_key(clause.text)):
                    _set_deadline_of_reports(tasks)
    return tasks


def _partner_above(sentence: Sentence, cues: Cues) -> str | None:
    """Return the partners named by the line that introduces an item, on the same page."""
    lead = sentence.lead
    return partner_of(lead.text, cues) if lead and lead.introduces and lead.page == sentence.page else None


def _set_deadline_of_reports(tasks: list[Task]) -> None:
    """Give the reports that are asked for above the day on which they are to be sent: the last task's deadline."""
    sent = tasks[-1]
    for place in range(len(tasks) - 2, -1, -1):
        task = tasks[place]
        if task.deadline is not None or not _ASKS_REPORT.search(tone_key(task.what)[:_MAX_OPENING]):
            return
        tasks[place] = replace(
            task, deadline=sent.deadline, due=sent.due, recurrence=sent.recurrence, deadline_page=sent.deadline_page
        )


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence that is a task of its own.

    Attributes:
        text: What of it is on its `page`.
        rest: What of it is on the page after.
        heading_deadline: The words of a heading above that set a deadline for all that is under it.
    """

    text: str
    page: int
    rest: str = ""
    heading_deadline: Lead | None = None

    @property
    def whole(self) -> str:
        return f"{self.text} {self.rest}" if self.rest else self.text


def _task(sentence: Sentence, clause: _Clause, found: _Assigned, *, deadline: str | None, cues: Cues) -> Task:
    page = clause.page
    if deadline is not None and deadline not in clause.text:
        page = sentence.rest_page if deadline in clause.rest else 0  # or the words themselves go over the page break
    elif deadline is None and clause.heading_deadline:
        deadline, page = clause.heading_deadline.text, clause.heading_deadline.page
    deadline = deadline if page else None
    return Task(
        who=found.who,
        what=found.what,
        deadline=deadline,
        page=clause.page,
        text=clause.text,
        report_to=report_recipient(found.what, cues),
        due=due_date(deadline),
        section=sentence.section,
        who_page=found.page,
        recurrence=recurrence_rule(deadline),
        partner=partner_of(found.what, cues) or _partner_above(sentence, cues),
        continues=bool(clause.rest),
        deadline_page=page,
    )


def _timed(task: Task, deadline: str, page: int) -> Task:
    """Return the task with a deadline, unless it has one of its own."""
    if task.deadline is not None:
        return task
    return replace(
        task, deadline=deadline, due=due_date(deadline), recurrence=recurrence_rule(deadline), deadline_page=page
    )


def _completed(task: Task, label: Sentence, cues: Cues) -> Task:
    """Return the task with what a line under it adds, where that is on the same page: lead, partners, deadline."""
    for kind, words in cues.parts_of(label.text):
        if kind == "time":
            task = _timed(task, words, label.page)
        elif kind == "lead" and (task.who is None or task.who not in task.text):  # not who a heading asks in general
            task = replace(task, who=words, who_page=label.page)
        elif kind == "partner" and task.partner is None and label.page == task.page:
            task = replace(task, partner=words)
    return task


def _clauses(sentence: Sentence, issued: date | None, cues: Cues) -> list[_Clause]:
    """Return the parts of a sentence that are tasks of their own, without the connectives before them."""
    text = f"{sentence.text} {sentence.rest}" if sentence.rest else sentence.text
    bounds = [[_opening_end(text) if sentence.leans else 0, len(text)]]
    masked = _QUOTED.sub(lambda match: "_" * len(match[0]), text)
    for stop in re.finditer(r"[;,] ", masked):
        said = text[bounds[-1][0] : stop.start()]
        clause = text[stop.end() :].partition("; ")[0]
        start = stop.end() + (_connective(clause) if stop[0] == "; " else 0)
        clause = text[start:].partition("; ")[0]
        if (
            _has_actor_and_deadline(said, clause, issued, cues)
            if stop[0] == ", "
            else _follows(said, clause, issued, cues)
        ):
            bounds[-1][1] = stop.start()
            bounds.append([start, len(text)])
    if len(bounds) == 1 and not sentence.leans:
        return [_Clause(sentence.text, sentence.page, sentence.rest, sentence.heading_deadline)]
    return [_clause(sentence, text, start, end) for start, end in bounds]


def _follows(said: str, clause: str, issued: date | None, cues: Cues) -> bool:
    """Return whether a clause after a semicolon is a task of its own, and not the end of what is `said` before it."""
    if _is_charge(clause, cues) or _elliptical(clause, issued, cues):
        return True
    if not _says_task(said, cues) or not _is_own_task(clause, issued, cues):
        return False
    return not (_REPORTS.match(tone_key(clause)) and find_deadline(said, issued) is None)


def _clause(sentence: Sentence, text: str, start: int, end: int) -> _Clause:
    """Return the words of a sentence from `start` to `end`, as they are on its page and on the next one."""
    turn = len(sentence.text)
    if start >= turn:
        return _Clause(text[start:end].strip("; "), sentence.rest_page, heading_deadline=sentence.heading_deadline)
    own, rest = text[start : min(end, turn)].rstrip(";, "), text[turn:end].strip("; ") if end > turn else ""
    return _Clause(own, sentence.page, rest, sentence.heading_deadline)


def _has_actor_and_deadline(before: str, clause: str, issued: date | None, cues: Cues) -> bool:
    """Return whether a clause after a comma has another body and deadline: `Sở A trước ngày 15/6, Sở B trước …`."""
    if not (clause[:1].isupper() and cues.actor_at(tone_key(clause), 0)):
        return False
    return find_deadline(before, issued) is not None and find_deadline(clause, issued) is not None


def _elliptical(clause: str, issued: date | None, cues: Cues) -> str | None:
    """Return the body of a clause that has only a body and a deadline: `Ủy ban kiểm tra: trước ngày 30/6/2026`."""
    deadline = find_deadline(clause, issued)
    name, words, rest = clause.partition(deadline or ":")
    name = name.rstrip(" :,")
    is_only = bool(deadline and words and name[:1].isupper()) and not rest.strip(" .;,/")
    return cues.owner_of(name) if is_only and cues.actor_at(tone_key(name), 0) else None


def _says_task(clause: str, cues: Cues) -> bool:
    return actor_and_duty(clause, cues) is not None or _begins_with_duty(tone_key(clause), cues)


def _opening_end(text: str) -> int:
    """Return where the duty begins after words that lean on the text before: `Đồng thời, …`, `Trên đây là …`."""
    closing = _CLOSING.match(tone_key(text))
    return closing.end() if closing else _connective(text)


def _connective(clause: str) -> int:
    match = _CONNECTIVE.match(tone_key(clause))
    return match.end() if match else 0


def _is_charge(clause: str, cues: Cues) -> bool:
    """Return whether a clause charges somebody: `đề nghị Sở Y tế rà soát …`."""
    key = tone_key(clause)
    charge = _CHARGES.match(key)
    return (
        charge is not None and cues.actor_at(key, charge.end()) is not None and actor_and_duty(clause, cues) is not None
    )


def _is_own_task(clause: str, issued: date | None, cues: Cues) -> bool:
    key = tone_key(clause)
    if _ONLY_TIME.match(key):
        return False
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
    if found := _charged_nobody(sentence, cues):
        return found
    continued = _continued(sentence, before, cues)
    if continued and continued.firm:
        return continued
    if found := _after_label(sentence, deadline, before=before, cues=cues):
        return found
    if found := _assigned_by_lead(sentence, cues) or owned or continued:
        return found
    if found := _sent(sentence, deadline, before=before, cues=cues):
        return found
    if deadline and due_date(deadline) and _is_target(text, cues):
        return _Assigned(None, _duty(text), sentence.page)
    if sentence.is_directive and _begins_with_duty(key, cues) and not _ALLOWS.match(key):
        return _Assigned(None, _duty(text), sentence.page)
    if (
        sentence.is_timely
        and deadline
        and (due_date(deadline) or recurrence_rule(deadline))
        and _begins_with_duty(key, cues)
    ):
        return _Assigned(None, _duty(text), sentence.page)
    if (
        (before or sentence.is_directive)
        and _MUST_BE.search(key.partition(",")[0])
        and not is_conditional(key, 0, None, cues)
    ):
        return _Assigned(None, _duty(text), sentence.page)
    return _done_by(sentence, cues)


def _done_by(sentence: Sentence, cues: Cues) -> _Assigned | None:
    """Return the body that a passive clause under a heading of tasks names: `Nhiệm vụ cụ thể do Tổ trưởng giao`."""
    match = _DONE_BY.search(tone_key(sentence.text).partition(",")[0])
    if not sentence.is_under_tasks or match is None or not cues.actor_at(match["who"], 0):
        return None
    return _Assigned(sentence.text[slice(*match.span("who"))], _duty(sentence.text), sentence.page)


def _sent(sentence: Sentence, deadline: str | None, *, before: _Assigned | None, cues: Cues) -> _Assigned | None:
    """Return who is to send what by when: `Báo cáo của các chi bộ gửi về Văn phòng trước ngày 15/6`."""
    match = _SENT.match(key := tone_key(sentence.text))
    if match is None or deadline is None:
        return None
    if match["who"] and cues.actor_at(match["who"], 0):
        return _Assigned(sentence.text[slice(*match.span("who"))], _duty(sentence.text), sentence.page)
    who = before.who if before else cues.owner_of(sentence.owner.text) if sentence.owner else None
    return _Assigned(who, _duty(sentence.text), before.page if before and who else sentence.page) if key else None


def _after_label(sentence: Sentence, deadline: str | None, *, before: _Assigned | None, cues: Cues) -> _Assigned | None:
    """Return what is assigned after the title that a paragraph begins with: `Kết nối dữ liệu: Các đơn vị rà soát …`."""
    label, colon, rest = sentence.text.partition(": ")
    if not colon or len(label) > _MAX_LABEL or rest[:1].islower() or cues.actor_at(tone_key(label), 0):
        return None
    return _assignment(replace(sentence, text=rest), deadline, before=before, cues=cues)


def _charged_nobody(sentence: Sentence, cues: Cues) -> _Assigned | None:
    """Return the duty of a sentence that asks without saying whom: `Trước mắt, yêu cầu tạm dừng …`."""
    key = tone_key(sentence.text)
    charge = _CHARGES_NOBODY.search(key[:_MAX_OPENING])
    if charge is None or (charge.start() and cues.actor_at(key, 0)) or not _begins_with_duty(key[charge.end() :], cues):
        return None
    return _Assigned(None, _duty(sentence.text), sentence.page)


def _duty(text: str) -> str:
    return text.rstrip(" .;/")


def _continued(sentence: Sentence, before: _Assigned | None, cues: Cues) -> _Assigned | None:
    """Return the actor of the sentence before, for one that begins with what is to be done."""
    if before is None or not _begins_with_duty(tone_key(sentence.text), cues):
        return None
    return replace(before, what=_duty(sentence.text))


def _begins_with_duty(key: str, cues: Cues) -> bool:
    """Return whether the words begin with a verb that asks for something, and name no actor themselves.

    A time, an occasion or an object may come before the verb: `Đối với cơ sở mới, hướng dẫn …`.
    """
    if _is_duty(key, cues):
        return True
    if time := leading_time(key):
        return _is_duty(key[time:], cues)
    if by_office := _BY_OFFICE.match(key):
        return _is_duty(key[by_office.end() :], cues)
    if not cues.opening.match(key):
        return False
    return any(
        _is_duty(key[stop.end() :], cues)
        for stop in re.finditer("(?:, (?:thì )?| thì )(?:cần |phải )?", key[:_MAX_OPENING])
    )


def _is_duty(key: str, cues: Cues) -> bool:
    if cues.actor_at(key, 0) or is_conditional(key, 0, None, cues):
        return False
    clause = key[:_MAX_CLAUSE].partition(",")[0]
    main = _SUBORDINATE.split(clause)[0]
    is_description = (
        cues.descriptive.search(cues.charged.sub("", main))
        or cues.defines.search(clause)
        or _IS.search(key[:_MAX_CLAUSE])
    )
    if not _has_verb(key, cues):
        return False
    return not is_description or (cues.begins.match(key) is not None and _IS.search(key[:_MAX_CLAUSE]) is None)


def _has_verb(key: str, cues: Cues) -> bool:
    """Return whether the words begin with a verb of duty, and not with a noun that only looks so (`Trình tự`)."""
    thing = cues.thing.match(key)
    end = max(match.end() if match else 0 for match in (cues.duty.match(key), cues.begins.match(key)))
    return end > 0 and not (thing and thing.end() > end)


def _is_asked(sentence: Sentence, cues: Cues) -> bool:
    """Return whether an item under the heading of a body, or under a request, asks for something.

    It does if it begins with a duty; also if it opens a paragraph with a verb that no list has, that is, with no noun.
    """
    key = tone_key(sentence.text)
    if _begins_with_duty(key, cues):
        return True
    if not sentence.opens or not sentence.text[:1].isupper() or ":" in sentence.text[:_MAX_LABEL]:
        return False
    clause = key[:_MAX_CLAUSE].partition(",")[0]
    names = cues.thing.match(key) or cues.opening.match(key) or cues.noun.match(key) or cues.actor_at(key, 0)
    describes = (
        cues.descriptive.search(_SUBORDINATE.split(clause)[0]) or cues.defines.search(clause) or _IS.search(clause)
    )
    return not (names or describes or is_conditional(key, 0, None, cues))


def _is_target(text: str, cues: Cues) -> bool:
    """Return whether a sentence without an actor sets something to be reached by its day."""
    key = tone_key(text)
    if _IN_FORCE.search(key) or cues.past.match(key) or cues.condition.search(key) or cues.defines.search(key):
        return False
    return _OWN_TARGET.match(key) is not None and not re.search(r"\b(?:đã|bị)\b", key)


def _assigned_by_owner(sentence: Sentence, cues: Cues) -> _Assigned | None:
    """Return the body of the heading above and the duty, if the sentence asks for something."""
    who = cues.owner_of(sentence.owner.text) if sentence.owner else None
    if sentence.owner and who and _is_asked(sentence, cues):
        return _Assigned(who, _duty(sentence.text), sentence.owner.page)
    return None


def _assigned_by_lead(sentence: Sentence, cues: Cues) -> _Assigned | None:
    """Return the actor of the line above and the duty, if the sentence begins with what is to be done."""
    lead = sentence.lead
    who = cues.assignee_of(lead.text) if lead else None
    key = tone_key(sentence.text)
    if lead is None or who is None or is_conditional(key, 0, None, cues):
        return None
    clause = key[:_MAX_CLAUSE].partition(",")[0]
    is_description = cues.descriptive.search(clause) or cues.defines.search(clause) or key.startswith("(")
    is_listed = _lists_duties(lead, cues) and not is_description and not _TIME_OR_OCCASION.match(key)
    if (is_listed and not key.startswith("nếu ")) or _begins_with_duty(key, cues) or _has_verb(key, cues):
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
