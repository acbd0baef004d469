"""`chithi backup`: a copy of the library."""

from __future__ import annotations

from pathlib import Path

import click

from .. import contract
from ..output.backup import lines
from .base import Command, check_output, json_option, open_library, option, report


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@option("--force", is_flag=True, help="Replace an existing file.")
@json_option
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool, as_json: bool) -> None:
    """Copy the whole library, accepted secret documents included, to a new file that only its owner can read."""
    check_output(file, as_json)
    library = open_library(ctx)
    size = library.back_up(file, force=force)
    secret = sum(bool(entry.secrecy) for entry in library.entries())
    report(as_json, lambda: contract.backup_result(file, size, secret), lines(file, size, secret), err=str(file) == "-")
