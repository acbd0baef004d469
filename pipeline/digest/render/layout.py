"""Turn a pack into the blocks that every output format is made of, with all the words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...i18n import _, ngettext
from ...model import Digest, DigestItem, Explained, Figure, Form, FormPart, Point, Source, Step, Task
from ...vietnamese.citation import cite, vietnamese_date
from ...vietnamese.text import squeeze
from ..grounding import quotations
from ..in_force import cite_work
from ..session import is_cell_duty
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

_NONE = "–"
_MAX_TASKS = 24  # of one document


def layout(digest: Digest) -> Iterator[Block]:
    """Yield the blocks of a pack, in order."""
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
        yield Listing(tuple(Entry(_quoted(number, point)) for point in item.points))
    else:
        yield Paragraph(_plain(_("No sentence of this document can be quoted whole on its own.")), "note")
    if item.tasks:
        yield Heading(3, _("Tasks"))
        head = (_("Who"), _("What"), _("By when"), _("Reports to"), _("Page"))
        rows = tuple(
            (
                _plain(task.who or _NONE),
                _plain(task.what),
                _plain(task.deadline or _NONE),
                _plain(task.report_to or _NONE),
                (Run(str(task.page), to=_anchor(number, task.page)),),
            )
            for task in _printed_tasks(item.tasks)
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
        lines = [_back_reference(each, explained) or _citation(each) for each in item.explained]
        explained |= {each.work.id: explained.get(each.work.id, number) for each in item.explained if each.work}
        yield Listing(tuple(Entry(each) for each in dict.fromkeys(lines)))
    if item.questions:
        yield Heading(3, _("Questions for discussion"))
        yield Listing(
            tuple(
                Entry((Run(f"{question.text} "), _place(number, question.page, None))) for question in item.questions
            ),
            numbered=True,
        )


def _printed_tasks(tasks: Sequence[Task]) -> Sequence[Task]:
    """Return the tasks to print: all, or the first of many by deadline and by being a duty of cells and members."""
    if len(tasks) <= _MAX_TASKS:
        return tasks
    first = sorted(tasks, key=lambda task: -(is_cell_duty(task) + 2 * (task.deadline is not None)))[:_MAX_TASKS]
    return [task for task in tasks if task in first]


def _reasons(number: int, item: DigestItem) -> Iterator[Entry]:
    labels = {"implements": _("Carries out:"), "binds": _("Binds:")}
    for kind, label in labels.items():
        reasons = [reason for reason in item.why if reason.kind == kind]
        runs = [Run(f"{label} ", bold=True)]
        for place, reason in enumerate(reasons):
            words = cite_work(reason.work) if reason.work else reason.words
            runs += [Run(f"{'; ' if place else ''}{words} "), _place(number, reason.page, None)]
        more = item.bound - len(reasons) if kind == "binds" else 0
        if reasons and more > 0:
            runs.append(Run(" " + ngettext("and {count} more", "and {count} more", more).format(count=more)))
        if reasons:
            yield Entry(tuple(runs))


def _quoted(number: int, quoted: Point | Figure) -> Runs:
    lead = quoted.lead if isinstance(quoted, Point) else None
    lead_run = (Run(f"{lead}: ", italic=True),) if lead else ()
    return (*lead_run, Run(f"{quoted.text} "), _place(number, quoted.page, quoted.section))


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
                _plain(vietnamese_date(task.due) if task.due else _NONE),
                _plain(task.deadline or _NONE),
                _plain(task.who or _NONE),
                _plain(task.what),
                (Run(str(number), to=f"document-{number}"),),
                (Run(str(task.page), to=_anchor(number, task.page)),),
            )
        )
    return Table(head, tuple(rows), (15, 16, 19, 30, 10, 10))


def _back_reference(each: Explained, explained: Mapping[str, int]) -> Runs | None:
    """Return the name of a work that an earlier part explains, and that part; None if none does."""
    work = each.work
    if work is None or work.id not in explained:
        return None
    name = cite(work.type, work.number, work.date, None)
    where = _("see document {number}").format(number=explained[work.id])
    return (Run(f"{name} "), Run(f"({where})", italic=True, to=f"document-{explained[work.id]}"))


def _citation(each: Explained) -> Runs:
    """Return the work that a citation means and whether it is in force, as far as that is known."""
    work = each.work
    if work is None:
        known = (
            _("may mean {count} documents").format(count=each.candidates)
            if each.state == "ambiguous"
            else _("not known")
        )
        return (Run(f"{each.words} — {known}"),)
    if each.state == "resolved":
        held = _("in the library")
    else:
        held = _("not in the library") if work.confirmed else _("not in the library, to be checked")
    pages = ngettext("page {pages}", "pages {pages}", len(each.pages)).format(pages=", ".join(map(str, each.pages)))
    words = "" if work.number and work.number in each.words else f"{each.words} — "
    name = Run(f"{words}{cite_work(work)} ({held}; {pages})")
    caution = () if each.confirmed else (Run(" "), Run(_("(not yet confirmed)")))
    if each.replaced_by:
        newer = _("no longer in force, replaced by {work}").format(work=cite_work(each.replaced_by))
        return (name, Run("; "), Run(newer, bold=True), *caution)
    if each.in_force is None:
        return (name,)
    state = _("in force, according to the library and the registry") if each.in_force else _("no longer in force")
    return (name, Run(f"; {state}"), *caution)


def _form(form: Form) -> Iterator[Block]:
    yield Letterhead(left=form.left, right=form.right, title=form.title, subtitle=form.subtitle, anchor=form.kind)
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
    """Return the columns' widths by their longest texts, within bounds; empty ones get room to write."""
    longest = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return tuple(9 if length <= 3 else min(60, max(20, length)) for length in longest)


def _source(source: Source) -> Runs:
    pages = ", ".join(str(page.number) for page in source.pages) or _NONE
    quoted = _("pages quoted: {pages} of {count}").format(pages=pages, count=source.page_count)
    return (Run(f"{source.heading} — {source.id}, {source.file}; {quoted}"),)


def _source_texts(number: int, source: Source, item: DigestItem) -> Iterator[SourceText]:
    quoted: dict[int, dict[str, None]] = {}
    for quotation, page_number in quotations(item):
        quoted.setdefault(page_number, {})[squeeze(quotation)] = None
    for page in source.pages:
        label = _("{document}, page {page}").format(document=source.heading, page=page.number)
        yield SourceText(
            anchor=_anchor(number, page.number),
            label=label,
            text=page.text,
            quoted=tuple(quoted.get(page.number, ())),
            source=page.source,
        )
