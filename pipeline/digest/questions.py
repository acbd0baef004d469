"""Questions for discussion, drawn from a document's own tasks and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.i18n import _
from pipeline.model import Question, Section, Task
from pipeline.text import squeeze, tone_key

_PER_KIND = 2
_LONGEST = 160  # characters of a quotation inside a question
# Whose duties are a cell's own; those of other bodies it may only know.
_OURS = re.compile(
    r"(?:(?:các|từng|mỗi|mọi|toàn thể) )*(?:chi bộ|chi ủy|cấp ủy|đảng viên|cán bộ|tổ chức đảng|tổ đảng"
    r"|bí thư (?:chi bộ|cấp ủy)|người đứng đầu|công chức)(?! (?:tỉnh|huyện|trung ương))"
)


def questions_of(tasks: Sequence[Task], outline: Sequence[Section], unit: str | None = None) -> tuple[Question, ...]:
    """A few questions to `unit`, each quoting the duty or heading, with its page, that it was drawn from."""
    cell = unit.split(",")[0].strip() if unit else _("our cell")
    from_tasks = [
        Question(
            _("How does {cell} carry out “{duty}”, and what stands in the way?").format(cell=cell, duty=task.what),
            task.page,
        )
        for task in tasks
        if len(task.what) <= _LONGEST and is_ours(task)
    ]
    from_headings = [
        Question(
            _("On “{heading}”: what has {cell} done, and what remains?").format(cell=cell, heading=heading),
            section.page,
        )
        for section in outline
        if section.level == 1 and _is_heading(heading := squeeze(section.title))
    ]
    return (*from_tasks[:_PER_KIND], *from_headings[:_PER_KIND])


def is_ours(task: Task) -> bool:
    """Whether the duty is laid on cells, their committees or their members."""
    return _OURS.match(tone_key(task.who or "")) is not None


def _is_heading(title: str) -> bool:
    """Whether a section's title can stand in a question: a few whole words, no piece of a sentence."""
    return len(title.split()) >= 3 and len(title) <= _LONGEST and title.count("“") == title.count("”")
