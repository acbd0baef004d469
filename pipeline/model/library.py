"""What a library lists: documents, citations of one, and secret documents that were added on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reference import Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library in a list; `secrecy` is the degree of one that was accepted although it is secret.

    `waiting` are the numbers of its pages that wait for OCR; the first `printed` of its pages (None: all) have the
    number that is printed on them. `files` are the paths of a document with several, that of `path`, whose text is
    shown, first.
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
    printed: int | None = None
    files: tuple[str, ...] = ()

    @property
    def pages_known(self) -> bool:
        """Whether all of its pages are those of the printed document."""
        return self.printed is None or self.printed >= self.pages

    def page_of(self, page: int) -> int | None:
        """Return the number printed on a page, None where the file does not record it."""
        return page if self.printed is None or page <= self.printed else None


@dataclass(frozen=True, slots=True)
class CitedIn:
    """A citation of a document, with the citing document and its page."""

    document: Entry
    page: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class AcceptedSecret:
    """A secret document that was added on purpose: its file, degree of secrecy, the reason and the time (UTC)."""

    path: str
    sha256: str
    secrecy: str
    reason: str
    since: str
