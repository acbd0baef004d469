"""The works that a document cites, each told once: which it is, whether it is in force, what it has to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from pipeline.digest.choose import CARRYING_OUT
from pipeline.model import Explained, Reason, Reference, Work
from pipeline.registry import load
from pipeline.text import squeeze

Cited = tuple[int, Reference]  # the page, and what is cited there
_IMPLEMENTED = 3  # works told in the line that says why a document matters


def explained(cited: Iterable[Cited], successor: Callable[[str], Work | None]) -> Iterator[Explained]:
    """The works cited, in the order of their first citation; `successor` gives the work that replaced one."""
    groups: dict[str, list[Cited]] = {}
    for page, reference in cited:
        key = reference.target.id if reference.target else squeeze(reference.mention.text)
        groups.setdefault(key, []).append((page, reference))
    for group in groups.values():
        reference = group[0][1]
        newer = successor(reference.target.id) if reference.target else None
        yield Explained(
            words=squeeze(reference.mention.text),
            pages=tuple(dict.fromkeys(page for page, _reference in group)),
            state=reference.state,
            work=reference.target,
            candidates=len(reference.candidates),
            in_force=False if newer else None,
            replaced_by=newer,
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


def successor(work_id: str) -> Work | None:
    """The work that replaced this one whole, as the registry knows it; the last of a chain."""
    following, seen = _following(), {work_id}
    while (newer := following.get(work_id)) and newer not in seen:
        seen.add(newer)
        work_id = newer
    return load().work(work_id) if len(seen) > 1 else None


@cache
def _following() -> dict[str, str]:
    return {row["id"]: row["replaced_by"] for row in load().rows("documents") if row["replaced_by"]}
