"""The outline of a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
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
