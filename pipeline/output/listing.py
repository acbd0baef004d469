"""The documents of the library, and the files set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _, ngettext
from ..model import SetAside
from . import terminal
from .terminal import one_line

if TYPE_CHECKING:
    from ..model import Entry


def as_json(entries: Sequence[Entry], aside: Sequence[SetAside]) -> Json:
    """An object each."""
    return {
        "documents": [json_of.entry(value) for value in entries],
        "set_aside": [json_of.set_aside(value) for value in aside],
    }


def lines(entries: Sequence[Entry], aside: Sequence[SetAside]) -> Iterator[str]:
    """A line each, and one for the title."""
    for value in entries:
        pages = ngettext("{count} page", "{count} pages", value.pages).format(count=value.pages)
        pages = pages if value.pages_known else _("the file does not tell its pages")
        yield f"{click.style(terminal.entry(value), bold=True)} ({pages})"
        if value.title:
            yield f"    {one_line(value.title)}"
        if value.waiting:
            count = len(value.waiting)
            yield "    " + ngettext("{count} page waits for OCR", "{count} pages wait for OCR", count).format(
                count=count
            )
        yield f"    {click.style(value.id, dim=True)}"
    count = len(entries)
    yield ngettext("{count} document.", "{count} documents.", count).format(count=count)
    if aside:
        count = len(aside)
        yield ngettext("{count} file was set aside:", "{count} files were set aside:", count).format(count=count)
        yield from (f"  {line}" for item in aside for line in terminal.set_aside(item))
