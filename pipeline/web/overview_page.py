"""The overview: what the library has, what ended, what is cited and missing, and maps with links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from starlette.responses import Response

from ..chain.layout import GraphLayout, lay_out
from ..errors import ChithiError, NotHeld
from ..i18n import _
from .pages import ended_on, render
from .visit import Visit

_BARS, _ENDED, _MISSING, _NEWEST, _GAPS = 12, 8, 10, 6, 6
_MAP, _LARGE_MAP = 12, 30  # works
_ZOOMS = (50, 75, 100, 150, 200)


class Bar(NamedTuple):
    """A row of a chart: what is counted, the filter of the search that lists it, its number and its share."""

    label: str
    value: str
    number: int
    share: float


def overview_page(visit: Visit) -> Response:
    """Show the whole library at a glance."""
    known = visit.known
    entries = list(known.entries.values())
    if not entries:
        return render(visit, "empty.html", path=visit.office.path, here_name="overview")
    library = visit.library
    ended = sorted(
        (status for status in known.statuses.values() if status.in_force is False and status.state[:3] != "not"),
        key=lambda status: ended_on(status) or date.min,
        reverse=True,
    )
    stats = library.stats()
    newest = sorted(library.entries(public=True, came_since=_last_days(visit)), key=lambda entry: entry.id)
    return render(
        visit, "overview.html", here_name="overview", entries=entries, ended=ended, ended_shown=ended[:_ENDED],
        citing={each.work.id: len({one.document.id for one in library.cited_by(each.work.id)})
                for each in ended[:_ENDED]},
        missing=library.missing(200), missing_shown=_MISSING, citations=stats.citations,
        aside=len(library.files_set_aside()),
        years=_bars(Counter(str(entry.date.year) if entry.date else "?" for entry in entries), by_name=True,
                    unknown=_("Day not known")),
        types=_bars(Counter(entry.type or "?" for entry in entries), unknown=_("Type not known")),
        gaps=library.gaps(public=True)[:_GAPS], newest=newest[:_NEWEST],
        map=_map_around(visit, _center(visit), _MAP), center=known.entries.get(_center(visit)), ended_on=ended_on,
    )  # fmt: skip


def _last_days(visit: Visit) -> date | None:
    """Return the last day on which documents came in."""
    row = visit.library.store.connection.execute("select max(date(added)) from documents").fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def _bars(counts: Mapping[str, int], *, unknown: str, by_name: bool = False) -> list[Bar]:
    most = max(counts.values(), default=1)
    order = sorted(
        counts, key=lambda name: (name == "?", [-ord(c) for c in name] if by_name else (-counts[name], name))
    )
    return [
        Bar(unknown if name == "?" else name.capitalize(), name, counts[name], 100 * counts[name] / most)
        for name in order
    ]


# Maps


def map_page(visit: Visit) -> Response:
    """Show a large map of one document, or of the library, or the documents that carry one out."""
    wanted = visit.query("of")
    kind = "cascade" if visit.query("kind") == "cascade" else "citations"
    zoom = next((each for each in _ZOOMS if each == visit.number("zoom", 100)), 100)
    entry = visit.entry(wanted) if wanted else None
    problem = None
    drawn: GraphLayout | None = None
    try:
        drawn = _map_around(visit, wanted, _LARGE_MAP, cascade=kind == "cascade")
    except NotHeld as error:
        problem = error
    place = _ZOOMS.index(zoom)
    return render(
        visit, "map.html", here_name="overview", wide=True, map=drawn, center=entry, kind=kind, zoom=zoom,
        nearer=_ZOOMS[place + 1] if place + 1 < len(_ZOOMS) else None, farther=_ZOOMS[place - 1] if place else None,
        problem=problem, choices=sorted(visit.known.entries.values(), key=lambda each: each.id),
    )  # fmt: skip


def _center(visit: Visit) -> str:
    """Return the id of the document that most others cite."""
    row = visit.library.store.connection.execute(
        "select target from _links join documents on documents.id = target where documents.secrecy is null"
        " group by target order by count(distinct document) desc, target limit 1"
    ).fetchone()
    return str(row[0]) if row else ""


def _map_around(visit: Visit, name: str, limit: int, *, cascade: bool = False) -> GraphLayout | None:
    try:
        if cascade and name:
            found = visit.library.cascade(name, limit=limit)
            return lay_out(found.graph, found.missing)
        graph = visit.library.graph(name or None, limit=limit)
    except ChithiError:
        return None
    return lay_out(graph) if graph.nodes else None
