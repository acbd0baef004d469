"""`chithi list`: the documents of the library."""

from __future__ import annotations

from typing import Any

import click

from .console import library_of, tell
from .help import option
from .options import FilteredCommand, json_option


@click.command("list", cls=FilteredCommand)
@option("--gaps", is_flag=True, help="Instead: numbers missing in a body's series (or secret).")
@json_option
@click.pass_context
def command(ctx: click.Context, /, gaps: bool, as_json: bool, **filters: Any) -> None:
    """List the documents of the library, and the files set aside."""
    library = library_of(ctx)
    if gaps:
        tell("gaps", as_json, library.gaps(**filters))
    else:
        tell("listing", as_json, library.entries(**filters), library.files_set_aside())
