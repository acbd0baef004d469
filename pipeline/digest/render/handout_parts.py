"""The parts that the handouts of one document and of a session share: head, duties, days, works cited, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from ...i18n import _, ngettext
from ...model import Deadline, Digest, DigestItem, Explained, OwnTask
from ...vietnamese.citation import official_date
from ...vietnamese.text import squeeze, tone_key
from ..audience import are_members, is_person
from ..forms import letterhead
from .blocks import Block, Dates, Heading, Masthead, Paragraph, Run, Runs, Table
from .fit import Limits
from .measure import LINE_WIDTH, break_phrases
from .quoting import (
    day_of,
    deadline,
    labels,
    name_of,
    next_day,
    place,
    quote,
    state,
    text,
)

_WEEKDAYS = (
    "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
)  # fmt: skip  # of a Vietnamese letterhead
_DATE_WORDS = 60  # characters of a duty in the list of days
_NORM = re.compile(
    r"(?:còn |càng )?(?:phải|cần|không|nghiêm cấm|nắm vững|gương mẫu|nêu gương|tự giác|chịu trách nhiệm)\b"
)
_NORM_WORDS = 90  # characters of a standing rule
_TITLE_WORDS = 90  # characters of a title in the table of works


def masthead(digest: Digest, subject: Sequence[str]) -> Masthead:
    """Return the head of a handout; what is not known of the session is left out or blank."""
    left, right = letterhead(digest.session)
    lines = tuple(line for part in subject for line in break_phrases(part, 14, LINE_WIDTH))
    return Masthead(left, right, _("MATERIALS FOR THE CELL'S SESSION"), lines, _session_line(digest))


def _session_line(digest: Digest) -> str:
    session = digest.session
    parts = []
    if session.day:
        day = f"{_WEEKDAYS[session.day.weekday()]}, ngày {official_date(session.day)}"
        parts.append(f"{session.hour}, {day}" if session.hour else day)
    if session.members:
        count = len(session.members)
        parts.append(ngettext("the cell has {count} member", "the cell has {count} members", count).format(count=count))
    line = "; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}." if line else ""


def warnings(item: DigestItem) -> Iterator[Block]:
    """Yield what one must know before quoting a document, each in a box."""
    yield from (Paragraph(text(notice.text, bold=True), "warning") for notice in item.notices)


def sorted_duties(digest: Digest, duties: Sequence[Deadline]) -> list[Deadline]:
    """Return duties with those that are late first, then by day, then recurring ones, then those without a day."""
    day = day_of(digest)

    def order(each: Deadline) -> tuple[int, str]:
        task = each.task
        if task.due:
            return (0 if task.due < day else 1), task.due.isoformat()
        return (2 if task.recurrence else 3), ""

    return sorted(duties, key=order)


def duties_table(
    digest: Digest,
    duties: Sequence[Deadline],
    limits: Limits,
    *,
    results: bool = False,
    numbered_elsewhere: Sequence[int] = (),
) -> Iterator[Block]:
    """Yield the table of the cell's duties, with a column for their results if asked for.

    Args:
        digest: The pack.
        duties: The duties to show.
        limits: How many, and how much of each.
        results: Whether there is a column of boxes for the results.
        numbered_elsewhere: Numbers of the points that are duties too.
    """
    if not duties and not numbered_elsewhere:
        yield Paragraph(text(_("The documents give the cell no task of its own.")), "lead")
        if not digest.own_tasks:
            return
    norms = [each for each in duties if is_norm(each)]
    duties = [each for each in duties if not is_norm(each)]
    shown = sorted_duties(digest, duties)[: limits.duties]
    names = labels(digest.documents)
    rows: list[tuple[Runs, ...]] = []
    for number, each in enumerate(shown, 1):
        item, task = digest.documents[each.item], each.task
        what = quote(item, task.what, task.page, task.section, label=names[each.item], most=limits.words)
        rows.append((text(str(number)), what, _who(each, digest), when_due(each, digest)))
    for number, own in enumerate(digest.own_tasks, len(shown) + 1):
        rows.append((text(str(number)), text(own.text), _in_charge(own.doer), _day_set(own.by)))
    if results:
        rows = [(*row, text("☐ " + _("done") + "\n☐ " + _("not done"))) for row in rows]
    head = (_("No."), _("Task (word for word)"), _("Who"), _("By when"))
    if not rows:
        pass
    elif results:
        yield Table((*head, _("Result")), tuple(rows), (15, 77, 40, 40, 28))
    else:
        yield Table(head, tuple(rows), (15, 97, 46, 42))
    yield from _norms(digest, norms, limits)
    yield from _notes(digest, duties, shown, numbered_elsewhere)


def is_norm(each: Deadline) -> bool:
    """Return whether a duty is a standing rule of conduct: it has no day, binds persons, and says must or must not."""
    task = each.task
    if each.doer or each.by:
        return False
    return not task.deadline and not is_person(task.who) and _NORM.match(tone_key(task.what)) is not None


def _norms(digest: Digest, norms: Sequence[Deadline], limits: Limits) -> Iterator[Block]:
    """Yield the standing rules of conduct in one paragraph."""
    names = labels(digest.documents)
    runs: Runs = ()
    for each in norms[: limits.norms]:
        item, task = digest.documents[each.item], each.task
        said = quote(item, task.what, task.page, label=names[each.item], most=min(_NORM_WORDS, limits.words))
        runs += (Run("; " if runs else _("At all times:") + " ", bold=not runs), *said)
    if left := len(norms) - len(norms[: limits.norms]):
        more = ngettext("{count} more rule: see --parts tasks", "{count} more rules: see --parts tasks", left)
        runs += (Run("; " if runs else ""), Run(more.format(count=left)))
    if runs:
        yield Paragraph((*runs, Run(".")), "small")


def _notes(
    digest: Digest, duties: Sequence[Deadline], shown: Sequence[Deadline], numbers: Sequence[int]
) -> Iterator[Block]:
    notes = []
    if left := len(duties) - len(shown):
        rest = ngettext("{count} more task: see --parts tasks.", "{count} more tasks: see --parts tasks.", left)
        notes.append(rest.format(count=left))
    if numbers:
        listed = ", ".join(map(str, numbers))
        notes.append(_("Also duties, without a day: points {numbers} in part 2.").format(numbers=listed))
    if digest.own_tasks:
        notes.append(_("What is not in quotation marks is the cell's own task."))
    if any(not (each.doer or is_person(each.task.who)) for each in shown):
        notes.append(_("Names are left blank for the cell to fill in."))
    if any(not (each.task.deadline or each.by) for each in shown):
        notes.append(_("(*) The document names no day."))
    if notes:
        yield Paragraph(text(" ".join(notes), italic=True), "note")


def _who(each: Deadline, digest: Digest) -> Runs:
    """Return the actor in the document's words, its partner, and a blank for the member in charge."""
    task = each.task
    runs = text(_capital(task.who) if task.who else "–")
    if task.partner:
        runs += text(" " + _("(with {partner})").format(partner=task.partner))
    if is_person(task.who) and not each.doer:
        return runs
    label = _("; collected by: ") if are_members(task.who) else _("; in charge: ")
    return (*runs, Run(label), *_in_charge(each.doer))


