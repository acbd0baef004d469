"""The implementation cascade of a directive, level by level: central, province, district, commune, cell.

A level without an implementing document in the library is reported as that, not as a failing of the level.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..model import Work
from ..registry import LEVELS, load
from ..registry.relations import Effect
from ..store import Store
from .graph import LIMIT, Graph, graph_between

IMPLEMENTING: tuple[Effect, ...] = ("based-on", "implements", "details", "continues", "reviews")
# Nghị quyết 203/2025/QH15: from this day there is no district level.
DISTRICTS_ABOLISHED = date(2025, 7, 1)

_IMPLEMENTING_DOCUMENTS = """
select distinct citing.id as id
from _links
join _relations using (document, page, position)
join documents as citing on citing.key = _links.document
where _links.target in (select value from json_each(?)) and _relations.doer is null
  and _relations.kind in (select value from json_each(?))
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
order by citing.date is null, citing.date, citing.id
"""


@dataclass(frozen=True, slots=True)
class Cascade:
    """The map of what implements a work, directly or through others, and the levels below it without any document."""

    graph: Graph
    missing: tuple[str, ...]


def implementation_cascade(store: Store, work: Work, as_of: date, limit: int = LIMIT) -> Cascade:
    """Return the cascade of a work.

    Args:
        store: The library.
        work: The work that others implement.
        as_of: Day on which works are marked as ended.
        limit: Maximum number of works on the map.
    """
    effect_of = load().relations.effect_of
    ids = (work.id, *_implementing(store, work.id))
    graph = graph_between(store, ids, focus={work.id}, as_of=as_of, limit=limit)
    graph = graph.with_edges(lambda edge: edge.is_ruling or effect_of(edge.relation) in IMPLEMENTING)
    reached = {node.level for node in graph.nodes if not node.focus}
    return Cascade(graph, tuple(level for level in _levels_below(work, as_of) if level not in reached))


def _implementing(store: Store, work_id: str) -> Iterator[str]:
    """Yield the ids of the documents that implement a work, then of those that implement them, each once."""
    seen = {work_id}
    front = [work_id]
    relations = json.dumps(load().relations.with_effects(*IMPLEMENTING), ensure_ascii=False)
    while front:
        rows = store.connection.execute(_IMPLEMENTING_DOCUMENTS, (json.dumps(front), relations))
        front = [row["id"] for row in rows if row["id"] not in seen]
        seen.update(front)
        yield from front


def _levels_below(work: Work, as_of: date) -> Iterator[str]:
    """Yield the levels that have to implement a work of this issuer."""
    level = load().bodies.level_of(work.issuer) if work.issuer else None
    if level not in LEVELS:
        return
    for each in LEVELS[LEVELS.index(level) + 1 :]:
        if each != "district" or (work.date or as_of) < DISTRICTS_ABOLISHED:
            yield each
