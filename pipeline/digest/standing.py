"""Whether the works of a pack still hold, asked once for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from pipeline.chain.status import Status, status
from pipeline.errors import NotHeld
from pipeline.model import Work
from pipeline.store import Library

StandingOf = Callable[[str], Status | None]


def standing_in(library: Library, as_of: date) -> StandingOf:
    """A look-up of a work's status on a day by its id; None where nobody knows the work."""

    @cache
    def standing(work_id: str) -> Status | None:
        try:
            return status(library, work_id, as_of)
        except NotHeld:
            return None

    return standing


def unknown(work_id: str) -> Status | None:
    """The look-up where there is no library to ask."""
    return None


def successor(found: Status | None) -> Work | None:
    """The work that ended this one, if it is named."""
    return next((claim.by for claim in found.ended_by if claim.by), None) if found else None
