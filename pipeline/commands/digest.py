"""`chithi digest`: a study pack."""

from __future__ import annotations

import sys
from typing import Any

import click

from .. import contract
from ..errors import UsageError
from ..i18n import _, ngettext
from ..output.digest import lines
from .base import (
    Command,
    Day,
    DayAndHour,
    check_output,
    force_option,
    format_option,
    json_option,
    open_library,
    option,
    output_option,
    report,
    stored,
)


@click.command("digest", cls=Command)
@click.argument("query", nargs=-1)
@option(
    "--document",
    "documents",
    multiple=True,
    shell_complete=stored("documents"),
    help="Include a document, by id or number; can be repeated.",
)
@option("--around", multiple=True, metavar="DOCUMENT",
        help="Include a document, what it implements and what implements it; can be repeated.")  # fmt: skip
@option("--month", help="Include what was issued in this month: YYYY-MM.")
@option("--since", type=Day(), help="Include what was issued from this day on.")
@option("--until", type=Day(end=True), help="Include what was issued up to this day.")
@option("--came-in", is_flag=True, help="Apply the dates to the day on which the library got a document.")
@option("--agenda", type=click.Path(dir_okay=False),
        help="TOML file with these options for a session; options typed override it.")  # fmt: skip
@option("--in-force", is_flag=True, help="Leave out what is known not to be in force on the day of the session.")
@option("--with-ended", is_flag=True, help="Include what a search finds although it is no longer in force.")
@option("--new", is_flag=True, help="Include what the library got since the last pack that was written with --new.")
@option("--unit", help='Party cell that the pack is for: "Chi bộ Sở Ngoại vụ, Đảng bộ Sở Ngoại vụ".')
@option(
    "--for",
    "audience",
    metavar="NAMES",
    help='Whose tasks are the cell\'s own: "chi bộ,đảng viên" (default: cells, their committees and members).',
)
@option(
    "--session",
    type=DayAndHour(),
    metavar="DATE",
    help='Day of the session, for which force is stated: 6/6/2016 or "6/6/2016 14:00".',
)
@option("--place", help="Place of the session, for the letterhead.")
@option("--members", type=click.Path(dir_okay=False), help="TOML or CSV file with the members' names and roles.")
@option("--minutes", type=click.IntRange(30, 600), help="Length of the session (default: 90).")
@option("--sentences", type=click.IntRange(1, 50), help="Points for each document (default: 6).")
@option(
    "--pages",
    type=click.IntRange(1, 50),
    help="Most pages of the handout (default: 2 for one document, 4 for several, 6 for a search).",
)
@option(
    "--parts",
    metavar="NAMES",
    help="Annexes of the handout, by commas: tasks, references, figures, calendar, map, quiz, forms, or single forms.",
)
@option("--full", is_flag=True, help="Everything: all parts, every point and task, the pages quoted.")
@option("--plain", is_flag=True, help="Only the documents and their sources: no agenda, questions or forms.")
@output_option
@format_option("..digest.render")
@force_option
@option("--preview", is_flag=True, help="Show a preview of the pack on the screen.")
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
    audience: str | None,
    parts: str | None,
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
    library = open_library(ctx)
    pack = library.digest(" ".join(query), audience=_names(audience), parts=_names(parts), **choice)
    if pack.left_out:
        note = ngettext("{count} secret document is left out.", "{count} secret documents are left out.", pack.left_out)
        click.echo(note.format(count=pack.left_out), err=True)
    if output:
        write([form.render(pack)], output, force=force, mode=mode_within(library.store.path))
    if output and choice.get("new"):
        library.remember_pack()
    if output and output != "-":
        click.echo(_("Study pack written to {path}.").format(path=output), err=as_json)
    if as_json or preview:
        report(as_json, lambda: contract.digest_result(pack), lines(pack))


def _names(value: str | None) -> tuple[str, ...]:
    """Return the names of a list with commas."""
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())