def _in_charge(doer: str) -> Runs:
    return (Run(doer, bold=True),) if doer else (Run("", blank=True),)


def when_due(each: Deadline, digest: Digest) -> Runs:
    """Return when a duty is due: the day that the cell has set, then what the document says."""
    said = deadline(each.task, day_of(digest), held=digest.session.day is not None)
    if not each.by:
        return said
    return (*_day_set(each.by), *((Run("; "), *said) if each.task.deadline else ()))


def own_task(task: OwnTask) -> Runs:
    """Return a task of the cell's own in one line: its words, who is in charge, and the day."""
    runs = text(task.text)
    if task.doer:
        runs += (Run(f" ({task.doer})"),)
    return (*runs, Run(" – "), *_day_set(task.by)) if task.by else runs


def _day_set(day: date | None) -> Runs:
    """Return the day that the cell has set, or a blank for it."""
    if day is None:
        return (Run(_("The cell sets the day:") + " "), Run("", blank=True))
    return (Run(_("The cell's day: {day}").format(day=official_date(day)), bold=True),)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def calendar(digest: Digest, duties: Sequence[Deadline], limits: Limits, title: str) -> Iterator[Block]:
    """Yield the days to come in one list: the cell's own, and beside them those of others that it should know."""
    table = [each for each in duties if not is_norm(each)]
    own = [
        (day, _("task {number}").format(number=number))
        for number, each in enumerate(sorted_duties(digest, table), 1)
        if (day := _day_in_calendar(each, digest))
    ]
    first_own = min(len(table), limits.duties) + 1
    own += [
        (each.by, _("task {number}").format(number=number))
        for number, each in enumerate(digest.own_tasks, first_own)
        if each.by
    ]
    chosen = {(each.item, each.task.text) for each in digest.duties}
    others = [
        (task.due, _date_words(Deadline(task, number), digest))
        for number, item in enumerate(digest.documents)
        if item.role != "last resolution"
        for task in item.tasks
        if task.due and task.due >= day_of(digest) and (number, task.text) not in chosen
    ]
    if own or others[: limits.others]:
        yield Heading(2, title)
    if own:
        listed = (f"{official_date(day)} ({said})" for day, said in sorted(own))
        yield Paragraph((Run(_("Our cell must act:") + " ", bold=True), Run("; ".join(listed) + ".")), "small")
    if first := sorted(others, key=lambda pair: pair[0])[: limits.others]:
        rows = tuple((official_date(day), said) for day, said in first)
        yield Dates(((_("Others act, to be known"), rows),))


