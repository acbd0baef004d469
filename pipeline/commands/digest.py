"""`chithi digest`: a study pack."""

from __future__ import annotations

import sys
from typing import Any

import click

from ..errors import UsageError
from ..i18n import _, ngettext
from .console import check_output, library_of, tell
from .help import Command, option
from .options import Day, force_option, format_option, json_option, output_option


@click.command("digest", cls=Command)
@click.argument("query", nargs=-1)
@option("--document", "documents", multiple=True, help="A document, by id or number; may be given again.")
@option("--around", multiple=True, metavar="DOCUMENT",
        help="A document with what it carries out and what carries it out; may be given again.")  # fmt: skip
@option("--month", help="What was issued in this month: YYYY-MM.")
@option("--since", type=Day(), help="What was issued from this day on.")
@option("--until", type=Day(end=True), help="What was issued up to this day.")
@option("--came-in", is_flag=True, help="Of the time, take what came into the library then, not what was issued.")
@option(
    "--agenda",
    type=click.Path(dir_okay=False),
    help="A session's file (TOML) that says all this; options go before it.",
)
@option("--unit", help='The cell that the pack is for: "Chi bộ Sở Ngoại vụ, Đảng bộ Sở Ngoại vụ".')
@option("--minutes", type=click.IntRange(30, 600), help="Length of the session (default: 90).")
@option("--sentences", type=click.IntRange(1, 50), help="Points for each document (default: 6).")
@option("--plain", is_flag=True, help="Only the documents and their sources: no agenda, questions or forms.")
@output_option
@format_option("..digest.render")
@force_option
@option("--preview", is_flag=True, help="Show on the screen how the pack will read.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    output: str | None,
    format_name: str | None,
    force: bool,
    preview: bool,
    as_json: bool,
    **choice: Any,
) -> None:
    """Make a study pack: every point is quoted word for word, with its page."""
    from ..digest.render import FORMATS
    from ..system.files import mode_within, select_format, write

    form = select_format(FORMATS, format_name, output)
    check_output(output, as_json)
    if not output and not as_json and not preview:
        output = "-"
    if output == "-" and form.binary and sys.stdout.isatty():
        raise UsageError(_("This format cannot be shown on a terminal."), hint=_("Name a file with -o."))
    library = library_of(ctx)
    pack = library.digest(" ".join(query), **choice)
    if pack.left_out:
        told = ngettext("{count} secret document is left out.", "{count} secret documents are left out.", pack.left_out)
        click.echo(told.format(count=pack.left_out), err=True)
    if output:
        write([form.render(pack)], output, force=force, mode=mode_within(library.store.path))
    if output and output != "-":
        click.echo(_("Study pack written to {path}.").format(path=output), err=as_json)
    if as_json or preview:
        tell("digest", as_json, pack)
