"""`chithi restore`: a backup in place of the library."""

from __future__ import annotations

from pathlib import Path

import click

from .. import contract
from ..output.restore import lines
from .base import Command, json_option, library_path, option, report


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@option("--force", is_flag=True, help="Replace the library; it is kept under another name.")
@json_option
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool, as_json: bool) -> None:
    """Make the library again from a backup."""
    from ..store.connection import restore

    path = Path(library_path(ctx))
    replaced = restore(file, path, force=force)
    report(as_json, lambda: contract.restore_result(path, replaced), lines(path, replaced))
