"""Questions about the works that a citation may mean: issuer and sphere, year, title, validity and term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from ..model import Citing, Mention, Work
from ..registry import Registry
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import fold

# Share of a title's words: the right work has at least the first while every other one has at most the second, ...
_MIN_OVERLAP, _MAX_RIVAL_OVERLAP = 0.6, 0.35
# ... or at least the first while every other one has less by the second.
_FULL_OVERLAP, _MIN_LEAD = 0.9, 0.3
_MIN_WORDS = 2  # informative words without which a title decides nothing
# Words that occur in most titles.
_UNINFORMATIVE = frozenset(
    fold("về việc một số của và các trong đến năm cho với đối tiếp tục tăng cường sự lãnh đạo Đảng những").split()
)


def in_force(works: Iterable[Work], day: date, registry: Registry) -> list[Work]:
    """Return the works that apply on a day: not yet replaced, and not still to come into force themselves."""
    changes = registry.changes
    replaced = set(changes.ended_by(day))
    return [
        work
        for work in works
        if work.id not in replaced and not ((since := changes.in_force_since(work.id)) and since > day)
    ]


def with_title(works: Sequence[Work], title: str | None) -> Sequence[Work]:
    """Return the one work whose title the text quotes or paraphrases, if the overlap decides; else all of them."""
    wanted = _informative_words(title)
    if len(wanted) < _MIN_WORDS:
        return works
    overlaps = [_overlap(wanted, _informative_words(work.title)) for work in works]
    best = max(overlaps)
    rival = max(sorted(overlaps)[:-1], default=0.0)
    decides = (best >= _MIN_OVERLAP and rival <= _MAX_RIVAL_OVERLAP) or (
        best >= _FULL_OVERLAP and rival <= best - _MIN_LEAD
    )
    return [works[overlaps.index(best)]] if decides else works


def same_title(work: Work, mention: Mention) -> bool:
    """Return whether a work without a number is the one that the text cites by type and title."""
    if not (work.title and mention.title and work.type == mention.type):
        return False
    return _informative_words(work.title) <= _informative_words(mention.title)


def _overlap(wanted: frozenset[str], own: frozenset[str]) -> float:
    """Return the share of the shorter title's words in the other: text runs on after a title, or abbreviates it."""
    shorter = min(len(wanted), len(own))
    return len(wanted & own) / shorter if shorter >= _MIN_WORDS else 0.0


def _informative_words(title: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(title or ""))) - _UNINFORMATIVE


def term_of(work: Work, registry: Registry) -> str | None:
    """Return the term of the Central Committee in which a work was issued."""
    return work.term or (registry.terms.at(work.date) if work.date else None)


def not_later(works: Iterable[Work], citing: Citing) -> list[Work]:
    """Return the works that were not issued after the citing document."""
    return [work for work in works if not (citing.date and work.date and work.date > citing.date)]


def of_year(works: Iterable[Work], mention: Mention) -> list[Work]:
    """Return the works of the mention's year, all of them if it has none."""
    return [work for work in works if not (mention.year and work.date and work.date.year != mention.year)]


def cited_issuer(mention: Mention, citing: Citing, registry: Registry) -> str | None:
    """Return the path of the body whose document is cited, None where it cannot be known.

    It is the issuer named, completed by the citing document's place; else the body of the number's symbol.
    """
    province = province_of(citing, registry)
    if mention.issuer and (path := registry.bodies.completed_path(mention.issuer, province)):
        return path
    number = parse_number(mention.number or "")
    if number is None:
        return None
    bodies = registry.bodies.of_symbol(number.body) or registry.bodies.of_symbol(number.body.split("-")[0])
    if len({body.path for body in bodies}) == 1 and "{" not in bodies[0].path:
        return bodies[0].path
    if citing.issuer and number.body in registry.bodies.symbols_of(citing.issuer):
        return registry.bodies.path_of(citing.issuer)  # a committee that writes `/ĐU` means itself
    return registry.bodies.path_in(bodies, province, mention.date or citing.date)


@lru_cache(64)  # asked for every candidate of every citation of a document
def province_of(citing: Citing, registry: Registry) -> str | None:
    """Return the province of the citing document: its issuer's, else that of its place and date line."""
    return (registry.places.named_in(citing.issuer) if citing.issuer else None) or (
        registry.places.named_in(citing.place) if citing.place else None
    )


def is_central(number: str, registry: Registry) -> bool:
    """Return whether a number's letters mean a body of which there is only one."""
    parsed = parse_number(number)
    return parsed is not None and any("{" not in body.path for body in registry.bodies.of_symbol(parsed.body))


def of_own_sphere(works: Sequence[Work], citing: Citing, registry: Registry) -> Sequence[Work]:
    """Return the works of the citing document's sphere, Party or state; all of them if there is none."""
    sphere = registry.bodies.sphere_of(citing.issuer) if citing.issuer else None
    return [work for work in works if work.issuer and registry.bodies.sphere_of(work.issuer) == sphere] or works


def is_issued_by(work: Work, body: str) -> bool:
    """Return whether a work is of the body with this path; a cell may be cited without its committee."""
    path = path_of(work)
    return path == body or (body.startswith("chi-bo-") and path.startswith(f"{body}-"))


def path_of(work: Work) -> str:
    """Return the path of a work's issuer, the beginning of its id."""
    return work.id.rsplit("/", 2)[0]
