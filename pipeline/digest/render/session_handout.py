"""The handout of a session on several documents: a month, documents that were named, or what a search found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ...i18n import _, ngettext
from ...model import Deadline, Digest, DigestItem
from ...vietnamese.citation import official_date
from ..forms import last_resolution
from .blocks import Block, Entry, Heading, Listing, Paragraph, Run, Runs, Table
from .fit import Limits, fit
from .handout import best_points, implemented, reading
from .handout_parts import (
    changes,
    duties_table,
    is_norm,
    key,
    masthead,
    sorted_duties,
    warnings,
    with_sources,
    works_table,
)
from .quoting import day_of, force_of, labels, name_of, question, quote, shorten, text

PAGES = {"month": 4, "topic": 6, "document": 2}
_POINTS, _QUESTIONS, _WORKS = 4, 5, 8
_STEPS = (
    ("points", 3), ("norms", 4), ("works", 3), ("reasons", 160), ("words", 160), ("points", 2), ("questions", 3),
    ("works", 0), ("norms", 2), ("words", 100), ("reasons", 80), ("rows", 2), ("points", 1), ("documents", 4),
    ("norms", 0), ("duties", 8), ("questions", 1), ("documents", 1), ("duties", 1),
)  # fmt: skip
_ROOM = 0.98  # of each page: what runs over several pages leaves some lines empty
_TITLE = 160  # characters of a title
_SOON = timedelta(days=31)


def session_handout(digest: Digest, room: float = 1.0) -> Sequence[Block]:
    """Return the handout of several documents, on as many pages as are asked for at most.

    `room` is the part of each page that may be used.
    """
    most = digest.pages or PAGES[digest.kind]

    def build(limits: Limits) -> Sequence[Block]:
        return with_sources(digest, [*_blocks(digest, limits), *key(digest)])

    return fit(build, Limits(points=_POINTS, questions=_QUESTIONS, works=_WORKS), _STEPS, most, room * _ROOM)


def _blocks(digest: Digest, limits: Limits) -> Iterator[Block]:
    duties = digest.duties
    shown = [each for each in sorted_duties(digest, duties) if not is_norm(each)][: limits.duties]
    number = iter(range(1, 10))
    yield masthead(digest, (digest.title,))
    if digest.kind != "topic":
        yield Heading(2, _("What this session is about"))
        yield _facts(digest, duties)
        yield Heading(2, _("{number}. Agenda, {minutes} minutes").format(number=next(number), minutes=digest.minutes))
        yield _agenda(digest)
    part = next(number)
    title = _("{number}. On “{query}”") if digest.kind == "topic" else _("{number}. New documents")
    yield Heading(2, title.format(number=part, query=digest.query))
    for place in range(len(digest.items))[: limits.documents]:
        yield from _document(digest, place, limits, heading=f"{part}.{place + 1}", duties=shown)
    if rest := digest.items[limits.documents :]:
        names = "; ".join(map(_name, rest))
        yield Paragraph((*text(_("Other documents:"), bold=True), *text(f" {names}.")), "lead")
    if digest.ended:
        yield Heading(2, _("{number}. Works that are no longer in force").format(number=next(number)))
        yield _ended(digest, limits)
    yield Heading(2, _("{number}. Tasks that are due or going on").format(number=next(number)))
    yield from duties_table(digest, duties, limits, results=True)
    asked = [*_questions(digest, limits.questions)]
    if asked:
        yield Heading(2, _("{number}. Questions for discussion").format(number=next(number)))
        yield Listing(tuple(asked), numbered=True, kind="ask")
    if digest.kind == "topic" and limits.works:
        yield from works_table(
            digest, limits, _("{number}. Works cited that one must know").format(number=next(number))
        )
    else:
        yield from changes(digest)
    if digest.kind != "topic":
        yield Heading(2, _("{number}. Next tasks, given by the cell at the session").format(number=next(number)))
        empty = tuple((text(str(row)), (), (), ()) for row in range(1, limits.rows + 1))
        yield Table((_("No."), _("Task"), _("Who"), _("By when")), empty, (15, 95, 52, 38), "empty")


def _facts(digest: Digest, duties: Sequence[Deadline]) -> Table:
    """Return the box at the top: new documents, works that ended, tasks that are due, what is to be decided."""
    names = [_name(item) for item in digest.items]
    day = day_of(digest)
    late = sum(each.task.due is not None and each.task.due < day for each in duties)
    soon = sum(each.task.due is not None and day <= each.task.due <= day + _SOON for each in duties)
    rows = [(_("New documents"), f"{len(names)}: {'; '.join(names)}.")]
    if digest.ended:
        ended = "; ".join(each.work.number or name_of(each.work) for each in digest.ended)
        rows.append((_("No longer in force"), f"{len(digest.ended)}: {ended}."))
    counts = (
        ngettext("{count} overdue", "{count} overdue", late).format(count=late),
        ngettext("{count} due within a month", "{count} due within a month", soon).format(count=soon),
        ngettext("{count} in all", "{count} in all", len(duties)).format(count=len(duties)),
    )
    rows.append((_("Tasks of the cell"), "; ".join(counts) + "."))
    rows.append((_("To be decided"), _("The resolution of the session.")))
    cells = tuple((text(name, bold=True), text(said)) for name, said in rows)
    return Table((), cells, (19, 81), "facts")


def _name(item: DigestItem) -> str:
    return name_of(item.work) if item.work and (item.work.number or item.work.type) else item.heading


def _agenda(digest: Digest) -> Table:
    hour = _minutes_of_day(digest.session.hour)
    rows: list[tuple[Runs, ...]] = []
    passed = 0
    for step in digest.agenda:
        title = step.title
        if step.parts or (len(digest.items) == 1 and step.study):
            title += ": " + "; ".join(item.work.number for item in digest.items if item.work and item.work.number)
        time = (text(_clock(hour + passed)),) if hour is not None else ()
        rows.append((*time, text(title), text(step.who or ""), text(str(step.minutes))))
        passed += step.minutes
    end = (text(_clock(hour + passed), bold=True),) if hour is not None else ()
    rows.append((*end, text(_("End"), bold=True), (), text(str(passed), bold=True)))
    head = (_("What"), _("Who"), _("Minutes"))
    if hour is None:
        return Table(head, tuple(rows), (66, 25, 9))
    return Table((_("Hour"), *head), tuple(rows), (8, 60, 23, 9))


def _minutes_of_day(hour: str | None) -> int | None:
    if not hour:
        return None
    hours, _colon, minutes = hour.partition(":")
    return 60 * int(hours) + int(minutes or 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _document(
    digest: Digest, place: int, limits: Limits, *, heading: str, duties: Sequence[Deadline]
) -> Iterator[Block]:
    """Yield one new document: why it is studied and whether it is in force, its points, and where its tasks are."""
    item = digest.items[place]
    name = name_of(item.work, dated=True) if item.work and item.work.number else item.heading
    title = (
        f" {_title_of(item, min(_TITLE, limits.reasons + 40))}"
        if item.work and item.work.number and item.work.title
        else ""
    )
    yield Heading(3, f"{heading}. {name}{title}")
    yield from warnings(item)
    yield Paragraph(
        (*text(force_of(item, day_of(digest))), *_reason(digest, item, limits), *implemented(item, "")), "lead"
    )
    yield from reading(item, best_points(item, limits.points), "")
    numbers = [number for number, each in enumerate(duties, 1) if each.item == place]
    if numbers:
        listed = ", ".join(map(str, numbers))
        said = ngettext("task {numbers} of the table below.", "tasks {numbers} of the table below.", len(numbers))
        yield Paragraph((*text(_("Our cell:"), bold=True), *text(" " + said.format(numbers=listed))), "lead")
    elif any(each.item == place for each in digest.duties):
        yield Paragraph((*text(_("Our cell:"), bold=True), *text(" " + _("see below the table."))), "lead")
    else:
        none = _("the document gives the cell no task of its own.")
        yield Paragraph((*text(_("Our cell:"), bold=True), *text(f" {none}")), "lead")


def _title_of(item: DigestItem, most: int) -> str:
    title = (item.work.title if item.work else None) or ""
    title = title[:1].lower() + title[1:] if title.lower().startswith(("về ", "v/v ")) else f"“{title}”"
    kept = shorten(title, most)
    return kept if len(kept) >= len(title) else f"{kept} …"


def _reason(digest: Digest, item: DigestItem, limits: Limits) -> Runs:
    """Return the task of the cell's last resolution that asks for this document, if it names its number."""
    last = last_resolution(digest)
    number = item.work.number if item.work else None
    if last is None or not number or digest.documents[last] is item:
        return ()
    source = digest.documents[last]
    for task in source.tasks:
        if number in task.text:
            label = labels(digest.documents)[last]
            said = quote(source, task.what, task.page, task.section, label=label, most=limits.reasons)
            who = f"{task.who}: " if task.who else ""
            return (Run(" " + _("Why it is studied:") + f" {who}"), *said, Run("."))
    return ()


def _ended(digest: Digest, limits: Limits) -> Table:
    names = labels(digest.documents)
    rows = []
    for each in digest.ended:
        item = digest.documents[each.item]
        since = _("since {day}").format(day=official_date(each.since)) if each.since else ""
        work = f"{name_of(each.work)}" + (f", {since}" if since else "")
        said = quote(item, each.text, each.page, label=names[each.item], most=limits.reasons)
        rows.append((text(work), text(_name(item)), said))
    return Table((_("Old work"), _("Now by"), _("Word for word")), tuple(rows), (30, 22, 48))


def _questions(digest: Digest, most: int) -> Iterator[Entry]:
    """Yield the questions of the cell, then the first one of each document, then the second ones."""
    yield from (Entry(text(each)) for each in digest.own_questions)
    names = labels(digest.documents)
    rows = [
        (rank, number, item, asked)
        for number, item in enumerate(digest.items)
        for rank, asked in enumerate(item.questions)
    ]
    for _rank, number, item, asked in sorted(rows, key=lambda row: row[:2])[:most]:
        yield Entry(question(item, asked, names[number]))
