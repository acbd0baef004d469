"""Questions for discussion, each of which quotes a duty of the cell or a heading that names its work, and a quiz."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..i18n import _
from ..model import DigestItem, Header, Question, Section, Task
from ..vietnamese.text import fold, squeeze, tone_key
from .audience import Audience, are_members
from .cues import Cues

_MAX_QUESTIONS, _MAX_FROM_HEADINGS = 5, 2
_MIN_SYLLABLES = 4  # of a duty that is asked about
_MAX_HEADING_LEVEL = 2  # deeper headings are not asked about
_MAX_QUOTATION = 160  # characters, inside a question
_MODAL = re.compile(r"^(?:còn |càng )?(?:phải|cần|có trách nhiệm|chịu trách nhiệm(?= \w+ \w+,))\s+")
# Parts of a document that hold forms or definitions; words that only the sentences around explain; duties that only
# point to a provision, or that are asked of somebody else.
_NOT_ASKED_IN = re.compile(r"(?:phụ lục|mẫu|biểu)\b")
_DANGLING = re.compile(
    r"\b(?:nêu trên|nói trên|trên đây|sau đây|dưới đây|như sau|(?:việc|trường hợp|nội dung) (?:này|đó))\b"
)
_PROVISION = re.compile(
    r"(?:thực hiện|chấp hành|làm)(?: đúng| theo| nghiêm)* (?:quy định tại )?(?:điểm|khoản|điều|mục) \w+"
)
_OF_OTHERS = re.compile(r"(?:đề nghị|yêu cầu|giao) |(?:phải )?chịu trách nhiệm |(?:được )?biết\b|thông báo (?:cho|để) ")
_IN_A_CASE = re.compile(r"(?:nếu|khi|trường hợp|trong trường hợp|sau khi) |.*\b(?:luật|nghị định|thông tư) này\b")
_PROHIBITION = ("không", "nghiêm cấm")


def make_questions(
    tasks: Sequence[Task],
    outline: Sequence[Section],
    cues: Cues,
    *,
    audience: Audience = Audience(),  # noqa: B008  # frozen
    header: Header | None = None,
) -> tuple[Question, ...]:
    """Return a few questions to the cell, each quoting the duty or heading that it is about, with its page.

    Headings are asked about where they are the work of the cell: in a document of a Party body, or of the cell's own
    office, that directs and does not regulate. Of one that regulates only regular duties and prohibitions are asked
    about; the others are steps of a procedure. Without a `header`, the document directs.
    """
    directs = header is None or cues.directs.match(tone_key(header.type or "")) is not None
    asked = [
        (task, duty)
        for task in tasks
        if (audience.names_cell(task) or audience.names_office(task))
        and (duty := _duty_in_question(task)) is not None
        and (directs or task.recurrence or tone_key(duty).startswith(_PROHIBITION) or audience.names_office(task))
    ]
    asked.sort(key=lambda each: each[0].due is None)
    unique = {tone_key(duty): (task, duty) for task, duty in reversed(asked)}
    from_tasks = [_ask_about(task, duty, audience) for task, duty in reversed(unique.values())]
    from_headings: list[Question] = []
    if header is None or _directs(header, audience, cues):
        from_headings = list(_ask_about_headings(outline, audience, cues))[:_MAX_FROM_HEADINGS]
    return (*from_tasks[: _MAX_QUESTIONS - len(from_headings)], *from_headings)


def _directs(header: Header, audience: Audience, cues: Cues) -> bool:
    """Return whether the headings of a document are work that it gives to cells or to the cell's own office.

    The number of a Party document has a slash after its type: `08-CT/TU`, and `134/KH-UBND` of a state body.
    """
    is_party = re.match(r"\w+/", header.symbol or "") is not None
    is_own = bool(header.issuer and audience.unit) and fold(header.issuer or "") in fold(audience.unit or "")
    return cues.directs.match(tone_key(header.type or "")) is not None and (is_party or is_own)


def _ask_about_headings(outline: Sequence[Section], audience: Audience, cues: Cues) -> Iterator[Question]:
    seen = set[str]()
    cell = _cell(audience)
    for section in outline:
        heading = squeeze(section.title).removeprefix("Về ")
        is_asked = (
            section.level <= _MAX_HEADING_LEVEL
            and not _NOT_ASKED_IN.match(tone_key(section.label))
            and _names_work(heading, cues)
        )
        if is_asked and tone_key(heading) not in seen:
            seen.add(tone_key(heading))
            text = _("{cell} and “{heading}”: what has been done, and what remains?")
            yield Question(text.format(cell=cell, heading=heading), section.page, heading)


def _cell(audience: Audience) -> str:
    return audience.unit or _("Our cell")


def _duty_in_question(task: Task) -> str | None:
    """Return the duty as far as its first semicolon, without the modal verb (`phải`) that the question's words replace.

    None for a duty that makes no sense alone, is too long, is not whole, or is part of a form.
    """
    whole, semicolon, _rest = task.what.partition(";")
    duty = _MODAL.sub("", whole.rstrip())
    key = tone_key(duty)
    if (
        len(duty.split()) < _MIN_SYLLABLES
        or len(duty) > _MAX_QUOTATION
        or (task.continues and not semicolon)
        or any(duty.count(left) != duty.count(right) for left, right in ("()", "“”", "«»"))
        or duty.count('"') % 2
        or _DANGLING.search(key)
        or _PROVISION.match(key)
        or _OF_OTHERS.match(key)
        or _IN_A_CASE.match(key)
        or key.startswith("là ")
        or _NOT_ASKED_IN.match(tone_key(task.section or ""))
    ):
        return None
    return duty


def _ask_about(task: Task, duty: str, audience: Audience) -> Question:
    cell = _cell(audience)
    if audience.names_office(task):
        said = _("{office} is charged with “{duty}”: how does the cell lead this, and who does what?")
        return Question(said.format(office=task.who, duty=duty), task.page, duty)
    if are_members(task.who):
        cell = _("The members of {cell}").format(cell=audience.unit) if audience.unit else _("The members of our cell")
    if tone_key(duty).startswith(_PROHIBITION):
        question = _("{cell}: is “{duty}” observed, and how can one tell?")
    elif task.due and task.deadline and task.deadline in duty and not are_members(task.who):
        question = _("{cell}: who is responsible for “{duty}”, and will it be done in time?")
    else:
        question = _("{cell}: how is “{duty}” carried out, and what are the obstacles?")
    return Question(question.format(cell=cell, duty=duty), task.page, duty)


def _names_work(title: str, cues: Cues) -> bool:
    """Return whether a section's title is a few whole words that name work to be done, fit for a question."""
    key = tone_key(title)
    return (
        len(title.split()) >= 3 and len(title) <= _MAX_QUOTATION
        and title.count("“") == title.count("”")
        and (cues.work.match(key) is not None or cues.duty.match(key) is not None)
        and title[:1].isupper() and not title.isupper()
        and not (cues.generic.match(key) or cues.past.search(key) or cues.frame.search(key))
    )  # fmt: skip


