"""What every search returns: hits, and the sections that they are in; named tuples, as those are fast to import."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Section(NamedTuple):
    """A division of a document: its label (`Điều 5`, `II`, `1.1`, `a`), heading and extent, which includes its parts.

    Attributes:
        level: 1 for the outermost divisions that the document uses.
        start: Offset of its first character in the text of `page`.
        end: Offset after its last character in the text of `end_page`.
        end_page: 0 for a document that was added before ends were stored.
    """

    label: str
    title: str
    page: int
    level: int
    start: int
    end_page: int = 0
    end: int = 0


class Copy(NamedTuple):
    """Another file of the same document, with the page that matches."""

    id: str
    path: str
    page: int
    start: int
    page_known: bool = True


class Hit(NamedTuple):
    """A page that answers a query; U+E000 and U+E001 enclose the matched words of the snippet.

    `copies` are other files of the document; `held_back` is the number of its pages that come after other documents'.
    `page_known` is False where the number of the printed page is not known; `start` is then the offset in the page's
    text at which the passage found begins. `secrecy` is the degree of a document that was accepted although it is
    secret.
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
    start: int = 0
    copies: tuple[Copy, ...] = ()
    held_back: int = 0
    secrecy: str | None = None
