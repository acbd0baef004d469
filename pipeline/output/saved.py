"""The searches that a library keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..contract import Json
from ..i18n import ngettext
from .terminal import one_line

if TYPE_CHECKING:
    from ..store.saved import Saved


def as_json(values: Sequence[Saved]) -> Json:
    """An object each."""
    return {
        "saved": [
            {"name": value.name, "query": value.query, "filters": dict(value.filters), "since": value.since}
            for value in values
        ]
    }


def lines(values: Sequence[Saved]) -> Iterator[str]:
    """A line each: its name, what was typed, the filters."""
    for value in values:
        filters = "".join(f" --{name.replace('_', '-')} {filter_}" for name, filter_ in value.filters.items())
        yield f"{click.style(one_line(value.name), bold=True)}: {one_line(value.query + filters)}"
    count = len(values)
    yield ngettext("{count} saved search.", "{count} saved searches.", count).format(count=count)
