"""A pack → the blocks that every output is made of; all words that are the pack's own pass here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...i18n import _, ngettext
from ...model import Digest, DigestItem, Explained, Figure, Form, FormPart, Point, Source, Step, Task, Work
from ...vietnamese.citation import cite, vietnamese_date
from ...vietnamese.text import squeeze
from ..grounding import quotations
from ..questions import is_ours
from .blocks import (
    Blank,
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
    Signatures,
    SourceText,
    Table,
)

NONE = "–"
MOST_TASKS = 24  # of one document on paper


def layout(digest: Digest) -> Iterator[Block]:
    """The blocks of a pack, in order."""
    yield Heading(1, digest.title)
    if digest.unit:
        yield Paragraph(_plain(digest.unit), "unit")
    yield Paragraph(_plain(_("Every quotation stands word for word on the page named behind it.")), "note")
    yield Contents(_("Contents"))
    if digest.agenda:
        title = _("Agenda ({minutes} minutes)").format(minutes=digest.minutes)
        yield Heading(2, title, "agenda")
        yield _steps(digest.agenda)
    if digest.map:
        yield Heading(2, _("How the documents cite each other"), "map")
        yield Picture(digest.map, _("Map of the citations between the documents of this pack"))
    told: dict[str, int] = {}
    for number, item in enumerate(digest.items, 1):
        yield from _item(number, item, told)
    if digest.calendar:
        yield Heading(2, _("Calendar of deadlines"), "calendar")
        yield _calendar(digest)
    if digest.sources:
        yield Heading(2, _("Sources"), "sources")
        yield Listing(
            tuple(Entry(_source(source), anchor=_anchor(number)) for number, source in enumerate(digest.sources, 1)),
            numbered=True,
        )
    for form in digest.forms:
        yield from _form(form)
    for number, (source, item) in enumerate(zip(digest.sources, digest.items, strict=False), 1):
        yield from _source_texts(number, source, item)


def _anchor(number: int, page: int | None = None) -> str:
    """The name of a document's place among the sources, or of a page of it."""
    return f"source-{number}" if page is None else f"source-{number}-page-{page}"


