"""Turn a pack into the blocks that every output format is made of, with all the words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...i18n import _, ngettext
from ...model import Digest, DigestItem, Figure, Point, Source, Step, Task
from ...vietnamese.citation import vietnamese_date
from ...vietnamese.text import squeeze
from ..audience import Audience
from ..grounding import quotations
from ..in_force import cite_work
from .annexes import annex
from .blocks import (
    Block,
    Contents,
    Entry,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Run,
    Runs,
    SourceText,
    Table,
)
from .form_blocks import form_blocks
from .handout import document_handout
from .quoting import shorten
from .session_handout import session_handout
from .works_cited import back_reference, citation

_NONE = "–"
_MAX_TASKS = 24  # of one document
_CALENDAR_WORDS = 110  # characters of a task in the calendar


def layout(digest: Digest, room: float = 1.0) -> Iterator[Block]:
    """Yield the blocks of a pack, in order: everything, or a handout with the annexes that are asked for.

    `room` is the part of each page that a handout may use.
    """
    if digest.full or not digest.items:
        yield from _everything(digest)
        return
    yield from document_handout(digest, room) if digest.kind == "document" else session_handout(digest, room)
    for name in digest.parts:
        yield from annex(digest, name)


def _everything(digest: Digest) -> Iterator[Block]:
    yield Heading(1, digest.title)
    if digest.unit:
        yield Paragraph(_plain(digest.unit), "unit")
    yield Paragraph(_plain(_("Every quotation is word for word on the page named after it.")), "note")
    yield Contents(_("Contents"))
    if digest.agenda:
        title = _("Agenda ({minutes} minutes)").format(minutes=digest.minutes)
        yield Heading(2, title, "agenda")
        yield _steps(digest.agenda)
    if digest.map:
        yield Heading(2, _("How the documents cite each other"), "map")
        yield Picture(digest.map, _("Map of the citations between the documents of this pack"))
    explained: dict[str, int] = {}
    for number, item in enumerate(digest.items, 1):
        yield from _item(number, item, explained)
    yield from _calendar(digest)
    if digest.sources:
        yield Heading(2, _("Sources"), "sources")
        yield Listing(
            tuple(
                Entry(_source(source, item), anchor=_anchor(number))
                for number, (source, item) in enumerate(zip(digest.sources, digest.documents, strict=False), 1)
            ),
            numbered=True,
        )
    for form in digest.forms:
        yield from form_blocks(form)
    for number, (source, item) in enumerate(zip(digest.sources, digest.items, strict=False), 1):
        yield from _source_texts(number, source, item)


def _anchor(number: int, page: int | None = None) -> str:
    """Return the anchor of a document in the list of sources, or of one of its pages."""
    return f"source-{number}" if page is None else f"source-{number}-page-{page}"


def contents(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield the entries of the table of contents with their anchors: headings of level 2 and the forms."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2 and block.anchor:
            yield block.numbered, block.anchor
        elif isinstance(block, Letterhead):
            yield f"{block.title} {block.subtitle}", block.anchor


def printed_anchor(anchor: str) -> str:
    """Return the anchor to use in formats without the pages quoted: that of the document in the list of sources."""
    return anchor.split("-page-")[0]


def _plain(text: str) -> Runs:
    return (Run(text),)


def _steps(steps: Iterable[Step]) -> Listing:
    return Listing(
        tuple(
            Entry(
                (Run(f"{step.title} "), Run(_("({minutes} min)").format(minutes=step.minutes), italic=True)),
                _steps(step.parts) if step.parts else None,
            )
            for step in steps
        ),
        numbered=True,
    )


def _item(number: int, item: DigestItem, explained: dict[str, int]) -> Iterator[Block]:
    """Yield a document's part; `explained` maps works to the part that explains them, and is added to."""
    yield Heading(2, item.heading, f"document-{number}", number)
    yield Paragraph(_plain(item.id), "file")
    yield from (Paragraph(_plain(notice.text), "notice") for notice in item.notices)
    if reasons := tuple(_reasons(number, item)):
        yield Listing(reasons)
    yield Heading(3, _("Key points"))
    if item.points:
        yield Listing(tuple(Entry(_quoted(number, item, point)) for point in item.points))
    else:
        yield Paragraph(_plain(_("No sentence of this document can be quoted whole on its own.")), "note")
    if item.tasks:
        yield Heading(3, _("Tasks"))
        yield from tasks_table(number, item, _printed_tasks(item.tasks))
    if item.figures:
        yield Heading(3, _("Figures and targets"))
        yield from _figures(number, item)
    if item.explained:
        yield Heading(3, _("Documents cited"))
        yield from _works(number, item, explained)
    if item.questions:
        yield Heading(3, _("Questions for discussion"))
        yield Listing(
            tuple(
                Entry((Run(f"{question.text} "), _place(number, item, question.page, None)))
                for question in item.questions
            ),
            numbered=True,
        )


def _figures(number: int, item: DigestItem) -> Iterator[Block]:
    if item.figures:
        yield Listing(
            tuple(
                Entry((Run("; ".join(figure.values), bold=True), Run(" — "), *_quoted(number, item, figure)))
                for figure in item.figures
            )
        )


def _works(number: int, item: DigestItem, explained: dict[str, int]) -> Iterator[Block]:
    lines = [back_reference(each, explained) or citation(each, item) for each in item.explained]
    explained |= {each.work.id: explained.get(each.work.id, number) for each in item.explained if each.work}
    if lines:
        yield Listing(tuple(Entry(each) for each in dict.fromkeys(lines)))


