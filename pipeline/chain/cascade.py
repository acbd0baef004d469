"""Who carries a directive on: central → province → district → commune → cell, and which levels do not yet.

That the library holds no implementing document of a level is told as that, and not as a failing of the level.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..model import Work
from ..registry import LEVELS, load
from ..store import Store
from .graph import LIMIT, RULING, Graph, graph_of

IMPLEMENTING = (
    "căn cứ", "thực hiện", "quán triệt", "cụ thể hóa", "hướng dẫn", "tiếp tục thực hiện", "sơ kết", "tổng kết",
)  # fmt: skip
# Nghị quyết 203/2025/QH15: from this day there is no district.
WITHOUT_DISTRICTS = date(2025, 7, 1)

_IMPLEMENT = """
select distinct citing.id as id
from links
join relations using (document, page, position)
join documents as citing on citing.key = links.document
where links.target in (select value from json_each(?)) and relations.doer is null
  and relations.kind in (select value from json_each(?))
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
order by citing.date is null, citing.date, citing.id
"""


@dataclass(frozen=True, slots=True)
class Cascade:
    """The map of what implements a work, directly or through others; `missing` are the levels below it without any."""

    graph: Graph
    missing: tuple[str, ...]


def cascade(store: Store, work: Work, as_of: date, limit: int = LIMIT) -> Cascade:
    """The cascade of a work."""
    ids = {work.id: None} | dict.fromkeys(_implementing(store, work.id))
    kept = list(ids)[:limit]
    graph = graph_of(store, kept, {work.id}, as_of, left_out=len(ids) - len(kept))
    graph = graph.thinned(lambda edge: edge.relation in IMPLEMENTING or edge.relation in RULING)
    reached = {node.level for node in graph.nodes if not node.focus}
    return Cascade(graph, tuple(level for level in _below(work, as_of) if level not in reached))


def _implementing(store: Store, work_id: str) -> Iterator[str]:
    """What implements a work, then what implements that, each once."""
    seen = {work_id}
    front = [work_id]
    kinds = json.dumps(IMPLEMENTING, ensure_ascii=False)
    while front:
        rows = store.connection.execute(_IMPLEMENT, (json.dumps(front), kinds))
        front = [row["id"] for row in rows if row["id"] not in seen]
        seen.update(front)
        yield from front


def _below(work: Work, as_of: date) -> Iterator[str]:
    """The levels that a work of this body is carried on to."""
    level = load().bodies.level_of(work.issuer) if work.issuer else None
    if level not in LEVELS:
        return
    begun = work.date or as_of
    for each in LEVELS[LEVELS.index(level) + 1 :]:
        if each != "district" or begun < WITHOUT_DISTRICTS:
            yield each
