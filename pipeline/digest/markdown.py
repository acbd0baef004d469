"""A study pack as Markdown; text from documents is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.citation import cite
from pipeline.errors import UnwritableFile
from pipeline.i18n import _
from pipeline.model import Digest, DigestItem, Reference, Task

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?=[#+=-]|\d+[.)])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LINK = re.compile(r"\b(https?|ftp|mailto|www)([:.])", re.I)  # some renderers link a bare address


def render_markdown(digest: Digest) -> str:
    """The pack as CommonMark with pipe tables, ending in a line break."""
    blocks = [f"# {escape(digest.title)}"]
    blocks.append(_("Every quotation stands word for word on the page named behind it."))
    for number, item in enumerate(digest.items, 1):
        blocks += _item(number, item)
    return "\n\n".join(blocks) + "\n"


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
    return _LINE_START.sub(r"\\", _LINK.sub(r"\1\\\2", marked))


def _item(number: int, item: DigestItem) -> Iterator[str]:
    yield f"## {number}. {escape(item.heading)}"
    yield f"`{item.id}`"
    yield from (f"*{escape(note)}*" for note in item.notes)
    yield "### " + _("Key points")
    if item.points:
        yield "\n".join(f"- {escape(point.text)} *({_place(point.page, point.section)})*" for point in item.points)
    else:
        yield _("No sentence of this document can be quoted whole on its own.")
    if item.tasks:
        yield "### " + _("Tasks")
        yield _task_table(item.tasks)
    if item.questions:
        yield "### " + _("Questions for discussion")
        yield "\n".join(
            f"{place}. {escape(question.text)} *({_place(question.page, None)})*"
            for place, question in enumerate(item.questions, 1)
        )
    if item.references:
        yield "### " + _("Documents cited")
        yield "\n".join(f"- {line}" for line in dict.fromkeys(map(_reference, item.references)))


def _task_table(tasks: tuple[Task, ...]) -> str:
    rows = [(_("Who"), _("What"), _("By when"), _("Page"))]
    rows += [(task.who or "–", task.what, task.deadline or "–", str(task.page)) for task in tasks]
    lines = ["| " + " | ".join(map(escape, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]])


def _place(page: int, section: str | None) -> str:
    where = _("page {page}").format(page=page)
    return f"{where}, {escape(section)}" if section else where


def _reference(reference: Reference) -> str:
    """A line saying what the citation means, or honestly that it is not known."""
    work, mention = reference.target, reference.mention
    cited = escape(mention.text)
    if work is None:
        known = (
            _("may mean {count} documents").format(count=len(reference.candidates))
            if reference.state == "ambiguous"
            else _("not known")
        )
        return f"{cited} — {known}"
    if reference.state == "resolved":
        held = _("held")
    else:
        held = _("not held") if work.confirmed else _("not held, to be checked")
    return f"{cited} — {escape(cite(work.type, work.number, work.date, work.issuer, work.title))} ({held})"
