"""An old document and the one that replaced it, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..i18n import _
from ..vietnamese.citation import vietnamese_date
from .terminal import cite_full, one_line, page_label

if TYPE_CHECKING:
    from ..chain.comparison import Comparison, Division


def lines(value: Comparison) -> Iterator[str]:
    """Yield what the new document kept, changed, dropped and added."""
    yield click.style(_("Old: {work}").format(work=cite_full(value.old)), bold=True)
    yield click.style(_("New: {work}").format(work=cite_full(value.new)), bold=True)
    claim = value.claim
    if claim is None:
        yield _("Nothing known says that the one replaced the other.")
    elif claim.quote:
        since = f"{vietnamese_date(claim.since)}: " if claim.since else ""
        page = claim.quote.document.page_of(claim.quote.page)
        yield f"{since}“{one_line(claim.quote.text)}” ({page_label(page, claim.quote.section)})"
    elif claim.since:
        yield _("Replaced since {day}, according to the registry.").format(day=vietnamese_date(claim.since))
    for each in value.counterparts:
        if each.old and each.new and each.is_same:
            yield _("Kept: {old} → {new}").format(old=_name(each.old), new=_name(each.new))
        elif each.old and each.new:
            yield _("Changed: {old} → {new}").format(old=_name(each.old), new=_name(each.new))
            yield from (f"  − “{one_line(text)}”" for text in each.only_old)
            yield from (f"  + “{one_line(text)}”" for text in each.only_new)
        elif each.old:
            yield _("Dropped: {old}").format(old=_name(each.old))
            yield f"  − “{one_line(each.old.text)}”"
        elif each.new:
            yield _("Added: {new}").format(new=_name(each.new))
            yield f"  + “{one_line(each.new.text)}”"


def _name(division: Division) -> str:
    title = f" {one_line(division.title)}" if division.title else ""
    page = f" ({page_label(division.page)})" if division.page else ""
    return f"{one_line(division.label)}{title}{page}"
