"""`chithi graph`: the citation map of a document, a topic or the library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..i18n import _
from .console import library_of
from .help import Command, option
from .options import Day, force_option, format_option, json_option, output_option

if TYPE_CHECKING:
    from ..chain import Graph


@click.command("graph", cls=Command)
@click.argument("document", required=False)
@option("--topic", help="Instead of one document: those that a search for this finds.")
@option("--cascade", "as_cascade", is_flag=True,
        help="Who carries the document on, level by level, to the cell; levels without any are shown.")  # fmt: skip
@format_option("..output.graph")
@option("--number", "-n", "limit", type=click.IntRange(1, 200), default=30, show_default=True, help="How many works.")
@option("--as-of", type=Day(), help="Mark what had ended on this day (default: today).")
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
    """Draw which documents cite, implement, change and end which."""
    from ..output.graph import FORMATS
    from ..system.files import mode_within, select_format, write

    if document and topic:
        raise UsageError(_("A document and a topic cannot be mapped at once."), hint=_("Leave out one of them."))
    if as_cascade and not document:
        raise UsageError(_("A cascade begins with a document."), hint=_("Name one by its id or number."))
    form = select_format(FORMATS, "json" if as_json else format_name, output)
    library = library_of(ctx)
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
    return _("Carried on: {work}").format(work=name) if as_cascade else _("Citation map: {work}").format(work=name)
