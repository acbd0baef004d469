"""The works most cited that the library lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _, ngettext
from ..vietnamese.citation import cite
from .terminal import one_line

if TYPE_CHECKING:
    from ..chain import MissingWork

_SHOWN = 3  # citing documents named in a line


def as_json(values: Sequence[MissingWork]) -> Json:
    """Each work (its id is null where nobody knows it), how often it is cited, and by which documents."""
    return {
        "missing": [
            {
                **json_of.named(each.work),
                "id": each.work.id or None,
                "confirmed": each.work.confirmed,
                "known": each.known,
                "times": each.times,
                "documents": list(each.documents),
            }
            for each in values
        ]
    }


def lines(values: Sequence[MissingWork]) -> Iterator[str]:
    """A work, then how often and by whom it is cited."""
    for each in values:
        work = each.work
        yield click.style(one_line(cite(work.type, work.number, work.date, work.issuer, work.title)), bold=True)
        count = len(each.documents)
        told = ngettext("cited in {count} document", "cited in {count} documents", count).format(count=count)
        times = ngettext("{count} time", "{count} times", each.times).format(count=each.times)
        unknown = "" if each.known else "; " + _("the registry does not know it")
        more = ", …" if count > _SHOWN else ""
        yield f"    {told}, {times}{unknown}: {', '.join(map(one_line, each.documents[:_SHOWN]))}{more}"
    if not values:
        yield _("Every work that is cited by number is held.")
