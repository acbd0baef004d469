"""The divisions of a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """An outline entry: `label` (`Điều 5`, `II`, `1.1`, `a`), its heading, and where it starts.

    `start` is an offset in the text of page `page`; `level` is 1 for the
    outermost division that the document uses.
    """

    label: str
    title: str
    page: int
    level: int
    start: int