def _day_in_calendar(each: Deadline, digest: Digest) -> date | None:
    task, day = each.task, day_of(digest)
    if each.by:
        return each.by
    if task.due:
        return task.due if task.due >= day else None
    return next_day(task.recurrence, day) if task.recurrence else None


def _date_words(each: Deadline, digest: Digest) -> Runs:
    item, task = digest.documents[each.item], each.task
    who = f"{_capital(task.who)}: " if task.who else ""
    said = quote(item, task.what, task.page, label=labels(digest.documents)[each.item], most=_DATE_WORDS)
    return (Run(who), *said)


def works_table(digest: Digest, limits: Limits, title: str) -> Iterator[Block]:
    """Yield the works cited that a reader must know, those that are out of date first, and what changed since."""
    cited = _cited(digest)
    if limits.works and cited:
        yield Heading(2, title)
        names = labels(digest.documents)
        rows = []
        for number, each in cited[: limits.works]:
            item = digest.documents[number]
            page = place(item, each.pages[0], None, names[number])
            assert each.work is not None
            dated = f", {official_date(each.work.date)}" if each.work.date else ""
            subject = _short_title(each.work.title)
            rows.append(((Run(f"{name_of(each.work)}{dated} "), page), text(subject or "–"), state(each)))
        on = official_date(day_of(digest))
        head = (_("Work, and where it is cited"), _("Subject"), _("In force on {day}?").format(day=on))
        yield Table(head, tuple(rows), (39, 35, 26))
        if left := len(cited) - len(rows):
            rest = ngettext(
                "{count} more work: see --parts references.", "{count} more works: see --parts references.", left
            )
            yield Paragraph(text(rest.format(count=left), italic=True), "note")
    yield from changes(digest)


def _cited(digest: Digest) -> list[tuple[int, Explained]]:
    """Return the works cited, each once, the most important first: out of date, known to be in force, not known."""
    own = {item.id for item in digest.documents}
    found: dict[str, tuple[int, Explained]] = {}
    for number, item in enumerate(digest.documents):
        if item.role != "last resolution":
            for each in item.explained:
                if each.work and each.work.id not in own:
                    found.setdefault(each.work.id, (number, each))
    changed = {each.work.id for each in digest.changed if each.work}

    def order(pair: tuple[int, Explained]) -> tuple[bool, ...]:
        number, each = pair
        is_changed = each.work is not None and each.work.id in changed
        return (each.in_force is not False, not is_changed, each.in_force is None, number > 0, each.state != "resolved")

    return sorted(found.values(), key=order)


def _short_title(title: str | None) -> str:
    """Return a title without `về`, cut where it is long."""
    words = squeeze(title or "").removeprefix("Về ").removeprefix("về ").removeprefix("việc ")
    if len(words) > _TITLE_WORDS:
        words = words[: words.rfind(" ", 0, _TITLE_WORDS)] + " …"
    return _capital(words)


