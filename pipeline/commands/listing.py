"""`chithi list`: the documents of the library."""

from __future__ import annotations

from typing import Any

import click

from pipeline.commands.console import library_of, tell
from pipeline.commands.help import Command
from pipeline.commands.options import issuer_option, json_option, since_option, type_option, until_option


@click.command("list", cls=Command)
@type_option
@issuer_option
@since_option
@until_option
@json_option
@click.pass_context
def command(ctx: click.Context, /, type_name: str | None, as_json: bool, **filters: Any) -> None:
    """List the documents of the library, and the files set aside."""
    library = library_of(ctx)
    tell("listing", as_json, library.entries(type=type_name, **filters), library.files_set_aside())
