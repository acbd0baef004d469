"""The hits of a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers a query; U+E000 and U+E001 enclose the matched words of the snippet.

    `page_known` is False where the number of the printed page is not known.
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
