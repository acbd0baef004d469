"""Text → the citations in it, taken apart.

A mention's span runs from the type word (in the later items of a list from `số`
or the number) to the last of its number, date, plenum and term. The body and the
title behind it and the articles before it are read, but lie outside the span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model import Mention
from ..registry import Registry
from .before import articles
from .kinds import FORMS
from .reading import Reading
from .relations import with_relations
from .shapes import compiled

_FIRST_WORD = compiled(r"\S+\s*")


def find(text: str, registry: Registry) -> tuple[Mention, ...]:
    """The mentions in NFC `text`, in order, none overlapping. Never raises; linear in the text."""
    return with_relations(text, tuple(_mentions(Reading(text, registry))))


def _mentions(reading: Reading) -> Iterator[Mention]:
    position = 0
    while opening := reading.vocabulary.trigger.search(reading.folded, position):
        found = _read(reading, opening)
        if found:
            yield from (_in_context(reading, mention) for mention in found)
            position = max(found[-1].end, opening.start() + 1)
        else:
            word = _FIRST_WORD.match(opening[0])
            position = opening.start() + (word.end() if word else 1)


def _read(reading: Reading, opening: re.Match[str]) -> list[Mention]:
    """What the first form gives that can read this opening."""
    head = reading.head(opening)
    if head.opens == "code" and not reading.text[head.start : head.start + 2].isupper():
        return []  # `ct`, `kl` in small letters are no type words
    for form in FORMS:
        if head.opens in form.opens and (found := form.read(reading, head)):
            return found
    return []


def _in_context(reading: Reading, mention: Mention) -> Mention:
    return replace(
        mention,
        text=reading.text[mention.start : mention.end],
        articles=mention.articles or articles(reading, mention.start),
    )
