"""Questions for discussion, drawn from a document's own tasks and headings."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.i18n import _
from pipeline.model import Question, Section, Task
from pipeline.text import squeeze

_PER_KIND = 2
_LONGEST = 160  # characters of a quotation inside a question


def questions_of(tasks: Sequence[Task], outline: Sequence[Section]) -> tuple[Question, ...]:
    """A few questions, each quoting the duty or heading, with its page, that it was drawn from."""
    from_tasks = [
        Question(
            _("How does our cell carry out “{duty}”, and what stands in the way?").format(duty=task.what),
            task.page,
        )
        for task in tasks
        if len(task.what) <= _LONGEST
    ]
    from_headings = [
        Question(
            _("On “{heading}”: what has our cell done, and what remains?").format(heading=heading),
            section.page,
        )
        for section in outline
        if section.level == 1 and len((heading := squeeze(section.title)).split()) >= 3 and len(heading) <= _LONGEST
    ]
    return (*from_tasks[:_PER_KIND], *from_headings[:_PER_KIND])
