"""`chithi backup`: a copy of the library."""

from __future__ import annotations

from pathlib import Path

import click

from .console import library_of, tell
from .help import Command
from .options import json_option


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_context
def command(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Copy the whole library into a new file, readable by its owner only; accepted secret documents go along."""
    library = library_of(ctx)
    size = library.back_up(file)
    tell("backup", as_json, file, size, sum(bool(entry.secrecy) for entry in library.entries()))
