"""Whether the works of a pack still hold, asked once for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from ..chain import Status, status_of
from ..errors import NotHeld
from ..model import Work
from ..store import Store

StandingOf = Callable[[str], Status | None]


def standing_in(store: Store, as_of: date) -> StandingOf:
    """A look-up of a work's status on a day by its id; None where nobody knows the work."""

    @cache
    def standing(work_id: str) -> Status | None:
        try:
            return status_of(store, work_id, as_of)
        except NotHeld:
            return None

    return standing


def unknown(work_id: str) -> Status | None:
    """The look-up where there is no library to ask."""
    return None


def successor(found: Status | None) -> Work | None:
    """The work that ended this one, if it is named."""
    return next((claim.by for claim in found.ended_by if claim.by), None) if found else None


def newest(found: Status | None, standing_of: StandingOf) -> Work | None:
    """The last of those that ended this work one after the other: 294-QĐ/TW → 20-QĐ/TW → 208-QĐ/TW."""
    chain = _succession(found, standing_of)
    return successor(chain[-1]) or (chain[-1].work if len(chain) > 1 else None) if chain else None


def is_confirmed(found: Status | None, standing_of: StandingOf) -> bool:
    """Whether everything that ends or carries on this work, and those that took its place, rests on firm sources."""
    return all(
        claim.confirmed for each in _succession(found, standing_of) for claim in (*each.ended_by, *each.continued_by)
    )


def _succession(found: Status | None, standing_of: StandingOf) -> list[Status]:
    """The status of a work, then that of each which took its place, as far as they are known."""
    chain: list[Status] = []
    while found and found.work.id not in {each.work.id for each in chain}:
        chain.append(found)
        newer = successor(found) if found.state == "replaced" else None
        found = standing_of(newer.id) if newer and newer.id else None
    return chain