def listed(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """What the table of contents lists, each with its anchor: headings of level 2 and the forms."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2 and block.anchor:
            yield block.numbered, block.anchor
        elif isinstance(block, Letterhead):
            yield f"{block.title} {block.subtitle}", block.anchor


def on_paper(anchor: str) -> str:
    """The anchor to lead to where the pages quoted are not printed: their document among the sources."""
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


def _item(number: int, item: DigestItem, told: dict[str, int]) -> Iterator[Block]:
    """A document's part; `told` is in which part a work was explained, and is added to."""
    yield Heading(2, item.heading, f"document-{number}", number)
    yield Paragraph(_plain(item.id), "file")
    yield from (Paragraph(_plain(notice.text), "notice") for notice in item.notices)
    why = tuple(_why(number, item))
    if why:
        yield Listing(why)
    yield Heading(3, _("Key points"))
    if item.points:
        yield Listing(tuple(Entry(_quoted(number, point)) for point in item.points))
    else:
        yield Paragraph(_plain(_("No sentence of this document can be quoted whole on its own.")), "note")
    if item.tasks:
        yield Heading(3, _("Tasks"))
        head = (_("Who"), _("What"), _("By when"), _("Reports to"), _("Page"))
        rows = tuple(
            (
                _plain(task.who or NONE),
                _plain(task.what),
                _plain(task.deadline or NONE),
                _plain(task.report_to or NONE),
                (Run(str(task.page), to=_anchor(number, task.page)),),
            )
            for task in _told(item.tasks)
        )
        yield Table(head, rows, (20, 39, 16, 15, 10))
        if more := len(item.tasks) - len(rows):
            rest = ngettext("{count} more task is in the document.", "{count} more tasks are in the document.", more)
            yield Paragraph(_plain(rest.format(count=more)), "note")
    if item.figures:
        yield Heading(3, _("Figures and targets"))
        yield Listing(
            tuple(
                Entry((Run("; ".join(figure.values), bold=True), Run(" — "), *_quoted(number, figure)))
                for figure in item.figures
            )
        )
    if item.explained:
        yield Heading(3, _("Documents cited"))
        lines = [_again(each, told) or _cited(each) for each in item.explained]
        told |= {each.work.id: told.get(each.work.id, number) for each in item.explained if each.work}
        yield Listing(tuple(Entry(each) for each in dict.fromkeys(lines)))
    if item.questions:
        yield Heading(3, _("Questions for discussion"))
        yield Listing(
            tuple(
                Entry((Run(f"{question.text} "), _place(number, question.page, None))) for question in item.questions
            ),
            numbered=True,
        )


def _told(tasks: Sequence[Task]) -> Sequence[Task]:
    """The tasks that a pack prints: all, or of very many those of cells and members and those with a deadline."""
    if len(tasks) <= MOST_TASKS:
        return tasks
    first = sorted(tasks, key=lambda task: -(is_ours(task) + 2 * (task.deadline is not None)))[:MOST_TASKS]
    return [task for task in tasks if task in first]


def _why(number: int, item: DigestItem) -> Iterator[Entry]:
    named = {"implements": _("Carries out:"), "binds": _("Binds:")}
    for kind, label in named.items():
        told = [reason for reason in item.why if reason.kind == kind]
        runs = [Run(f"{label} ", bold=True)]
        for place, reason in enumerate(told):
            words = cited_as(reason.work) if reason.work else reason.words
            runs += [Run(f"{'; ' if place else ''}{words} "), _place(number, reason.page, None)]
        more = item.bound - len(told) if kind == "binds" else 0
        if told and more > 0:
            runs.append(Run(" " + ngettext("and {count} more", "and {count} more", more).format(count=more)))
        if told:
            yield Entry(tuple(runs))


def _quoted(number: int, quoted: Point | Figure) -> Runs:
    lead = quoted.lead if isinstance(quoted, Point) else None
    above = (Run(f"{lead}: ", italic=True),) if lead else ()
    return (*above, Run(f"{quoted.text} "), _place(number, quoted.page, quoted.section))


def _place(number: int, page: int, section: str | None) -> Run:
    where = _("page {page}").format(page=page)
    return Run(f"({where}, {section})" if section else f"({where})", italic=True, to=_anchor(number, page))


def _calendar(digest: Digest) -> Table:
    head = (_("Day"), _("By when"), _("Who"), _("What"), _("Document"), _("Page"))
    rows = []
    for each in digest.calendar:
        task, number = each.task, each.item + 1
        rows.append(
            (
                _plain(vietnamese_date(task.due) if task.due else NONE),
                _plain(task.deadline or NONE),
                _plain(task.who or NONE),
                _plain(task.what),
                (Run(str(number), to=f"document-{number}"),),
                (Run(str(task.page), to=_anchor(number, task.page)),),
            )
        )
    return Table(head, tuple(rows), (15, 16, 19, 30, 10, 10))


def cited_as(work: Work) -> str:
    """A work as one cites it, with its title."""
    return cite(work.type, work.number, work.date, work.issuer, work.title)


def _again(each: Explained, told: Mapping[str, int]) -> Runs | None:
    """A work that another part of the pack explains: its name, and which part."""
    work = each.work
    if work is None or work.id not in told:
        return None
    name = cite(work.type, work.number, work.date, None)
    where = _("see document {number}").format(number=told[work.id])
    return (Run(f"{name} "), Run(f"({where})", italic=True, to=f"document-{told[work.id]}"))


def _cited(each: Explained) -> Runs:
    """What a citation means and whether that is in force, or honestly that it is not known."""
    work = each.work
    if work is None:
        known = (
            _("may mean {count} documents").format(count=each.candidates)
            if each.state == "ambiguous"
            else _("not known")
        )
        return (Run(f"{each.words} — {known}"),)
    not_held = _("not held") if work.confirmed else _("not held, to be checked")
    held = _("held") if each.state == "resolved" else not_held
    pages = ngettext("page {pages}", "pages {pages}", len(each.pages)).format(pages=", ".join(map(str, each.pages)))
    words = "" if work.number and work.number in each.words else f"{each.words} — "
    told = (Run(f"{words}{cited_as(work)} ({held}; {pages})"),)
    caution = () if each.confirmed else (Run(" "), Run(_("(not yet confirmed)")))
    if each.replaced_by:
        newer = _("no longer in force, replaced by {work}").format(work=cited_as(each.replaced_by))
        return (*told, Run("; "), Run(newer, bold=True), *caution)
    if each.in_force is None:
        return told
    holds = _("in force, as far as the library and the registry tell") if each.in_force else _("no longer in force")
    return (*told, Run(f"; {holds}"), *caution)


def _form(form: Form) -> Iterator[Block]:
    yield Letterhead(form.left, form.right, form.title, form.subtitle, form.kind)
    for part in form.parts:
        yield from _form_part(part)
    if form.signatures:
        yield Signatures(form.signatures)


def _form_part(part: FormPart) -> Iterator[Block]:
    if part.heading:
        yield Paragraph((Run(part.heading, bold=True),))
    lines: list[str] = []
    for line in part.lines:
        if line.endswith(":"):
            yield Blank(line)
        else:
            lines.append(line)
    if lines:
        yield Listing(tuple(Entry(_plain(line)) for line in lines))
    if part.blank:
        yield Blank(lines=part.blank)
    if part.table:
        head, *rows = part.table
        yield Table(head, tuple(tuple(map(_plain, row)) for row in rows), _shares(part.table), written=True)


def _shares(table: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Widths by the longest text of each column, inside bounds; what is empty is left room to write."""
    longest = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return tuple(9 if length <= 3 else min(60, max(20, length)) for length in longest)


def _source(source: Source) -> Runs:
    pages = ", ".join(str(page.number) for page in source.pages) or NONE
    told = _("pages quoted: {pages} of {count}").format(pages=pages, count=source.page_count)
    return (Run(f"{source.heading} — {source.id}, {source.file}; {told}"),)


def _source_texts(number: int, source: Source, item: DigestItem) -> Iterator[SourceText]:
    quoted: dict[int, dict[str, None]] = {}
    for quotation, number_of_page in quotations(item):
        quoted.setdefault(number_of_page, {})[squeeze(quotation)] = None
    for page in source.pages:
        label = _("{document}, page {page}").format(document=source.heading, page=page.number)
        yield SourceText(
            _anchor(number, page.number), label, page.text, tuple(quoted.get(page.number, ())), page.source
        )