def changes(digest: Digest) -> Iterator[Block]:
    """Yield a box with what is no longer in force since the day of the session."""
    if not (digest.changed and digest.printed):
        return
    said = [_change(each) for each in digest.changed if each.confirmed]
    unsure = [_change(each) for each in digest.changed if not each.confirmed]
    if unsure:
        said.append(_("by the registry, not checked") + f": {', '.join(unsure)}")
    line = _("On the day of printing, {day}, no longer in force: {changes}.")
    warning = text(_("Before this is used again it must be corrected."), bold=True)
    filled = line.format(day=official_date(digest.printed), changes="; ".join(said))
    yield Paragraph(warning + text(f" {filled}"), "warning")


def _change(each: Explained) -> str:
    """Return a work that ended, since when, and what replaced it."""
    name = each.work.number or name_of(each.work) if each.work else each.words
    since = _(" since {day}").format(day=official_date(each.ended)) if each.ended else ""
    newer = each.replaced_by.number if each.replaced_by else None
    return f"{name}{since}" + (_(" (now {work})").format(work=newer) if newer else "")


def key(digest: Digest) -> Iterator[Block]:
    """Yield what the marks mean: quotation marks, labels of documents, the abbreviation of a page."""
    names = labels(digest.documents)
    listed = "; ".join(
        f"{label}: {name_of(item.work)}"
        for label, item in zip(names, digest.documents, strict=True)
        if item.work and label != item.work.number
    )
    marks = _("Words in “ ” are word for word on the page named after them; other words are the editor's.")
    unknown = [label for label, item in zip(names, digest.documents, strict=True) if not item.page_of(1)]
    pages = (
        " "
        + _("The file does not tell the pages of {documents}: look by section.").format(documents=", ".join(unknown))
        if unknown
        else ""
    )
    end = _("p.: page. These materials do not replace the documents.")
    yield Paragraph(text(f"{marks}{pages} {f'{listed}; ' if listed else ''}{end}"), "key")


def with_sources(digest: Digest, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks and, below them, the files with the pages that they quote."""
    return [*blocks, *_sources(digest, quoted_pages(blocks))]


def quoted_pages(blocks: Sequence[Block]) -> dict[str, set[int]]:
    """Return the pages quoted in blocks, by the number or id of their document."""
    found: dict[str, set[int]] = {}
    for run in runs_of(blocks):
        if run.quoted and run.page:
            found.setdefault(run.quoted, set()).add(run.page)
    return found


def runs_of(value: object) -> Iterator[Run]:
    """Yield every run in blocks, at any depth."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from runs_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from runs_of(getattr(value, field.name))


def _sources(digest: Digest, pages: Mapping[str, set[int]]) -> Iterator[Block]:
    """Yield the files that the handout quotes, with their pages, and where the statements on force come from."""
    names = labels(digest.documents)
    runs: Runs = (Run(_("Sources.") + " ", bold=True), Run(_("Force by the library and the registry.")))
    for label, item, source in zip(names, digest.documents, digest.sources, strict=True):
        number = (item.work.number if item.work else None) or item.id
        quoted = [str(page) for page in sorted(pages.get(number, ()))]
        parts = [_("file {name}").format(name=source.file)]
        if item.page_of(item.pages or 1):
            count = ngettext("{count} page", "{count} pages", source.page_count).format(count=source.page_count)
            said = _("quoted: {pages}").format(pages=", ".join(quoted))
            parts.append(f"{count}; {said}" if quoted else count)
        name = name_of(item.work, dated=item.role != "chosen") if item.work else item.heading
        runs += (
            Run(f" {label}: ", bold=True),
            Run(f"{name}, {parts[0]}" + (f" ({parts[1]})" if parts[1:] else "") + "."),
        )
    if digest.left_out:
        left = ngettext(
            "{count} secret document is left out.", "{count} secret documents are left out.", digest.left_out
        )
        runs += text(" " + left.format(count=digest.left_out))
    if digest.ended_out:
        left = ngettext(
            "{count} document that is no longer in force is left out.",
            "{count} documents that are no longer in force are left out.",
            digest.ended_out,
        )
        runs += text(" " + left.format(count=digest.ended_out))
    yield Paragraph(runs, "source")