# A quiz: sentences of a document, word for word, with a number, a day or a body left out.
_MOST = 6  # gaps of one document
_DAY = re.compile(r"\b(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}\b|\bquý [IVX]+/\d{4}\b|\btháng \d{1,2}/\d{4}\b")
_MIN_LEFT = 6  # syllables that remain of a sentence


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence with its `answer` left out between `before` and `after`."""

    before: str
    answer: str
    after: str
    page: int
    section: str | None


def make_quiz(item: DigestItem) -> list[Gap]:
    """Return the gaps of a document, in its order: figures, days, and bodies that its sentences name once."""
    found: dict[str, Gap] = {}
    for gap in _gaps(item):
        found.setdefault(gap.before + gap.answer + gap.after, gap)
    return sorted(islice(found.values(), _MOST), key=lambda each: each.page)


def _gaps(item: DigestItem) -> Iterator[Gap]:
    for figure in item.figures:
        for value in figure.values[:1]:
            yield from _without(figure.text, value, figure.page, figure.section)
    for task in item.tasks:
        if task.deadline and (day := _DAY.search(task.deadline)):
            yield from _without(task.text, day[0], task.page, task.section)
        elif task.who and task.who_page == task.page and task.text.startswith(task.who):
            yield from _without(task.text, task.who, task.page, task.section)


def _without(text: str, answer: str, page: int, section: str | None) -> Iterator[Gap]:
    """Yield the sentence without the answer, if it occurs once and enough is left to recognize the sentence."""
    before, _found, after = text.partition(answer)
    if text.count(answer) == 1 and len((before + after).split()) >= _MIN_LEFT:
        yield Gap(before, answer, after, page, section)
