"""A cell's session: its agenda, and questions for discussion.

The order of the agenda follows Hướng dẫn 42-HD/BTCTW (28/10/2025): opening, report and results of the tasks given to
members, information and new documents, discussion with self-criticism and criticism, conclusion and vote. A regular
session lasts at least 90 minutes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import _
from ..model import DigestItem, Question, Section, Step, Task
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


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an agenda and its share of the time; `study` marks the step in which documents are studied."""

    title: str
    minutes: int
    study: bool = False
    who: str = ""


def customary_steps() -> tuple[PlannedStep, ...]:
    """Return the usual steps of a session of 90 minutes."""
    return (
        PlannedStep(_("Opening: purpose, members present and absent, secretary, dues, agenda"), 5, who=_("chair")),
        PlannedStep(
            _("Results of the last resolution and of the tasks given to members; members' conduct"),
            15,
            who=_("committee"),
        ),
        PlannedStep(_("News; new documents, and those that are no longer in force"), 10, who=_("chair")),
        PlannedStep(_("Study of the documents"), 25, study=True),
        PlannedStep(_("Discussion; self-criticism and criticism"), 20, who=_("members")),
        PlannedStep(_("Tasks of the coming month: who, what, by when"), 7, who=_("chair")),
        PlannedStep(
            _("Conclusion, vote on the resolution, scoring of the session, minutes"), 8, who=_("chair, secretary")
        ),
    )


def make_agenda(items: Sequence[DigestItem], minutes: int, plan: Sequence[PlannedStep] = ()) -> tuple[Step, ...]:
    """Return the steps of a session of `minutes`, by the office's own `plan` or the customary one.

    The documents share the minutes of the step of study by how much of them is quoted, unless there is less than a
    minute for each.
    """
    plan = plan or customary_steps()
    shares = apportion(minutes, [step.minutes for step in plan])
    return tuple(
        Step(step.title, share, _parts(items, share) if step.study else (), step.who, step.study)
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
