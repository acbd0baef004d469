"""`chithi backup`: a copy of the library."""

from __future__ import annotations

from pathlib import Path

import click

from .console import check_output, library_of, tell
from .help import Command, option
from .options import json_option


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@option("--force", is_flag=True, help="Replace an existing file.")
@json_option
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool, as_json: bool) -> None:
    """Copy the whole library into a new file, readable by its owner only; accepted secret documents go along."""
    check_output(file, as_json)
    library = library_of(ctx)
    size = library.back_up(file, force=force)
    secret = sum(bool(entry.secrecy) for entry in library.entries())
    tell("backup", as_json, file, size, secret, err=str(file) == "-")
