"""The citation map: works as nodes, what one document says of another as edges."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..model import Entry, Work
from ..registry import load
from ..registry.relations import CONTINUING, RULING
from ..store import Store, codec
from ..store.citations import ENDED_WORKS, ending_relations, may_rule
from .citations import work_of

LIMIT = 30
_MAX_EDGES = 45  # more cannot be followed by eye, so the weakest are left out

_CITATIONS = """
select citing.id as source, _links.target as target, ifnull(_relations.kind, '') as kind, count(*) as times
from _links
join documents as citing on citing.key = _links.document
left join _relations on _relations.document = _links.document and _relations.page = _links.page
                   and _relations.position = _links.position and _relations.doer is null
where _links.target is not null and _links.target <> citing.id and citing.secrecy is null and {where}
group by citing.id, _links.target, kind
"""
# What a document says that one other work did to another one.
_REPORTED = """
select doer.target as source, _links.target as target, _relations.kind as kind, 1 as times
from _relations
join _links using (document, page, position)
join documents as citing on citing.key = _relations.document
join _links as doer on doer.document = _relations.document and doer.page = _relations.page
                  and doer.position = _relations.doer
where doer.target in (select value from json_each(:ids)) and _links.target in (select value from json_each(:ids))
  and doer.target <> _links.target and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
"""


@dataclass(frozen=True, slots=True)
class WorkNode:
    """A work on the map; `held` says whether the library has it, `focus` whether the map is about it.

    `level` is one of registry.LEVELS, None for other bodies; `ended` works are known to have ended.
    """

    work: Work
    held: bool
    level: str | None
    focus: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A citation between works by id; `relation` is None for a mere mention, `times` counts the citations."""

    source: str
    target: str
    relation: str | None
    times: int = 1

    @property
    def is_ruling(self) -> bool:
        """Whether the source ends, amends or continues the target."""
        return load().relations.effect_of(self.relation) in RULING


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of selection and the edges between them, with counts of the works and edges left out."""

    nodes: tuple[WorkNode, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    lines_left_out: int = 0

    def with_edges(self, keep: Callable[[Edge], bool]) -> Graph:
        """Return the map with some of its edges."""
        kept = tuple(edge for edge in self.edges if keep(edge))
        return replace(self, edges=kept, lines_left_out=len(self.edges) - len(kept))


def graph_around(store: Store, work: Work, as_of: date, limit: int = LIMIT) -> Graph:
    """Return the map of one work: what it cites, what cites it, and which of those end or amend each other.

    Args:
        store: The library.
        work: The work at the center of the map.
        as_of: Day on which works are marked as ended.
        limit: Maximum number of works.
    """
    edges = _edges(store, "(citing.id = :id or _links.target = :id)", {"id": work.id})
    rank = load().relations.rank_of
    closest = sorted(edges, key=lambda edge: (rank(edge.relation), -edge.times, edge.source, edge.target))
    neighbours = (edge.target if edge.source == work.id else edge.source for edge in closest)
    graph = graph_between(store, (work.id, *neighbours), focus={work.id}, as_of=as_of, limit=limit)
    return graph.with_edges(lambda edge: work.id in (edge.source, edge.target) or edge.is_ruling)


def graph_among(store: Store, entries: Sequence[Entry], as_of: date, limit: int = LIMIT) -> Graph:
    """Return the map of several documents, of a topic or the library, with the works that most of them cite.

    A few documents are all shown, of many those that are cited most.

    Args:
        store: The library.
        entries: The documents; secret ones are left out.
        as_of: Day on which works are marked as ended.
        limit: Maximum number of works.
    """
    own = {entry.id for entry in entries if not entry.secrecy}
    ids = json.dumps([entry.id for entry in entries if entry.id in own])
    cited = Counter(
        edge.target for edge in _edges(store, "citing.id in (select value from json_each(:ids))", {"ids": ids})
    )
    show_all = len(own) <= limit * 2 // 3
    ranked = sorted(
        own | cited.keys(), key=lambda each: (show_all and each not in own, -cited[each], each not in own, each)
    )
    graph = graph_between(store, ranked, focus=set(), as_of=as_of, limit=limit)
    if len(graph.edges) <= _MAX_EDGES:
        return graph
    effect_of = load().relations.effect_of
    return graph.with_edges(lambda edge: effect_of(edge.relation) not in (None, "based-on", "refers"))


def graph_between(store: Store, ids: Iterable[str], *, focus: set[str], as_of: date, limit: int) -> Graph:
    """Return the map of the first `limit` works with these ids."""
    unique = list(dict.fromkeys(ids))
    nodes = _nodes(store, unique[:limit], focus, as_of)
    within = json.dumps([node.work.id for node in nodes])
    inside = "citing.id in (select value from json_each(:ids)) and _links.target in (select value from json_each(:ids))"
    issuers = {node.work.id: node.work.issuer for node in nodes}
    edges = (_within_authority(edge, issuers) for edge in _edges(store, inside, {"ids": within}, _REPORTED))
    return Graph(tuple(nodes), tuple(edges), left_out=len(unique[limit:]))


def _edges(store: Store, where: str, values: dict[str, str], *more: str) -> list[Edge]:
    """Return an edge for each pair of works, with the strongest of its relations."""
    rank = load().relations.rank_of
    pairs: dict[tuple[str, str], tuple[str, int]] = {}
    for query in (_CITATIONS.format(where=where), *more):
        for row in store.connection.execute(query, values):
            pair = (row["source"], row["target"])
            relation, times = pairs.get(pair, ("", 0))
            pairs[pair] = (min(relation, row["kind"], key=rank), times + row["times"])
    return [Edge(*pair, relation or None, times) for pair, (relation, times) in pairs.items()]


def _within_authority(edge: Edge, issuers: Mapping[str, str | None]) -> Edge:
    """Return an edge without an effect beyond its source's authority: a cell implements what it says to continue."""
    if not edge.is_ruling or may_rule(issuers[edge.source], issuers[edge.target]):
        return edge
    relations = load().relations
    continues = relations.effect_of(edge.relation) in CONTINUING
    return replace(edge, relation=relations.with_effects("implements")[0] if continues else None)


def _nodes(store: Store, ids: Sequence[str], focus: set[str], as_of: date) -> list[WorkNode]:
    rows = store.connection.execute(
        "select * from documents where id in (select value from json_each(?)) and secrecy is null", (json.dumps(ids),)
    )
    held = {row["id"]: work_of(codec.decode_entry(row)) for row in rows}
    ended = ended_works(store, as_of)
    works = {each: work for each in ids if (work := held.get(each) or _missing_work(store, each))}
    level_of = load().bodies.level_of
    return [
        WorkNode(work, each in held, work.issuer and level_of(work.issuer), focus=each in focus, ended=each in ended)
        for each, work in works.items()
    ]


def _missing_work(store: Store, work_id: str) -> Work | None:
    """Return a work that the library lacks: as the registry has it, else as a citation describes it."""
    if work := load().works.get(work_id):
        return work
    row = store.connection.execute("select reference from _links where target = ? limit 1", (work_id,)).fetchone()
    return codec.decode_target(row["reference"]) if row else None


def ended_works(store: Store, as_of: date) -> set[str]:
    """Return the ids of the works that are known to have ended by a day."""
    rows = store.connection.execute(ENDED_WORKS, (ending_relations(), as_of.isoformat()))
    return {row["target"] for row in rows} | set(load().changes.ended_by(as_of))
