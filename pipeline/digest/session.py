"""A cell's session: its agenda, questions for discussion, and forms to complete by hand.

The order of the agenda is that of Hướng dẫn 12-HD/BTCTW (6/7/2018): opening, news and new documents, what was done and
what is to be done, discussion, conclusion and vote. The forms are laid out as Hướng dẫn 36-HD/VPTW (3/4/2018) has the
documents of a cell; what is fixed there stays Vietnamese in every language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import _
from ..model import DigestItem, Form, FormKind, FormPart, Question, Section, Step, Task
from ..vietnamese.text import squeeze, tone_key
from .cues import Cues

DEFAULT_MINUTES = 90
MIN_MINUTES, MAX_MINUTES = 30, 600

_MAX_QUESTIONS, _MAX_FROM_HEADINGS = 5, 2
_MIN_SYLLABLES = 4  # of a duty that is asked about
_MAX_HEADING_LEVEL = 2  # deeper headings are not asked about
_MAX_QUOTATION = 160  # characters, inside a question
_MODAL = re.compile(r"^(?:còn |càng )?(?:phải|cần|có trách nhiệm|chịu trách nhiệm(?= \w+ \w+,))\s+")
# Parts of a document that hold forms or definitions; words that only the sentences around explain; duties that only
# point to a provision.
_NOT_ASKED_IN = re.compile(r"(?:phụ lục|mẫu|biểu)\b")
_DANGLING = re.compile(
    r"\b(?:nêu trên|nói trên|trên đây|sau đây|dưới đây|như sau|(?:việc|trường hợp|nội dung) (?:này|đó))\b"
)
_PROVISION = re.compile(
    r"(?:thực hiện|chấp hành|làm)(?: đúng| theo| nghiêm)* (?:quy định tại )?(?:điểm|khoản|điều|mục) \w+"
)
_PROHIBITION = ("không", "nghiêm cấm")
# Actors whose duties are a cell's own; it only takes note of those of other bodies.
_CELL_ACTOR = re.compile(
    r"(?:(?:các|từng|mỗi|mọi|toàn thể) )*(?:chi bộ|chi ủy|cấp ủy|đảng viên|cán bộ|tổ chức đảng|tổ đảng"
    r"|bí thư (?:chi bộ|cấp ủy)|người đứng đầu|công chức)(?! (?:tỉnh|huyện|trung ương))"
)

_MEMBER_ROWS = 24  # fill a page
_MAX_ASSIGNED = 8  # duties proposed in the resolution
_DOTS = "………"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an agenda and its share of the time; `study` marks the step in which documents are studied."""

    title: str
    minutes: int
    study: bool = False


def customary_steps() -> tuple[PlannedStep, ...]:
    """Return the usual steps of a session of 90 minutes."""
    return (
        PlannedStep(_("Opening: purpose, members present and absent, agenda; a secretary is appointed"), 5),
        PlannedStep(_("News and policies of the month"), 10),
        PlannedStep(_("Study of the documents"), 30, study=True),
        PlannedStep(_("What was done of last month's resolution; members' conduct"), 10),
        PlannedStep(_("Tasks of the coming month: who, what, by when"), 10),
        PlannedStep(_("Discussion"), 15),
        PlannedStep(_("Conclusion by the chair"), 5),
        PlannedStep(_("The resolution is put to the vote; the minutes are read"), 5),
    )


def make_agenda(items: Sequence[DigestItem], minutes: int, plan: Sequence[PlannedStep] = ()) -> tuple[Step, ...]:
    """Return the steps of a session of `minutes`, by the office's own `plan` or the customary one.

    The documents share the minutes of the step of study by how much of them is quoted, unless there is less than a
    minute for each.
    """
    plan = plan or customary_steps()
    shares = apportion(minutes, [step.minutes for step in plan])
    return tuple(
        Step(step.title, share, _parts(items, share) if step.study else ())
        for step, share in zip(plan, shares, strict=True)
    )


