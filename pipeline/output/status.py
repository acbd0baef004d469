"""Whether a work is in force on a day, and the sources for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..i18n import _
from ..vietnamese.citation import vietnamese_date
from .relations import passive
from .terminal import cite_full, cite_short, one_line, page_label

if TYPE_CHECKING:
    from ..chain import Claim, Quote, Status


def lines(value: Status) -> Iterator[str]:
    """Yield the state in words, then every claim with its source."""
    yield click.style(cite_full(value.work), bold=True)
    if not value.held:
        yield _("It is not in the library; what follows comes from other documents and the registry.")
    day = vietnamese_date(value.as_of)
    yield _("On {day}: {state}").format(day=day, state=click.style(_state(value), bold=True))
    if value.successor and len(value.succession) > 1:
        yield "  " + _("In its place today: {work}").format(work=cite_full(value.successor))
    if value.own:
        own = _("Its own words: “{text}” ({page})")
        yield "  " + own.format(text=one_line(value.own.text), page=_place(value.own))
    elif value.since:
        yield "  " + _("In force since {day}, according to the registry.").format(day=vietnamese_date(value.since))
    for title, claims in (
        (_("Ended"), value.ended_by),
        (_("Amended, or ended in part"), value.amended_by),
        (_("Continued"), value.continued_by),
        (_("After that day"), value.later),
        (_("On an unknown day"), value.undated),
    ):
        if claims:
            yield ""
            yield f"{title}:"
            for each in claims:
                yield from (f"  {line}" for line in claim_lines(each))
    if value.in_force is not False:
        yield ""
        yield _(
            "A document that neither the library nor the registry has may have changed it: check before you rely on it."
        )


def _state(value: Status) -> str:
    return {
        "in force": _("in force, as far as the library and the registry know"),
        "replaced": _("no longer in force: replaced"),
        "revoked": _("no longer in force: revoked"),
        "expired": _("no longer in force: expired"),
        "not yet in force": _("not yet in force"),
        "not known": _("not known: no document says that it is in force or has ended"),
    }[value.state]


def _place(quote: Quote) -> str:
    return page_label(quote.document.page_of(quote.page), quote.section)


def claim_lines(value: Claim) -> Iterator[str]:
    """Yield what was done, by which work and since when, then the source."""
    by = cite_full(value.by) if value.by else _("a document that is not named")
    since = _("from {day}").format(day=vietnamese_date(value.since)) if value.since else _("day unknown")
    done = _("{relation}, in part") if value.part else "{relation}"
    yield f"{done.format(relation=passive(value.relation))}: {by}; {since}"
    if value.quote:
        yield f"    “{one_line(value.quote.text)}”"
        yield f"    {cite_short(value.quote.document)}, {_place(value.quote)}"
    else:
        yield "    " + (
            _("According to the registry.") if value.confirmed else _("According to the registry; not yet confirmed.")
        )
