"""Works of the registry in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import ngettext
from ..model import Work
from ..vietnamese.citation import cite
from .terminal import one_line


def as_json(values: Sequence[Work]) -> Json:
    """An object each."""
    return {"works": [json_of.work(each) for each in values]}


def lines(values: Sequence[Work]) -> Iterator[str]:
    """A work as one cites it, and its id."""
    for each in values:
        yield one_line(cite(each.type, each.number, each.date, each.issuer, each.title))
        yield f"    {click.style(each.id, dim=True)}"
    count = len(values)
    yield ngettext("{count} work.", "{count} works.", count).format(count=count)
