"""A citation map as JSON and as DOT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .. import contract as json_of
from ..contract import Json, dumps
from ..registry import LEVELS
from ..system.files import GENERATOR, MARK, Format
from ..vietnamese.citation import cite
from .terminal import one_line

if TYPE_CHECKING:
    from ..chain import Graph, Node

FORMATS = [
    Format("svg", "SVG", (".svg",), ".chain.svg:render_svg"),
    Format("dot", "Graphviz", (".dot", ".gv"), ".output.graph:dot"),
    Format("json", "JSON", (".json",), ".output.graph:json_text"),
]


def as_json(graph: Graph, missing: Sequence[str] | None) -> Json:
    """Works and lines; for a cascade (`missing` is not None) each level with its documents, or that it has none."""
    told: Json = {
        "generator": GENERATOR,
        "nodes": [
            {
                **json_of.named(node.work),
                "held": node.held,
                "level": node.level,
                "focus": node.focus,
                "ended": node.ended,
            }
            for node in graph.nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "relation": edge.relation, "times": edge.times}
            for edge in graph.edges
        ],
        "left_out": graph.left_out,
    }
    if missing is not None:
        told["levels"] = [
            {
                "level": level,
                "documents": [node.work.id for node in graph.nodes if node.level == level],
                "missing": level in missing,
            }
            for level in LEVELS
            if level in missing or any(node.level == level for node in graph.nodes)
        ]
    return told


def json_text(graph: Graph, title: str, missing: Sequence[str] | None = None) -> str:
    """Return the map as one JSON document."""
    return dumps(as_json(graph, missing)) + "\n"


def dot(graph: Graph, title: str, missing: Sequence[str] | None = None) -> str:
    """Return the map in the language of Graphviz, with one rank for each level."""
    return "\n".join((f"// {MARK}", *_dot(graph, title), ""))


def _dot(graph: Graph, title: str) -> Iterator[str]:
    yield f"digraph {_quoted(title)} {{"
    yield f"  graph [label={_quoted(title)}, labelloc=t, rankdir=BT, fontname=sans];"
    yield "  node [shape=box, style=rounded, fontname=sans];"
    for level in (*LEVELS, None):
        nodes = [node for node in graph.nodes if node.level == level]
        if nodes:
            yield "  { rank=same;"
            yield from (f"    {_quoted(node.work.id)} [label={_label(node)}{_look(node)}];" for node in nodes)
            yield "  }"
    for edge in graph.edges:
        label = f" [label={_quoted(edge.relation)}]" if edge.relation else ""
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{label};"
    yield "}"


def _label(node: Node) -> str:
    work = node.work
    return _quoted(cite(work.type, work.number, work.date, work.issuer))


def _look(node: Node) -> str:
    style = "rounded" if node.held else "rounded,dashed"
    return f', style="{style}"' + (", penwidth=2" if node.focus else "")


def _quoted(text: str) -> str:
    """A string of DOT: what a document says ends none, and no escape of DOT's own is made of it."""
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
