"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers a query. In `snippet` the found words stand between U+E000 and U+E001.

    `page_known` is False where the file does not tell on which printed page that is.
    """

    id: str
    number: str | None
    type: str | None
    issuer: str | None
    date: date | None
    title: str | None
    page: int
    section: str | None
    snippet: str
    score: float
    path: str
    page_known: bool = True
