"""`chithi list`: the documents of the library."""

from __future__ import annotations

from typing import Any

import click

from .console import library_of, tell
from .help import Command, option
from .options import issuer_option, json_option, since_option, type_option, until_option


@click.command("list", cls=Command)
@type_option
@issuer_option
@since_option
@until_option
@option("--gaps", is_flag=True, help="Instead: numbers missing in a body's series (or secret).")
@json_option
@click.pass_context
def command(ctx: click.Context, /, type_name: str | None, gaps: bool, as_json: bool, **filters: Any) -> None:
    """List the documents of the library, and the files set aside."""
    library = library_of(ctx)
    if gaps:
        tell("gaps", as_json, library.gaps(type=type_name, **filters))
    else:
        tell("listing", as_json, library.entries(type=type_name, **filters), library.files_set_aside())
