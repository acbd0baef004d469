"""The divisions of a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """An outline entry: `label` (`Điều 5`, `II`, `1.1`, `a`), its heading, where it starts and where it ends.

    `start` is an offset in the text of page `page`, `end` one behind its last character in that of `end_page`
    (0 for a document taken in before ends were told); its parts lie within. `level` is 1 for the outermost
    division that the document uses.
    """

    label: str
    title: str
    page: int
    level: int
    start: int
    end_page: int = 0
    end: int = 0
