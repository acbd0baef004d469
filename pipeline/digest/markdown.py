"""A study pack as Markdown; text from documents is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from pipeline.citation import cite, vietnamese_date
from pipeline.errors import UnwritableFile
from pipeline.i18n import _
from pipeline.model import Digest, DigestItem, Explained, Figure, Form, Point, Source, Step, Work

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\d*)([#+=.)-])")  # a heading, a list, a rule
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RULED = "…" * 40
_LINK = re.compile(r"\b(https?|ftp|mailto|www)([:.])", re.I)  # some renderers link a bare address


def render_markdown(digest: Digest) -> str:
    """The pack as CommonMark with pipe tables, ending in a line break."""
    return "\n\n".join(_blocks(digest)) + "\n"


def write_markdown(digest: Digest, name: str) -> None:
    """Write the pack to the file `name`, whole or not at all; into what is no plain file (a pipe) as it comes.

    Raises UnwritableFile, also for a file that holds something other than text: it is not overwritten.
    """
    path = Path(name).resolve()
    text = render_markdown(digest)
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        if path.exists() and not _is_text(path):
            raise UnwritableFile(
                _("The file holds no text and is not overwritten."), hint=_("Name another place with -o."), path=name
            )
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        if beside.exists():
            beside.unlink()
        raise UnwritableFile(
            _("The file cannot be written: {error}.").format(error=error.strerror),
            hint=_("Name another place with -o."),
            path=path,
        ) from error


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" not in file.read(4096)


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is; control and direction marks are dropped."""
    plain = _CONTROL.sub("", " ".join(text.split()))
    marked = _SPECIAL.sub(r"\\\g<0>", plain)
    return _LINE_START.sub(r"\1\\\2", _LINK.sub(r"\1\\\2", marked))


def _blocks(digest: Digest) -> Iterator[str]:
    yield f"# {escape(digest.title)}"
    if digest.unit:
        yield f"**{escape(digest.unit)}**"
    yield _("Every quotation stands word for word on the page named behind it.")
    if digest.agenda:
        yield "## " + _("Agenda ({minutes} minutes)").format(minutes=digest.minutes)
        yield "\n".join(_steps(digest.agenda))
    for number, item in enumerate(digest.items, 1):
        yield from _item(number, item)
    if digest.calendar:
        yield "## " + _("Calendar of deadlines")
        yield _calendar(digest)
    for form in digest.forms:
        yield "---"
        yield from _form(form)
    if digest.sources:
        yield "## " + _("Sources")
        yield "\n".join(f"{number}. {_source(source)}" for number, source in enumerate(digest.sources, 1))


def _steps(steps: Iterable[Step], indent: str = "") -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        told = _("{minutes} min").format(minutes=step.minutes)
        yield f"{indent}{number}. {escape(step.title)} *({told})*"
        yield from _steps(step.parts, indent + "    ")


def _item(number: int, item: DigestItem) -> Iterator[str]:
    yield f"## {number}. {escape(item.heading)}"
    yield f"`{item.id}`"
    yield from (f"> **{escape(notice.text)}**" for notice in item.notices)
    if item.why:
        yield "\n".join(_why(item))
    yield "### " + _("Key points")
    if item.points:
        yield "\n".join(f"- {_quoted(point)}" for point in item.points)
    else:
        yield _("No sentence of this document can be quoted whole on its own.")
    if item.tasks:
        yield "### " + _("Tasks")
        yield _table(
            (_("Who"), _("What"), _("By when"), _("Reports to"), _("Page")),
            ((task.who, task.what, task.deadline, task.report_to, str(task.page)) for task in item.tasks),
        )
    if item.figures:
        yield "### " + _("Figures and targets")
        yield "\n".join(f"- **{escape('; '.join(figure.values))}** — {_quoted(figure)}" for figure in item.figures)
    if item.explained:
        yield "### " + _("Documents cited")
        yield "\n".join(f"- {line}" for line in dict.fromkeys(map(_cited, item.explained)))
    if item.questions:
        yield "### " + _("Questions for discussion")
        yield "\n".join(
            f"{place}. {escape(question.text)} *({_place(question.page, None)})*"
            for place, question in enumerate(item.questions, 1)
        )


def _why(item: DigestItem) -> Iterator[str]:
    named = {"implements": _("Carries out:"), "binds": _("Binds:")}
    for kind, label in named.items():
        told = [
            f"{escape(_named(reason.work) if reason.work else reason.words)} *({_place(reason.page, None)})*"
            for reason in item.why
            if reason.kind == kind
        ]
        if told:
            yield f"- **{label}** {'; '.join(told)}"


def _quoted(quoted: Point | Figure) -> str:
    return f"{escape(quoted.text)} *({_place(quoted.page, quoted.section)})*"


def _calendar(digest: Digest) -> str:
    rows = []
    for each in digest.calendar:
        task = each.task
        day = vietnamese_date(task.due) if task.due else None
        rows.append((day, task.deadline, task.who, task.what, f"{each.item + 1}", str(task.page)))
    head = (_("Day"), _("By when"), _("Who"), _("What"), _("Document"), _("Page"))
    return _table(head, rows)


def _form(form: Form) -> Iterator[str]:
    rows = zip_longest(form.left, form.right, fillvalue="")
    yield _table(("", ""), rows, empty="")
    yield f"## {escape(form.title)}"
    yield f"*{escape(form.subtitle)}*"
    for part in form.parts:
        if part.heading:
            yield f"**{escape(part.heading)}**"
        lines = [f"- {escape(line)}{' ……………………' if line.endswith(':') else ''}" for line in part.lines]
        if lines:
            yield "\n".join(lines)
        yield from [_RULED] * part.blank
        if part.table:
            yield _table(part.table[0], part.table[1:], empty="")
    if form.signatures:
        yield _table(tuple(" ".join(name.split()) for name in form.signatures), [[""] * len(form.signatures)], empty="")


def _source(source: Source) -> str:
    pages = ", ".join(str(page.number) for page in source.pages)
    told = _("pages quoted: {pages} of {count}").format(pages=pages or "–", count=source.page_count)
    return f"{escape(source.heading)} — `{source.id}`, {escape(source.file)}; {told}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str | None]], empty: str = "–") -> str:
    lines = [head, *([cell or empty for cell in row] for row in rows)]
    shown = ["| " + " | ".join(map(escape, line)) + " |" for line in lines]
    return "\n".join([shown[0], "|---" * len(head) + "|", *shown[1:]])


def _place(page: int, section: str | None) -> str:
    where = _("page {page}").format(page=page)
    return f"{where}, {escape(section)}" if section else where


def _named(work: Work) -> str:
    return cite(work.type, work.number, work.date, work.issuer, work.title)


def _cited(each: Explained) -> str:
    """A line saying what the citation means and whether it is in force, or honestly that it is not known."""
    words, work = escape(each.words), each.work
    if work is None:
        known = (
            _("may mean {count} documents").format(count=each.candidates)
            if each.state == "ambiguous"
            else _("not known")
        )
        return f"{words} — {known}"
    not_held = _("not held") if work.confirmed else _("not held, to be checked")
    held = _("held") if each.state == "resolved" else not_held
    standing = ""
    if each.replaced_by:
        standing = (
            "; **" + escape(_("no longer in force, replaced by {work}").format(work=_named(each.replaced_by))) + "**"
        )
    elif each.in_force is not None:
        standing = "; " + (_("in force") if each.in_force else _("no longer in force"))
    return f"{words} — {escape(_named(work))} ({held}){standing}"
