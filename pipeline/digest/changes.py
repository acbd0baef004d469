"""What a session must know of force: works that its documents ended, and what changed between session and printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import DigestItem, Ended, Explained
from .in_force import StatusLookup


def ended_works(items: Sequence[DigestItem], look_up_status: StatusLookup) -> Iterator[Ended]:
    """Yield the works that a document of the pack says to have ended, each with that sentence and its page."""
    places = {item.id: place for place, item in enumerate(items)}
    cited = dict.fromkeys(each.work.id for item in items for each in item.explained if each.work)
    for work_id in cited:
        found = look_up_status(work_id)
        for claim in found.ended_by if found else ():
            if found and claim.quote and claim.quote.document.id in places:
                place = places[claim.quote.document.id]
                yield Ended(found.work, claim.since, place, claim.quote.page, claim.quote.text)
                break


def changed_works(
    items: Iterable[DigestItem], on_the_day: StatusLookup, when_printed: StatusLookup
) -> Iterator[Explained]:
    """Yield the documents and the works that they cite that ended after the day of the session, up to the printing."""
    cited = (Explained("", (), "resolved", item.work) for item in items if item.work)
    seen: set[str] = set()
    for each in (*cited, *(each for item in items for each in item.explained)):
        if each.work is None or each.work.id in seen:
            continue
        seen.add(each.work.id)
        then, now = on_the_day(each.work.id), when_printed(each.work.id)
        if now and now.in_force is False and then and then.in_force is not False:
            claim = now.ended_by[0] if now.ended_by else None
            yield replace(
                each,
                in_force=False,
                ended=claim.since if claim else now.until,
                replaced_by=now.successor,
                confirmed=all(claim.confirmed for claim in now.ended_by),
            )