def tasks_table(number: int, item: DigestItem, tasks: Sequence[Task]) -> Iterator[Block]:
    """Yield the table of a document's tasks, and how many are not in it."""
    head = (_("Who"), _("What"), _("By when"), _("With, or reports to"), _("Page"))
    rows = tuple(
        (
            _plain(task.who or _NONE),
            _plain(f"{task.what} …" if task.continues else task.what),
            _plain(task.deadline or _NONE),
            _plain(_others(task) or _NONE),
            (Run(str(page), to=_anchor(number, page)),) if (page := item.page_of(task.page)) else _plain(_NONE),
        )
        for task in tasks
    )
    yield Table(head, rows, (20, 39, 16, 15, 10))
    if more := len(item.tasks) - len(rows):
        rest = ngettext("{count} more task is in the document.", "{count} more tasks are in the document.", more)
        yield Paragraph(_plain(rest.format(count=more)), "note")


def _others(task: Task) -> str:
    """Return with whom a task is done and to whom it is reported."""
    parts = (
        _("with {partner}").format(partner=task.partner) if task.partner else "",
        _("reports to {body}").format(body=task.report_to) if task.report_to else "",
    )
    return "; ".join(part for part in parts if part)


def _printed_tasks(tasks: Sequence[Task]) -> Sequence[Task]:
    """Return the tasks to print: all, or the first of many by deadline and by being a duty of cells and members."""
    if len(tasks) <= _MAX_TASKS:
        return tasks
    first = sorted(tasks, key=lambda task: -(Audience().binds(task) + 2 * (task.deadline is not None)))[:_MAX_TASKS]
    return [task for task in tasks if task in first]


def _reasons(number: int, item: DigestItem) -> Iterator[Entry]:
    labels = {"implements": _("Carries out:"), "binds": _("Binds:")}
    for kind, label in labels.items():
        reasons = [reason for reason in item.why if reason.kind == kind]
        runs = [Run(f"{label} ", bold=True)]
        for place, reason in enumerate(reasons):
            words = cite_work(reason.work) if reason.work else reason.words
            runs += [Run(f"{'; ' if place else ''}{words} "), _place(number, item, reason.page, None)]
        more = item.bound - len(reasons) if kind == "binds" else 0
        if reasons and more > 0:
            runs.append(Run(" " + ngettext("and {count} more", "and {count} more", more).format(count=more)))
        if reasons:
            yield Entry(tuple(runs))


def _quoted(number: int, item: DigestItem, quoted: Point | Figure) -> Runs:
    lead = quoted.lead if isinstance(quoted, Point) else None
    lead_run = (Run(f"{lead}: ", italic=True),) if lead else ()
    return (*lead_run, Run(f"{quoted.text} "), _place(number, item, quoted.page, quoted.section))


def _place(number: int, item: DigestItem, page: int, section: str | None) -> Run:
    """Return page and section of a quotation; without the page where the file does not tell it."""
    known = item.page_of(page)
    where = _("page {page}").format(page=known) if known else _("page not known")
    return Run(f"({where}, {section})" if section else f"({where})", italic=True, to=_anchor(number, page))


def _calendar(digest: Digest) -> Iterator[Block]:
    """Yield the days of all tasks in one list, the known ones first."""
    if not digest.calendar:
        return
    yield Heading(2, _("Calendar of deadlines"), "calendar")
    entries = []
    for each in digest.calendar:
        task, number = each.task, each.item + 1
        day = vietnamese_date(task.due) if task.due else task.deadline or _NONE
        where = (
            Run(f"({number}", to=f"document-{number}"),
            *_page(number, digest.items[each.item], task.page),
            Run(")"),
        )
        who = f"{task.who}: " if task.who else ""
        entries.append(Entry((Run(f"{day}: ", bold=True), Run(f"{who}{_short(task.what)} "), *where)))
    yield Listing(tuple(entries))


def _short(words: str) -> str:
    kept = shorten(words, _CALENDAR_WORDS)
    return kept if len(kept) >= len(squeeze(words)) else f"{kept} …"


def _page(number: int, item: DigestItem, page: int) -> Runs:
    """Return the page after a document's number, as a link; nothing where the file does not tell it."""
    known = item.page_of(page)
    if not known:
        return ()
    return (Run(", " + _("page {page}").format(page=known), to=_anchor(number, page)),)


def _source(source: Source, item: DigestItem) -> Runs:
    if not item.page_of(source.page_count):
        return (Run(f"{source.heading} — {source.id}, {source.file}"),)
    pages = ", ".join(str(page.number) for page in source.pages) or _NONE
    quoted = _("pages quoted: {pages} of {count}").format(pages=pages, count=source.page_count)
    return (Run(f"{source.heading} — {source.id}, {source.file}; {quoted}"),)


def _source_texts(number: int, source: Source, item: DigestItem) -> Iterator[SourceText]:
    quoted: dict[int, dict[str, None]] = {}
    for quotation, page_number in quotations(item):
        quoted.setdefault(page_number, {})[squeeze(quotation)] = None
    for page in source.pages:
        known = item.page_of(page.number)
        label = _("{document}, page {page}").format(document=source.heading, page=known) if known else source.heading
        yield SourceText(
            anchor=_anchor(number, page.number),
            label=label,
            text=page.text,
            quoted=tuple(quoted.get(page.number, ())),
            source=page.source,
        )
