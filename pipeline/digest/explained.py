"""The works that a document cites, each told once: which it is, whether it is in force, what it has to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.digest.choose import CARRYING_OUT
from pipeline.digest.standing import StandingOf, successor
from pipeline.model import Explained, Reason, Reference
from pipeline.text import squeeze

Cited = tuple[int, Reference]  # the page, and what is cited there
_IMPLEMENTED = 3  # works told in the line that says why a document matters


def explained(cited: Iterable[Cited], standing_of: StandingOf) -> Iterator[Explained]:
    """The works cited, in the order of their first citation, each with whether it is in force."""
    groups: dict[str, list[Cited]] = {}
    for page, reference in cited:
        key = reference.target.id if reference.target else squeeze(reference.mention.text)
        groups.setdefault(key, []).append((page, reference))
    for group in groups.values():
        reference = group[0][1]
        standing = standing_of(reference.target.id) if reference.target else None
        yield Explained(
            words=squeeze(reference.mention.text),
            pages=tuple(dict.fromkeys(page for page, _reference in group)),
            state=reference.state,
            work=reference.target,
            candidates=len(reference.candidates),
            in_force=standing.in_force if standing else None,
            replaced_by=successor(standing),
        )


def implemented(cited: Sequence[Cited], own_id: str) -> tuple[Reason, ...]:
    """What a document says that it carries out, at most three works, each with the words that cite it."""
    found: dict[str, Reason] = {}
    for relation in CARRYING_OUT:
        for page, reference in cited:
            work = reference.target
            if work and work.id != own_id and reference.mention.relation == relation and work.id not in found:
                found[work.id] = Reason("implements", squeeze(reference.mention.text), page, work)
    return tuple(found.values())[:_IMPLEMENTED]
