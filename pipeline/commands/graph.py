"""`chithi graph`: the citation map of a document, a topic or the library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..i18n import _
from .base import Command, Day, force_option, format_option, json_option, open_library, option, output_option, stored

if TYPE_CHECKING:
    from ..chain import Graph


@click.command("graph", cls=Command)
@click.argument("document", required=False, shell_complete=stored("documents"))
@option("--topic", help="Map the documents that a search for this finds, instead of one document.")
@option("--cascade", "as_cascade", is_flag=True,
        help="Map the documents that implement it, level by level, and the levels without any.")  # fmt: skip
@format_option("..output.graph")
@option("--number", "-n", "limit", type=click.IntRange(1, 200), default=30, show_default=True, help="How many works.")
@option("--as-of", type=Day(), help="Mark what was no longer in force on this day (default: today).")
@output_option
@force_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    document: str | None,
    topic: str | None,
    as_cascade: bool,
    format_name: str | None,
    limit: int,
    as_of: date | None,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Draw a map of which documents cite, implement, amend and replace which."""
    from ..output.graph import FORMATS
    from ..system.files import mode_within, select_format, write

    if document and topic:
        raise UsageError(_("A map is of a document or of a topic, not of both."), hint=_("Leave out one of them."))
    if as_cascade and not document:
        raise UsageError(_("A cascade needs a document."), hint=_("Name one by its id or number."))
    form = select_format(FORMATS, "json" if as_json else format_name, output)
    library = open_library(ctx)
    missing = None
    if as_cascade and document:
        found = library.cascade(document, as_of=as_of, limit=limit)
        graph, missing = found.graph, found.missing
    else:
        graph = library.graph(document, topic=topic, as_of=as_of, limit=limit)
    title = _title(graph, document, topic, as_cascade)
    write([form.render(graph, title, missing)], output or "-", force=force, mode=mode_within(library.store.path))
    if output and output != "-":
        click.echo(_("Map written to {path}.").format(path=output), err=True)


def _title(graph: Graph, document: str | None, topic: str | None, as_cascade: bool) -> str:
    from ..vietnamese.citation import cite

    if not document and not topic:
        return _("Citation map of the library")
    name = topic
    if document:
        work = next(node.work for node in graph.nodes if node.focus)
        name = cite(work.type, work.number, work.date, work.issuer)
    return (
        _("Implementation of {work}").format(work=name) if as_cascade else _("Citation map: {work}").format(work=name)
    )
