"""What a library tells of the documents that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library in a list."""

    id: str
    number: str | None
    type: str | None
    issuer: str | None
    date: date | None
    title: str | None
    pages: int
    path: str


@dataclass(frozen=True, slots=True)
class CitedIn:
    """Where a document is cited: the citing document, the page, and how."""

    document: Entry
    page: int
    reference: Reference
