"""A pack as plain text to be read aloud: whole sentences, numbers and abbreviations spoken, each with its page.

The words of a document are those of its page; how numbers are spoken is the reader's help, so the text says at its top
that the handout has the words as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...i18n import _
from ...model import Digest, DigestItem
from ...registry import load
from ...system.files import MARK
from ...vietnamese.spoken import speak
from .blocks import plain
from .handout import best_points
from .handout_parts import is_norm, own_task, sorted_duties
from .quoting import day_of, force_of, name_of

_MOST_POINTS = 7


def render(digest: Digest) -> bytes:
    """Return the text, UTF-8, one paragraph a line."""
    lines = [*_lines(digest), f"({MARK})"]
    return ("\n\n".join(lines) + "\n").encode()


def _lines(digest: Digest) -> Iterator[str]:
    yield _say(digest.title)
    if digest.session.unit:
        yield _say(digest.session.unit)
    yield plain(
        _("Numbers and abbreviations are spelled out for reading; the handout has the words as they are written.")
    )
    for item in digest.items:
        yield from _document(item, digest)
    table = [each for each in sorted_duties(digest, digest.duties) if not is_norm(each)]
    if table or digest.own_tasks:
        yield plain(_("What our cell must do") + ".")
    for each in table:
        source = digest.documents[each.item]
        task = each.task
        who = f"{task.who}: " if task.who else ""
        yield _say(f"{who}{task.what}. {_where(source, task.page)}")
    for own in digest.own_tasks:
        yield _say("".join(run.text for run in own_task(own)) + ".")


def _document(item: DigestItem, digest: Digest) -> Iterator[str]:
    name = name_of(item.work, dated=True) if item.work and item.work.number else item.heading
    title = item.work.title if item.work and item.work.number and item.work.title else ""
    title = title[:1].lower() + title[1:] if title.startswith("Về ") else title
    yield _say(f"{name} {title}".strip() + ".")
    yield _say(force_of(item, day_of(digest)))
    for notice in item.notices:
        yield _say(notice.text)
    for point in best_points(item, _MOST_POINTS):
        lead = f"{point.lead}: " if point.lead else ""
        yield _say(f"{_where(item, point.page)} {lead}{point.text}")


def _where(item: DigestItem, page: int) -> str:
    known = item.page_of(page)
    return _("Page {page}.").format(page=known) if known else _("Page not known.")


def _say(text: str) -> str:
    return plain(speak(text, _expand))


def _expand(letters: str) -> str | None:
    """Return the words for the letters of a number, where the registry knows both: `CT/TU` → `chỉ thị của Tỉnh ủy`."""
    registry = load()
    kind, slash, body = letters.partition("/")
    if not slash:
        return None
    kinds, bodies = registry.types.of_symbol(kind), registry.bodies.of_symbol(body)
    if len({each.name for each in kinds}) != 1:
        return None
    names = {each.name for each in bodies}
    return f"{kinds[0].name} {_placeless(names.pop())}" if len(names) == 1 else None


def _placeless(name: str) -> str:
    return name.replace("{place}", "").strip()
