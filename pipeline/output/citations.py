"""What a document cites and what cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _, ngettext
from .terminal import entry, meaning, one_line

if TYPE_CHECKING:
    from ..chain import Citation
    from ..model import Entry


def as_json(held: Entry, cites: Sequence[Citation] | None, cited_in: Sequence[Citation] | None) -> Json:
    """What a document cites (`cites`) and what cites it (`cited_by`); a direction not asked for is null.

    `sentence` is the one that cites, word for word as it stands on the page.
    """
    return {
        "document": json_of.entry(held),
        "cites": None if cites is None else [_told(each) for each in cites],
        "cited_by": None
        if cited_in is None
        else [{"document": json_of.entry(each.document), **_told(each)} for each in cited_in],
    }


def _told(each: Citation) -> Json:
    return {"page": each.page, **json_of.reference(each.reference), "sentence": each.sentence}


def lines(held: Entry, cites: Sequence[Citation] | None, cited_in: Sequence[Citation] | None) -> Iterator[str]:
    """What a document cites and what cites it; a direction given as None is left out."""
    yield click.style(entry(held), bold=True)
    if cites is not None:
        yield ""
        yield ngettext("It cites {count} time:", "It cites {count} times:", len(cites)).format(count=len(cites))
        for each in cites:
            text = click.style(one_line(each.reference.mention.text), bold=True)
            yield f"  {_page(each)}: {text}{_relation(each)}"
            yield f"      → {meaning(each.reference)}"
            yield f"      “{one_line(each.sentence)}”"
    if cited_in is not None:
        yield ""
        count = len(cited_in)
        yield ngettext("It is cited {count} time:", "It is cited {count} times:", count).format(count=count)
        for each in cited_in:
            yield f"  {entry(each.document)} — {_page(each)}{_relation(each)}"
            yield f"      “{one_line(each.sentence)}”"


def _page(each: Citation) -> str:
    return _("page {page}").format(page=each.page)


def _relation(each: Citation) -> str:
    relation = each.reference.mention.relation
    return f" [{relation}]" if relation else ""
