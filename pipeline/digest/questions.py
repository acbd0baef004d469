"""Questions for discussion, drawn from a document's own tasks and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..i18n import _
from ..model import Question, Section, Task
from ..vietnamese.text import squeeze, tone_key
from .cues import Cues

_PER_KIND = 2
_DEEPEST = 2  # level of a heading that a question is asked about
_MODAL = re.compile(r"^(?:còn |càng )?(?:phải|cần|có trách nhiệm|chịu trách nhiệm(?= \w+ \w+,))\s+")
_FORBIDDEN = ("không", "nghiêm cấm")
_LONGEST = 160  # characters of a quotation inside a question
# Whose duties are a cell's own; those of other bodies it may only know.
_OURS = re.compile(
    r"(?:(?:các|từng|mỗi|mọi|toàn thể) )*(?:chi bộ|chi ủy|cấp ủy|đảng viên|cán bộ|tổ chức đảng|tổ đảng"
    r"|bí thư (?:chi bộ|cấp ủy)|người đứng đầu|công chức)(?! (?:tỉnh|huyện|trung ương))"
)


def questions_of(
    tasks: Sequence[Task], outline: Sequence[Section], cues: Cues, unit: str | None = None
) -> tuple[Question, ...]:
    """A few questions to `unit`, each quoting the duty or heading, with its page, that it was drawn from."""
    cell = unit.split(",")[0].strip() if unit else _("Our cell")
    ours = [task for task in tasks if len(task.what) <= _LONGEST and is_ours(task)]
    from_tasks = [_about(task, cell) for task in sorted(ours, key=lambda task: task.deadline is None)]
    from_headings = [
        Question(
            _("{cell} and “{heading}”: what has been done, and what remains?").format(cell=cell, heading=heading),
            section.page,
        )
        for section in outline
        if section.level <= _DEEPEST and _is_heading(heading := squeeze(section.title).removeprefix("Về "), cues)
    ]
    return (*from_tasks[:_PER_KIND], *from_headings[:_PER_KIND])


def _about(task: Task, cell: str) -> Question:
    """A question about a duty; the words that ask for it (`phải`) give way to those of the question."""
    duty = _MODAL.sub("", task.what)
    if tone_key(duty).startswith(_FORBIDDEN):
        asked = _("{cell}: is “{duty}” kept, and by what is it seen?")
    elif task.deadline:
        asked = _("{cell}: who sees to “{duty}”, and will it be done in time?")
    else:
        asked = _("{cell}: how is “{duty}” carried out, and what stands in the way?")
    return Question(asked.format(cell=cell, duty=duty), task.page)


def is_ours(task: Task) -> bool:
    """Whether the duty is laid on cells, their committees or their members."""
    return _OURS.match(tone_key(task.who or "")) is not None


def _is_heading(title: str, cues: Cues) -> bool:
    """Whether a section's title can stand in a question: a few whole words that name work to be done."""
    key = tone_key(title)
    return (
        len(title.split()) >= 3 and len(title) <= _LONGEST
        and title.count("“") == title.count("”")
        and (cues.work.match(key) is not None or cues.duty.match(key) is not None)
        and title[:1].isupper()
        and not (cues.generic.match(key) or cues.past.search(key) or cues.frame.search(key))
    )  # fmt: skip
