"""A form of citation: the way to read it with its examples and counter-examples beside it.

The tests run every example. In a text ⟦ and ⟧ enclose the spans that must be found, and nothing else may be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Mention
from .reading import Head, Reading

Read = Callable[[Reading, Head], list[Mention]]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of citation.

    `read` gives the mentions that begin at a head, none where it is no citation of this kind. `opens` names the
    openings that it can follow. `examples` are pairs: a text, and what is told of each span (`told`), parted by ` | `.
    """

    name: str
    opens: frozenset[str]
    read: Read
    examples: tuple[tuple[str, str], ...]
    counters: tuple[str, ...]


def told(mention: Mention) -> str:
    """What a mention says, in one line: `nghị quyết 18-NQ/TW 2017-10-25`, `nghị quyết TW4 khóa XII`."""
    parts = (
        mention.type,
        mention.number,
        mention.date and mention.date.isoformat(),
        mention.plenum and f"TW{mention.plenum}",
        mention.term and f"khóa {mention.term}",
        *mention.articles,
    )
    return " ".join(str(part) for part in parts if part)
