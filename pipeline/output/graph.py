"""A citation map in its output formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..contract import dumps, graph_result
from ..registry import LEVELS
from ..system.files import MARK, Format
from .terminal import cite_short, one_line

if TYPE_CHECKING:
    from ..chain import Graph, WorkNode

FORMATS = [
    Format("svg", "SVG", (".svg",), ".chain.svg:render_svg"),
    Format("dot", "Graphviz", (".dot", ".gv"), ".output.graph:dot"),
    Format("json", "JSON", (".json",), ".output.graph:json_text"),
]


def json_text(graph: Graph, title: str, missing: Sequence[str] | None = None) -> str:
    """Return the map as one JSON document."""
    return dumps(graph_result(graph, missing)) + "\n"


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
            yield from (
                f"    {_quoted(node.work.id)} [label={_quoted(cite_short(node.work))}{_style_of(node)}];"
                for node in nodes
            )
            yield "  }"
    for edge in graph.edges:
        label = f" [label={_quoted(edge.relation)}]" if edge.relation else ""
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{label};"
    yield "}"


def _style_of(node: WorkNode) -> str:
    style = "rounded" if node.held else "rounded,dashed"
    return f', style="{style}"' + (", penwidth=2" if node.focus else "")


def _quoted(text: str) -> str:
    """Return a DOT string; quotes and backslashes of a document neither end it nor form an escape."""
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
