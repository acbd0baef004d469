"""Choosing among works of which nothing that the text says excludes one.

Each rule leaves fewer works only where it decides; the name of the last one that did goes into the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..model import Citing, Mention, Work
from ..registry import Registry
from ..vietnamese.text import fold

_NEAR, _FAR = 0.6, 0.35  # part of a title's words that the right work shares, and that the others share at most
_WHOLE, _APART = 0.9, 0.3  # so much shared decides against others that share so much less
_ENOUGH = 2  # words of a title that tell something
# Words that stand in most titles.
_EMPTY = frozenset(
    fold("về việc một số của và các trong đến năm cho với đối tiếp tục tăng cường sự lãnh đạo Đảng những").split()
)


def chosen(works: Sequence[Work], mention: Mention, citing: Citing, registry: Registry) -> tuple[Sequence[Work], str]:
    """The works that remain, and the rule that left them: `+title`, `+in-force`, `+own-term`; blank for none."""
    if len(works) > 1 and len(titled := by_title(works, mention.title)) < len(works):
        return titled, "+title"
    if len(works) > 1 and citing.date:
        # A number used again for what replaced the work means the one that holds.
        holding = in_force(works, citing.date, registry)
        if len(holding) == 1:
            return holding, "+in-force"
        own = [work for work in works if term_of(work, registry) == registry.terms.at(citing.date)]
        if len(own) == 1:
            return own, "+own-term"
    return works, ""


def in_force(works: Iterable[Work], day: date, registry: Registry) -> list[Work]:
    """Those that nothing had replaced by that day, if each of the others was replaced by one of them."""
    ended = set(registry.changes.ended_by(day))
    return [work for work in works if work.id not in ended]


def by_title(works: Sequence[Work], title: str | None) -> Sequence[Work]:
    """The one whose title the text quotes or tells in its own words, if it decides; all of them otherwise."""
    wanted = _words(title)
    if len(wanted) < _ENOUGH:
        return works
    shares = [_shared(wanted, _words(work.title)) for work in works]
    best = max(shares)
    others = sorted(shares)[:-1]
    rival = max(others, default=0.0)
    decided = (best >= _NEAR and rival <= _FAR) or (best >= _WHOLE and rival <= best - _APART)
    return [works[shares.index(best)]] if decided else works


def _shared(wanted: frozenset[str], own: frozenset[str]) -> float:
    """How much of the shorter of two titles stands in the other: text runs on behind a title, or shortens it."""
    shorter = min(len(wanted), len(own))
    return len(wanted & own) / shorter if shorter >= _ENOUGH else 0.0


def term_of(work: Work, registry: Registry) -> str | None:
    """The term of the Central Committee in which a work was issued."""
    return work.term or (registry.terms.at(work.date) if work.date else None)


def not_later(works: Iterable[Work], citing: Citing) -> list[Work]:
    """A document cites none that came after it."""
    return [work for work in works if not (citing.date and work.date and work.date > citing.date)]


def of_year(works: Iterable[Work], mention: Mention) -> list[Work]:
    """Those of the year that the text tells, if it tells one."""
    return [work for work in works if not (mention.year and work.date and work.date.year != mention.year)]


def same_title(work: Work, mention: Mention) -> bool:
    """Whether a work without number is the one that the text names by type and title."""
    return (
        bool(work.title and mention.title) and work.type == mention.type and _words(work.title) <= _words(mention.title)
    )


def _words(title: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(title or ""))) - _EMPTY
