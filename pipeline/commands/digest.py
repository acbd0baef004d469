"""`chithi digest`: a study pack."""

from __future__ import annotations

from typing import Any

import click

from pipeline.commands.console import library_of, print_json
from pipeline.commands.help import Command, option
from pipeline.commands.options import Day, json_option
from pipeline.i18n import _, ngettext


@click.command("digest", cls=Command)
@click.argument("query", nargs=-1)
@option("--document", "documents", multiple=True, help="A document, by id or number; may be given again.")
@option("--month", help="What was issued in this month: YYYY-MM.")
@option("--since", type=Day(), help="What was issued from this day on.")
@option("--until", type=Day(end=True), help="What was issued up to this day.")
@option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    help="Write here instead of the screen.",
)
@option(
    "--format",
    "format_name",
    type=click.Choice(["md"]),
    default="md",
    show_default=True,
    help="Form of the pack.",
)
@option("--sentences", type=click.IntRange(1, 50), default=6, show_default=True, help="Points for each document.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    output: str | None,
    format_name: str,
    as_json: bool,
    **choice: Any,
) -> None:
    """Make a study pack: every point is quoted word for word, with its page."""
    pack = library_of(ctx).digest(" ".join(query), **choice)
    if pack.left_out:
        told = ngettext("{count} secret document is left out.", "{count} secret documents are left out.", pack.left_out)
        click.echo(told.format(count=pack.left_out), err=True)
    if output:
        from pipeline.digest.markdown import write_markdown

        write_markdown(pack, output)
        click.echo(_("The study pack stands in {path}.").format(path=output), err=as_json)
    if as_json:
        from pipeline.output import digest

        print_json(digest.as_json(pack))
    elif not output:
        from pipeline.digest.markdown import render_markdown

        click.echo(render_markdown(pack), nl=False)
