"""Whether a work holds on a day, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _
from ..vietnamese.citation import cite, vietnamese_date
from .terminal import entry, one_line

if TYPE_CHECKING:
    from ..chain import Claim, Quote, Status
    from ..model import Work


def as_json(value: Status) -> Json:
    """The state, and every claim with its quotation or its source."""
    return {
        **json_of.named(value.work),
        "held": value.held,
        "as_of": json_of.iso(value.as_of),
        "state": value.state,
        "in_force": value.in_force,
        "since": json_of.iso(value.since),
        "until": json_of.iso(value.until),
        "own": _quote(value.own),
        "ended_by": [claim(each) for each in value.ended_by],
        "replaced_by": [claim(each) for each in value.ended_by if each.effect == "replaces"],
        "amended_by": [claim(each) for each in value.amended_by],
        "continued_by": [claim(each) for each in value.continued_by],
        "later": [claim(each) for each in value.later],
        "undated": [claim(each) for each in value.undated],
    }


def claim(value: Claim) -> Json:
    """What was done, by which work, from when; `document`, `page` and `text` quote it, or `source` tells it."""
    quote = value.quote
    return {
        "relation": value.relation,
        "by": json_of.work(value.by),
        "since": json_of.iso(value.since),
        "part": value.part,
        "document": json_of.named(quote.document) if quote else None,
        "page": quote.page if quote else None,
        "text": quote.text if quote else None,
        "source": value.source,
        "confirmed": value.confirmed,
    }


def _quote(value: Quote | None) -> Json | None:
    return {"document": json_of.named(value.document), "page": value.page, "text": value.text} if value else None


def lines(value: Status) -> Iterator[str]:
    """The state in words, then who says so."""
    yield click.style(_named(value.work), bold=True)
    if not value.held:
        yield _("The library does not hold it; what follows is told by others.")
    day = vietnamese_date(value.as_of)
    yield _("On {day}: {state}").format(day=day, state=click.style(state_in_words(value), bold=True))
    if value.own:
        told = _("It says of itself: “{text}” ({page})")
        yield "  " + told.format(text=one_line(value.own.text), page=_page(value.own))
    elif value.since:
        yield "  " + _("It came into force on {day}, says the registry.").format(day=vietnamese_date(value.since))
    for title, claims in (
        (_("Ended"), value.ended_by),
        (_("Amended, or ended in part"), value.amended_by),
        (_("Continued"), value.continued_by),
        (_("After that day"), value.later),
        (_("On a day that is not told"), value.undated),
    ):
        if claims:
            yield ""
            yield f"{title}:"
            for each in claims:
                yield from (f"  {line}" for line in claim_lines(each))
    if value.in_force is not False:
        yield ""
        yield _("What neither the library nor the registry has may still have changed it: check before you rely on it.")


def state_in_words(value: Status) -> str:
    """The state, with the day where it is told."""
    return {
        "in force": _("in force, as far as the library and the registry tell"),
        "replaced": _("no longer in force: replaced"),
        "revoked": _("no longer in force: revoked"),
        "expired": _("no longer in force: expired"),
        "not yet in force": _("not yet in force"),
        "not known": _("not known: nothing held says that it is in force, or that it ended"),
    }[value.state]


def claim_lines(value: Claim) -> Iterator[str]:
    """What was done and from when, then who says so."""
    by = _named(value.by) if value.by else _("by a document that is not named")
    since = _("from {day}").format(day=vietnamese_date(value.since)) if value.since else _("day not told")
    yield f"{value.relation}: {by}; {since}"
    if value.quote:
        yield f"    “{one_line(value.quote.text)}”"
        yield f"    {entry(value.quote.document)}, {_page(value.quote)}"
    else:
        told = _("The registry says so.") if value.confirmed else _("The registry says so; not yet confirmed.")
        yield f"    {told}"


def _named(value: Work) -> str:
    return one_line(cite(value.type, value.number, value.date, value.issuer, value.title))


def _page(quote: Quote) -> str:
    return _("page {page}").format(page=quote.page)
