"""From when and until when a document says that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Validity:
    """`since` is the first day in force, `until` the last; None for what is not said. `page` and `start` are where."""

    since: date | None
    until: date | None
    page: int
    start: int
