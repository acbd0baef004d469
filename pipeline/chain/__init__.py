"""The chain from one document to another: citations, validity, implementation, and the map that shows them.

Every answer is quoted from a document of the library, with its page, or comes from the registry with its source.
Drafts decide nothing, and nothing is read from secret documents.

A module is loaded when one of its names is first used, since a command needs only one of them. `svg` draws a map and is
imported where one is drawn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cascade import Cascade, implementation_cascade
    from .citations import Citation, find_work, incoming_citations, outgoing_citations
    from .coverage import LibraryStats, MissingWork, NumberSeries, library_stats, missing_works, number_gaps
    from .graph import Edge, Graph, WorkNode, graph_among, graph_around
    from .status import Claim, Quote, Status, known_statuses, registry_claims, status_of

__all__ = [
    "Cascade",
    "Citation",
    "Claim",
    "Edge",
    "Graph",
    "LibraryStats",
    "MissingWork",
    "NumberSeries",
    "Quote",
    "Status",
    "WorkNode",
    "find_work",
    "graph_among",
    "graph_around",
    "implementation_cascade",
    "incoming_citations",
    "known_statuses",
    "library_stats",
    "missing_works",
    "number_gaps",
    "outgoing_citations",
    "registry_claims",
    "status_of",
]
_EXPORTS = {
    "cascade": "Cascade implementation_cascade",
    "citations": "Citation find_work incoming_citations outgoing_citations",
    "coverage": "LibraryStats MissingWork NumberSeries library_stats missing_works number_gaps",
    "graph": "Edge Graph WorkNode graph_among graph_around",
    "status": "Claim Quote Status known_statuses registry_claims status_of",
}
_MODULES = {name: module for module, names in _EXPORTS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __package__), name)
