"""Short names that a document gives itself: `… (sau đây gọi tắt là Chỉ thị 08)`, and their later uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import Mention
from ..registry import Registry
from ..vietnamese.text import squeeze
from .reading import Reading
from .shapes import compiled
from .slips import trie

_GIVES = compiled(
    r"(?:(?:sau|duoi)\s+day\s+(?:duoc\s+)?(?:goi|viet)|\(\s*(?:goi|viet)\s+tat)\s*(?:tat|chung)?\s*(?:la\s*)?[:\s]*"
    r"[“\"‘'(]?\s*(?P<name>[^\s“\"‘'()”’;.,\n:][^“\"‘'()”’;.,:]{1,80}?)\s*(?=[)”\"’';.,:]|$)"
)
_NEAR = 600  # characters before the name in which the work that it is given to was cited
_MOST = 100  # names that one document gives
# What follows a type word that stands for itself no more: `Nghị quyết số …`, `Nghị quyết của Quốc hội`.
_GOES_ON = compiled(r"\s*(?:so\s|\d|cua\s|nay\b|tren\b|neu\s|noi\s|do\b|trung\s+uong|hoi\s+nghi|dai\s+hoi|lien\s+tich)")
_SEVERAL = compiled(r"(?:cac|nhung|moi|mot|hai|ba|nhieu)\s+$")

Pages = Sequence[Sequence[Mention]]


def with_short_names(
    texts: Iterable[str], found: Iterable[Sequence[Mention]], registry: Registry
) -> list[list[Mention]]:
    """The mentions of one document, page by page, with those by a name that it gave before.

    A name counts from where it is given, there too. Each has the full citation as its antecedent.
    """
    names: dict[str, Mention] = {}
    return [_page(Reading(text, registry), mentions, names) for text, mentions in zip(texts, found, strict=True)]


def _page(reading: Reading, mentions: Sequence[Mention], names: dict[str, Mention]) -> list[Mention]:
    given = {at: (name, owner) for at, name, owner in _given(reading, mentions)}
    if not names and not given:
        return list(mentions)
    known = [*names, *(name for name, _owner in given.values())][:_MOST]
    uses = compiled(rf"(?<!\w)(?:{trie(known)})(?![\w/])")
    named: list[Mention] = []
    for match in uses.finditer(reading.folded):
        if match.start() in given:
            name, owner = given[match.start()]
            names[name] = owner
        meant = names.get(squeeze(match[0]))
        if meant and reading.is_capital(match.start()) and _stands_alone(reading, match):
            named.append(
                Mention(
                    *match.span(),
                    reading.text[slice(*match.span())],
                    reading.vocabulary.type_opening(match[0]) or meant.type,
                    antecedent=replace(meant, relations=()),
                )
            )
    return _merged(mentions, named)


def _given(reading: Reading, mentions: Sequence[Mention]) -> Iterator[tuple[int, str, Mention]]:
    """Where each name is given, the name folded, and the citation that it is given to."""
    starts = iter(mentions)
    before: list[Mention] = []
    following = next(starts, None)
    for match in _GIVES.finditer(reading.folded):
        at = match.start("name")
        while following and following.end <= match.start():
            before.append(following)
            following = next(starts, None)
        opening = reading.vocabulary.trigger.match(reading.folded, at)
        head = reading.head(opening) if opening else None
        if head is None or not reading.is_capital(at):
            continue
        kind = head.kind.name if head.kind else None
        if head.opens == "name":
            works = reading.registry.works.aliased(reading.written((head.start, head.end)))
            kind = works[0].type if works else None
        owner = next(
            (each for each in reversed(before[-8:]) if kind is None or (each.type or "").startswith(kind)), None
        )
        if owner and not owner.pointer and match.start() - owner.end <= _NEAR:
            yield at, squeeze(match["name"]), owner


def _stands_alone(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a name is used, not a longer citation or several documents that begin with the same words."""
    if reading.vocabulary.type_of(match[0]) is None:
        return True
    before = reading.folded[max(0, match.start() - 12) : match.start()]
    return _GOES_ON.match(reading.folded, match.end()) is None and _SEVERAL.search(before) is None


def _merged(found: Sequence[Mention], named: Sequence[Mention]) -> list[Mention]:
    """Both in order; where they meet the longer one stays, told by the name if it is the same span."""
    by_start = sorted([*found, *named], key=lambda each: (each.start, -each.end, each.antecedent is None))
    merged: list[Mention] = []
    for each in by_start:
        if merged and each.start < merged[-1].end:
            if (each.start, each.end) == (merged[-1].start, merged[-1].end):
                full = merged[-1] if merged[-1].antecedent is None else each
                merged[-1] = replace(full, antecedent=merged[-1].antecedent or each.antecedent)
            continue
        merged.append(each)
    return merged
