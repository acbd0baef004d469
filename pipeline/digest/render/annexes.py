"""The annexes of a handout, by name: tasks, figures, works cited, quiz, map, calendar, the session's papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ...i18n import _
from ...model import Digest
from ...vietnamese.citation import official_date
from ..questions import make_quiz
from .blocks import Block, Entry, Heading, Listing, PageBreak, Paragraph, Picture, Run, Table
from .form_blocks import form_blocks
from .quoting import labels, name_of, quote, text
from .works_cited import citation

FORM_NAMES = ("attendance", "minutes", "resolution", "review", "assignments", "scoring", "dues")
_NONE = "–"
_CALENDAR_WORDS = 110  # characters of a task


def annex(digest: Digest, name: str) -> Iterator[Block]:
    """Yield an annex by its name in PARTS, on a new page; nothing where the documents have none of it."""
    if name in {"forms", *FORM_NAMES}:
        for form in digest.forms:
            if name in {"forms", form.kind}:
                yield from form_blocks(form)
        return
    title, make = _ANNEXES[name]
    if blocks := list(make(digest)):
        yield PageBreak()
        yield Heading(2, title(), name)
        yield from blocks


def _tasks(digest: Digest) -> Iterator[Block]:
    names = labels(digest.documents)
    rows = tuple(
        (
            text(task.who or _NONE),
            quote(item, task.what, task.page, task.section, label=label),
            text(task.deadline or _NONE),
            text(_others(task.partner, task.report_to) or _NONE),
        )
        for item, label in zip(digest.documents, names, strict=True)
        for task in item.tasks
    )
    if rows:
        yield Table((_("Who"), _("What"), _("By when"), _("With, or reports to")), rows, (20, 46, 17, 17))


def _others(partner: str | None, report_to: str | None) -> str:
    parts = (
        _("with {partner}").format(partner=partner) if partner else "",
        _("reports to {body}").format(body=report_to) if report_to else "",
    )
    return "; ".join(part for part in parts if part)


def _figures(digest: Digest) -> Iterator[Block]:
    entries = tuple(
        Entry(
            (
                Run("; ".join(figure.values), bold=True), Run(": "),
                *quote(item, figure.text, figure.page, figure.section, label=label),
            )
        )
        for item, label in zip(digest.documents, labels(digest.documents), strict=True)
        for figure in item.figures
    )  # fmt: skip
    if entries:
        yield Listing(entries)


def _works(digest: Digest) -> Iterator[Block]:
    seen: set[str] = set()
    for item in digest.documents:
        fresh = [each for each in item.explained if each.work is None or each.work.id not in seen]
        seen |= {each.work.id for each in fresh if each.work}
        if fresh:
            yield Heading(3, name_of(item.work) if item.work and item.work.number else item.heading)
            yield Listing(tuple(Entry(line) for line in dict.fromkeys(citation(each, item) for each in fresh)))


def _map(digest: Digest) -> Iterator[Block]:
    if digest.map:
        yield Picture(digest.map, _("Map of the citations between the documents of this pack"))


def _calendar(digest: Digest) -> Iterator[Block]:
    """Yield the days of all tasks in one list, the known ones first."""
    names = labels(digest.documents)
    found = [
        (task, item, label)
        for item, label in zip(digest.documents, names, strict=True)
        for task in item.tasks
        if task.deadline
    ]
    found.sort(key=lambda each: each[0].due or date.max)
    entries = []
    for task, item, label in found:
        day = official_date(task.due) if task.due else task.deadline or _NONE
        who = f"{task.who}: " if task.who else ""
        said = quote(item, task.what, task.page, label=label, most=_CALENDAR_WORDS)
        entries.append(Entry((Run(f"{day}: ", bold=True), Run(who), *said)))
    if entries:
        yield Listing(tuple(entries))


def _quiz(digest: Digest) -> Iterator[Block]:
    """Yield quoted sentences with a number, day or body left out, then the answers with their pages."""
    answers = []
    entries = []
    for item, label in zip(digest.documents, labels(digest.documents), strict=True):
        for gap in make_quiz(item):
            entries.append(Entry((Run(f"“{gap.before}"), Run("", blank=True), Run(f"{gap.after}”"))))
            answers.append(Entry((*quote(item, gap.answer, gap.page, gap.section, label=label),)))
    if entries:
        yield Paragraph(text(_("Each sentence is quoted with one word or number left out. What was it?")), "note")
        yield Listing(tuple(entries), numbered=True, kind="ask")
        yield Heading(3, _("Answers"))
        yield Listing(tuple(answers), numbered=True, kind="ask")


_ANNEXES: Mapping[str, tuple[Callable[[], str], Callable[[Digest], Iterator[Block]]]] = {
    "tasks": (lambda: _("All tasks"), _tasks),
    "references": (lambda: _("Documents cited"), _works),
    "figures": (lambda: _("Figures and targets"), _figures),
    "calendar": (lambda: _("Calendar of deadlines"), _calendar),
    "map": (lambda: _("How the documents cite each other"), _map),
    "quiz": (lambda: _("Quiz"), _quiz),
}
PARTS = (*_ANNEXES, "forms", *FORM_NAMES)
