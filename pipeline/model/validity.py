"""The period in which a document says that it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and last day in force, None where not stated, and the page and offset of the statement."""

    since: date | None
    until: date | None
    page: int
    start: int
