"""The small picture of a document's place among others, for a study pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..i18n import _
from ..model import Entry
from ..store import Store
from ..vietnamese.citation import cite
from .graph import among, around
from .svg import svg
from .works import named

SMALL, PER_ROW = 12, 3


def picture(store: Store, name: str, as_of: date, *, limit: int = SMALL, per_row: int = PER_ROW) -> str:
    """The citation map of the document that `name` (id or number) means, as one SVG element that fetches nothing.

    `limit` works at most, the closest ones, `per_row` side by side: three fit a printed page. Raises NotHeld,
    SecretDocument.
    """
    work, _entry = named(store, name)
    told = cite(work.type, work.number, work.date, work.issuer)
    return svg(around(store, work, as_of, limit), _("Citation map: {work}").format(work=told), per_row=per_row)


def picture_among(
    store: Store, entries: Sequence[Entry], as_of: date, *, limit: int = SMALL, per_row: int = PER_ROW
) -> str | None:
    """The citation map between documents and what most of them cite; None where nothing is cited."""
    graph = among(store, entries, as_of, limit)
    return svg(graph, _("Citation map"), per_row=per_row) if graph.edges else None
