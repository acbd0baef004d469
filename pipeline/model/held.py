"""What a library tells of the documents that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .reference import Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library in a list; `secrecy` is the degree of one that was accepted although it is secret.

    `waiting` are the numbers of its pages that wait for OCR; `pages_known` is False where the file does not tell how
    many printed pages it has.
    """

    id: str
    number: str | None
    type: str | None
    issuer: str | None
    date: date | None
    title: str | None
    pages: int
    path: str
    secrecy: str | None = None
    waiting: tuple[int, ...] = ()
    pages_known: bool = True


@dataclass(frozen=True, slots=True)
class CitedIn:
    """Where a document is cited: the citing document, the page, and how."""

    document: Entry
    page: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class Accepted:
    """A secret document that was taken in on purpose: which file, its degree, why and when (UTC)."""

    path: str
    sha256: str
    secrecy: str
    reason: str
    since: str