def _parts(items: Sequence[DigestItem], minutes: int) -> tuple[Step, ...]:
    if not 1 < len(items) <= minutes:
        return ()
    shares = apportion(minutes, [1 + len(item.points) for item in items])
    return tuple(Step(item.heading, share) for item, share in zip(items, shares, strict=True))


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` by weight into whole numbers ≥ 1, by largest remainders; `total` must be at least their count."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [max(1, int(share)) for share in exact]
    while (rest := total - sum(shares)) != 0:
        owed = [share - given for share, given in zip(exact, shares, strict=True)]
        if rest > 0:
            shares[owed.index(max(owed))] += 1
        else:  # raising shares to 1 gave away too much
            shares[min((index for index in range(len(shares)) if shares[index] > 1), key=owed.__getitem__)] -= 1
    return shares


def make_questions(
    tasks: Sequence[Task], outline: Sequence[Section], cues: Cues, unit: str | None = None
) -> tuple[Question, ...]:
    """Return a few questions to `unit`, each quoting the duty or heading that it is about, with its page."""
    cell = unit.split(",")[0].strip() if unit else _("Our cell")
    asked = [(task, duty) for task in tasks if is_cell_duty(task) and (duty := _duty_in_question(task))]
    asked.sort(key=lambda each: each[0].deadline is None)
    from_tasks = [_ask_about(task, duty, cell) for task, duty in {duty: (task, duty) for task, duty in asked}.values()]
    headings = {
        tone_key(heading): (section, heading)
        for section in outline
        if section.level <= _MAX_HEADING_LEVEL
        and not _NOT_ASKED_IN.match(tone_key(section.label))
        and _names_work(heading := squeeze(section.title).removeprefix("Về "), cues)
    }
    from_headings = [
        Question(
            _("{cell} and “{heading}”: what has been done, and what remains?").format(cell=cell, heading=heading),
            section.page,
            heading,
        )
        for section, heading in headings.values()
    ][:_MAX_FROM_HEADINGS]
    return (*from_tasks[: _MAX_QUESTIONS - len(from_headings)], *from_headings)


def _duty_in_question(task: Task) -> str | None:
    """Return the duty as far as its first semicolon, without the modal verb (`phải`) that the question's words replace.

    None for a duty that makes no sense alone, is too long, or is part of a form.
    """
    duty = _MODAL.sub("", task.what.partition(";")[0].rstrip())
    key = tone_key(duty)
    if (
        len(duty.split()) < _MIN_SYLLABLES
        or len(duty) > _MAX_QUOTATION
        or any(duty.count(left) != duty.count(right) for left, right in ("()", "“”", "«»"))
        or duty.count('"') % 2
        or _DANGLING.search(key)
        or _PROVISION.match(key)
        or key.startswith("là ")
        or _NOT_ASKED_IN.match(tone_key(task.section or ""))
    ):
        return None
    return duty


def _ask_about(task: Task, duty: str, cell: str) -> Question:
    if tone_key(duty).startswith(_PROHIBITION):
        question = _("{cell}: is “{duty}” observed, and how can one tell?")
    elif task.deadline and task.deadline in duty:
        question = _("{cell}: who is responsible for “{duty}”, and will it be done in time?")
    else:
        question = _("{cell}: how is “{duty}” carried out, and what are the obstacles?")
    return Question(question.format(cell=cell, duty=duty), task.page, duty)


def is_cell_duty(task: Task) -> bool:
    """Return whether the duty is one of cells, their committees or their members."""
    return _CELL_ACTOR.match(tone_key(task.who or "")) is not None


def _names_work(title: str, cues: Cues) -> bool:
    """Return whether a section's title is a few whole words that name work to be done, fit for a question."""
    key = tone_key(title)
    return (
        len(title.split()) >= 3 and len(title) <= _MAX_QUOTATION
        and title.count("“") == title.count("”")
        and (cues.work.match(key) is not None or cues.duty.match(key) is not None)
        and title[:1].isupper()
        and not (cues.generic.match(key) or cues.past.search(key) or cues.frame.search(key))
    )  # fmt: skip


def make_forms(unit: str | None, items: Sequence[DigestItem], agenda: Sequence[Step], period: str) -> tuple[Form, ...]:
    """Return attendance list, minutes and resolution of the session of `unit` in `period` (`tháng 3/2016`)."""
    return (_attendance(unit, period), _minutes(unit, agenda, period), _resolution(unit, items, period))


def _form(
    kind: FormKind, unit: str | None, symbol: str | None, *, title: str, period: str, parts: Sequence[FormPart],
    signatures: tuple[str, ...] = (),
) -> Form:  # fmt: skip
    cell, _comma, parent = (unit or "").partition(",")
    left = (parent.strip().upper() or f"ĐẢNG BỘ {_DOTS}", cell.strip().upper() or f"CHI BỘ {_DOTS}", "*")
    number = (f"Số      -{symbol}/CB",) if symbol else ()
    right = ("ĐẢNG CỘNG SẢN VIỆT NAM", f"{_DOTS}, ngày …… tháng …… năm ………")
    subtitle = _("of the cell's session, {period}").format(period=period) if period else _("of the cell's session")
    return Form(
        kind=kind, left=(*left, *number), right=right, title=title, subtitle=subtitle, parts=tuple(parts),
        signatures=signatures,
    )  # fmt: skip


def _attendance(unit: str | None, period: str) -> Form:
    head = (_("No."), _("Name"), _("Position"), _("Signature"))
    rows = tuple((str(number), "", "", "") for number in range(1, _MEMBER_ROWS + 1))
    counts = (_("Members of the cell:"), _("Present:"), _("Absent, and why:"))
    parts = (FormPart("", counts), FormPart("", table=(head, *rows)))
    return _form("attendance", unit, None, title=_("LIST OF THOSE PRESENT"), period=period, parts=parts)


def _minutes(unit: str | None, agenda: Sequence[Step], period: str) -> Form:
    opening = (_("Begins at:"), _("Place:"), _("Present:"), _("Absent, and why:"), _("Chair:"), _("Secretary:"))
    parts = (
        FormPart(_("Opening"), opening),
        *(FormPart(step.title, tuple(part.title for part in step.parts), blank=3) for step in agenda[1:-1]),
        FormPart(_("Vote"), (_("For:"), _("Against:"), _("Other opinions:"), _("Ends at:"))),
    )
    signatures = (_("SECRETARY"), _("CHAIR"))
    return _form("minutes", unit, "BB", title=_("MINUTES"), period=period, parts=parts, signatures=signatures)


def _resolution(unit: str | None, items: Sequence[DigestItem], period: str) -> Form:
    own = [task for item in items for task in item.tasks if is_cell_duty(task)]
    head = (_("What"), _("Who"), _("By when"))
    rows = tuple((task.what, "", task.deadline or "") for task in own[:_MAX_ASSIGNED])
    follow_up = _("The committee follows how the resolution is carried out and reports to the next session.")
    parts = (
        FormPart(_("I. What was done last month"), blank=4),
        FormPart(_("II. Tasks of the coming month")),
        FormPart(_("1. Documents to be carried out"), tuple(item.heading for item in items)),
        FormPart(_("2. Who does what"), table=(head, *rows, *[("", "", "")] * 3)),
        FormPart(_("III. Carrying out"), (follow_up,), blank=2),
        FormPart(_("Vote"), (_("For:"), _("Against:"))),
    )
    signatures = ("T/M CHI BỘ\nBÍ THƯ",)
    return _form("resolution", unit, "NQ", title=_("RESOLUTION"), period=period, parts=parts, signatures=signatures)
