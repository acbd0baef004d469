"""A preview of a study pack."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from .terminal import one_line, page_label

if TYPE_CHECKING:
    from ..model import Digest, DigestItem

_MAX_WIDTH = 100  # columns of a preview


def lines(value: Digest) -> Iterator[str]:
    """Yield a preview of the pack, without its forms, sources and works cited."""
    width = min(_MAX_WIDTH, shutil.get_terminal_size().columns)
    yield click.style(one_line(value.title), bold=True)
    if value.unit:
        yield one_line(value.unit)
    if value.agenda:
        yield ""
        yield click.style(_("Agenda ({minutes} minutes)").format(minutes=value.minutes), bold=True)
        for step in value.agenda:
            yield from _wrapped(f"{step.minutes:>4}  ", step.title, width)
    for number, item in enumerate(value.items, 1):
        yield ""
        yield from _item_lines(number, item, width)
    if value.calendar:
        yield ""
        yield click.style(_("Calendar of deadlines"), bold=True)
        for each in value.calendar:
            task = f"{each.task.deadline}: {each.task.who or '–'} – {each.task.what}"
            yield from _wrapped(f"{each.item + 1:>4}  ", task, width)


def _item_lines(number: int, item: DigestItem, width: int) -> Iterator[str]:
    for line in _wrapped(f"{number}. ", item.heading, width):
        yield click.style(line, bold=True)
    for notice in item.notices:
        for line in _wrapped("   ", notice.text, width):
            yield click.style(line, fg="yellow")
    for point in item.points:
        lead = f"{point.lead}: " if point.lead else ""
        yield from _wrapped(" • ", f"{lead}{point.text} ({page_label(item.page_of(point.page), point.section)})", width)
    counts = (
        ngettext("{count} task", "{count} tasks", len(item.tasks)).format(count=len(item.tasks)),
        ngettext("{count} figure", "{count} figures", len(item.figures)).format(count=len(item.figures)),
        ngettext("{count} question", "{count} questions", len(item.questions)).format(count=len(item.questions)),
        ngettext("{count} work cited", "{count} works cited", len(item.explained)).format(count=len(item.explained)),
    )
    yield click.style("   " + ", ".join(counts), dim=True)


def _wrapped(mark: str, text: str, width: int) -> list[str]:
    """Return `text` wrapped after a mark, with a hanging indent."""
    return textwrap.wrap(one_line(text), width, initial_indent=mark, subsequent_indent=" " * len(mark))
