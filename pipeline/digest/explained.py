"""The works that a document cites, each told once: which it is, whether it is in force, what it has to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.digest.choose import CARRYING_OUT
from pipeline.digest.standing import StandingOf, successor
from pipeline.model import Document, Explained, Reason, Reference
from pipeline.text import squeeze

Cited = tuple[int, Reference]  # the page, and what is cited there
_IMPLEMENTED = 3  # works told in the line that says why a document matters


def explained(cited: Iterable[Cited], standing_of: StandingOf) -> Iterator[Explained]:
    """The works cited, in the order of their first citation, each with whether it is in force."""
    groups: dict[str, list[Cited]] = {}
    for page, reference in cited:
        mention = reference.mention
        key = reference.target.id if reference.target else mention.number or squeeze(mention.text)
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


def implemented(cited: Sequence[Cited], document: Document) -> tuple[Reason, ...]:
    """What a document says that it carries out, at most three works, each with the words that cite it.

    It says so before its first section, in the title and the reasons given; what is cited further on serves
    one sentence, except as a ground (`căn cứ`).
    """
    begins = min(((section.page, section.start) for section in document.outline), default=(2, 0))
    found: dict[str, Reason] = {}
    for relation in CARRYING_OUT:
        for page, reference in cited:
            work, mention = reference.target, reference.mention
            early = relation == "căn cứ" or (page, mention.start) < begins
            if work and early and work.id not in {document.id, *found} and mention.relation == relation:
                found[work.id] = Reason("implements", squeeze(reference.mention.text), page, work)
    return tuple(found.values())[:_IMPLEMENTED]
