"""What a document cites and what cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from pipeline.i18n import _, ngettext
from pipeline.model import Reference
from pipeline.output import as_json as json_of
from pipeline.output.as_json import Json
from pipeline.output.terminal import entry, references

if TYPE_CHECKING:
    from pipeline.model import CitedIn, Entry


def as_json(held: Entry, cites: Sequence[tuple[int, Reference]] | None, cited_in: Sequence[CitedIn] | None) -> Json:
    """What a document cites (`cites`) and what cites it (`cited_by`); a direction not asked for is null."""
    return {
        "document": json_of.entry(held),
        "cites": None if cites is None else [{"page": page, **json_of.reference(value)} for page, value in cites],
        "cited_by": None
        if cited_in is None
        else [
            {"document": json_of.entry(each.document), "page": each.page, **json_of.reference(each.reference)}
            for each in cited_in
        ],
    }


def lines(
    held: Entry, cites: Sequence[tuple[int, Reference]] | None, cited_in: Sequence[CitedIn] | None
) -> Iterator[str]:
    """What a document cites and what cites it; a direction given as None is left out."""
    yield click.style(entry(held), bold=True)
    if cites is not None:
        yield ""
        yield ngettext("It cites {count} time:", "It cites {count} times:", len(cites)).format(count=len(cites))
        yield from (f"  {line}" for line in references(cites))
    if cited_in is not None:
        yield ""
        count = len(cited_in)
        yield ngettext("It is cited {count} time:", "It is cited {count} times:", count).format(count=count)
        for each in cited_in:
            page = _("page {page}").format(page=each.page)
            relation = f" [{each.reference.mention.relation}]" if each.reference.mention.relation else ""
            yield f"  {entry(each.document)} — {page}{relation}"
