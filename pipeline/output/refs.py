"""What a document cites and what cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..i18n import ngettext
from .relations import active
from .terminal import cite_short, one_line, page_label, resolution

if TYPE_CHECKING:
    from ..chain import Citation
    from ..model import Entry


def lines(document: Entry, cites: Sequence[Citation] | None, cited_by: Sequence[Citation] | None) -> Iterator[str]:
    """Yield what a document cites and what cites it; a direction given as None is left out."""
    yield click.style(cite_short(document), bold=True)
    if cites is not None:
        yield ""
        yield ngettext("It cites {count} time:", "It cites {count} times:", len(cites)).format(count=len(cites))
        for each in cites:
            text = click.style(one_line(each.reference.mention.text), bold=True)
            yield f"  {_place(each)}: {text}{_relation(each)}"
            yield f"      → {resolution(each.reference)}"
            yield f"      “{one_line(each.sentence)}”"
    if cited_by is not None:
        yield ""
        count = len(cited_by)
        yield ngettext("It is cited {count} time:", "It is cited {count} times:", count).format(count=count)
        for each in cited_by:
            yield f"  {cite_short(each.document)} — {_place(each)}{_relation(each)}"
            yield f"      “{one_line(each.sentence)}”"


def _place(each: Citation) -> str:
    return page_label(each.document.page_of(each.page), each.section)


def _relation(each: Citation) -> str:
    relation = each.reference.mention.relation
    return f" [{active(relation)}]" if relation else ""
