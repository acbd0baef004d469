"""The citation map: works as nodes, what one document says of another as edges."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..model import Entry, Work
from ..registry import load
from ..store import Store, codec
from ..store.relations import may_rule
from ..store.store import entry as entry_of
from .claims import CHANGING, CONTINUING, ENDING
from .works import work_of

# Of several relations between two documents the first of these is drawn.
_WEIGHT = (
    "thay thế", "bãi bỏ", "hết hiệu lực", "sửa đổi", "bổ sung", "tiếp tục thực hiện", "tổng kết", "sơ kết",
    "cụ thể hóa", "hướng dẫn", "thực hiện", "quán triệt", "căn cứ", "dẫn chiếu",
)  # fmt: skip
RULING = ENDING + CHANGING + CONTINUING
LIMIT = 30
_MANY_LINES = 45  # more than that nobody can follow: mere references give way

_FROM = """
select citing.id as source, links.target as target, ifnull(relations.kind, '') as kind, count(*) as times
from links
join documents as citing on citing.key = links.document
left join relations on relations.document = links.document and relations.page = links.page
                   and relations.position = links.position and relations.doer is null
where links.target is not null and links.target <> citing.id and citing.secrecy is null and {where}
group by citing.id, links.target, kind
"""
_BY_OTHERS = """
select doer.target as source, links.target as target, relations.kind as kind, 1 as times
from relations
join links using (document, page, position)
join documents as citing on citing.key = relations.document
join links as doer on doer.document = relations.document and doer.page = relations.page
                  and doer.position = relations.doer
where doer.target in (select value from json_each(:ids)) and links.target in (select value from json_each(:ids))
  and doer.target <> links.target and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A work of the map; `level` is one of LEVELS or None, `ended` says that it is known to have ended."""

    work: Work
    held: bool
    level: str | None
    focus: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` cites or acts on `target` (ids); `relation` is None for a mere mention, `times` counts the citations."""

    source: str
    target: str
    relation: str | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of their choice, edges between them, how many works and lines were left out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    lines_left_out: int = 0

    def thinned(self, keep: Callable[[Edge], bool]) -> Graph:
        """The map with only some of its edges."""
        kept = tuple(edge for edge in self.edges if keep(edge))
        return replace(self, edges=kept, lines_left_out=len(self.edges) - len(kept))


@dataclass
class _Chosen:
    """Ids of a map in order, each once, up to a limit."""

    limit: int
    ids: dict[str, None] = field(default_factory=dict)
    dropped: int = 0

    def add(self, work_id: str) -> None:
        if work_id in self.ids:
            return
        if len(self.ids) < self.limit:
            self.ids[work_id] = None
        else:
            self.dropped += 1


def around(store: Store, work: Work, as_of: date, limit: int = LIMIT) -> Graph:
    """The map of one work: what it cites, what cites it, and which of those end or change each other."""
    chosen = _Chosen(limit, {work.id: None})
    edges = _edges(store, "(citing.id = :id or links.target = :id)", {"id": work.id})
    closest = sorted(edges, key=lambda edge: (_weight(edge.relation), -edge.times, edge.source, edge.target))
    for edge in closest:
        chosen.add(edge.target if edge.source == work.id else edge.source)
    graph = graph_of(store, list(chosen.ids), {work.id}, as_of, chosen.dropped)
    return graph.thinned(lambda edge: work.id in (edge.source, edge.target) or edge.relation in RULING)


def among(store: Store, entries: Sequence[Entry], as_of: date, limit: int = LIMIT) -> Graph:
    """The map of several documents, of a topic or a whole library, with the works that most of them cite.

    A few documents are all of them shown; of many those that are cited most.
    """
    open_ones = [entry for entry in entries if not entry.secrecy]
    edges = _edges(store, "citing.id in (select value from json_each(:ids))", {"ids": _array(open_ones)})
    cited = Counter(edge.target for edge in edges)
    focus = {entry.id for entry in open_ones}
    few = len(focus) <= limit * 2 // 3
    ranked = sorted(
        focus | cited.keys(), key=lambda each: (few and each not in focus, -cited[each], each not in focus, each)
    )
    chosen = _Chosen(limit)
    for each in ranked:
        chosen.add(each)
    graph = graph_of(store, list(chosen.ids), set(), as_of, chosen.dropped)
    if len(graph.edges) <= _MANY_LINES:
        return graph
    return graph.thinned(lambda edge: _weight(edge.relation) < _WEIGHT.index("căn cứ"))


def graph_of(store: Store, ids: Sequence[str], focus: set[str], as_of: date, left_out: int = 0) -> Graph:
    """The map of the works with these ids."""
    nodes = _nodes(store, ids, focus, as_of)
    within = json.dumps([node.work.id for node in nodes])
    inside = "citing.id in (select value from json_each(:ids)) and links.target in (select value from json_each(:ids))"
    issuers = {node.work.id: node.work.issuer for node in nodes}
    edges = (_in_its_power(edge, issuers) for edge in _edges(store, inside, {"ids": within}, _BY_OTHERS))
    return Graph(tuple(nodes), tuple(edges), left_out)


def _edges(store: Store, where: str, values: dict[str, str], *more: str) -> list[Edge]:
    """An edge for each pair, with the weightiest of its relations."""
    told: dict[tuple[str, str], tuple[str, int]] = {}
    for query in (_FROM.format(where=where), *more):
        for row in store.connection.execute(query, values):
            pair = (row["source"], row["target"])
            kind, times = told.get(pair, ("", 0))
            told[pair] = (min(kind, row["kind"], key=_weight), times + row["times"])
    return [Edge(*pair, kind or None, times) for pair, (kind, times) in told.items()]


def _in_its_power(edge: Edge, issuers: Mapping[str, str | None]) -> Edge:
    """A cell that resolves to go on with a central directive implements it, and keeps nothing in force."""
    if edge.relation not in RULING or may_rule(issuers[edge.source], issuers[edge.target]):
        return edge
    return replace(edge, relation="thực hiện" if edge.relation in CONTINUING else None)


def _weight(kind: str | None) -> int:
    return _WEIGHT.index(kind) if kind in _WEIGHT else len(_WEIGHT)


def _nodes(store: Store, ids: Sequence[str], focus: set[str], as_of: date) -> list[Node]:
    listed = json.dumps(ids)
    rows = store.connection.execute(
        "select * from documents where id in (select value from json_each(?)) and secrecy is null", (listed,)
    )
    held = {row["id"]: work_of(entry_of(row)) for row in rows}
    known = {each: work for each in ids if (work := held.get(each) or _known(store, each))}
    over = ended(store, as_of)
    return [Node(work, each in held, _level_of(work), each in focus, each in over) for each, work in known.items()]


def _known(store: Store, work_id: str) -> Work | None:
    """A work that the library lacks: as the registry has it, else as a citation tells it."""
    if work := load().works.get(work_id):
        return work
    row = store.connection.execute("select reference from links where target = ? limit 1", (work_id,)).fetchone()
    return codec.answer(row["reference"]) if row else None


def ended(store: Store, as_of: date) -> set[str]:
    """The ids of the works that are known to have ended by a day."""
    day = as_of.isoformat()
    rows = store.connection.execute("select work from ended where day <= ?", (day,))
    return {row["work"] for row in rows} | set(load().changes.ended_by(as_of))


def _level_of(work: Work) -> str | None:
    return load().bodies.level_of(work.issuer) if work.issuer else None


def _array(entries: Sequence[Entry]) -> str:
    return json.dumps([entry.id for entry in entries])
