"""`chithi export`: what is held, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .console import check_output, library_of, tell
from .help import option
from .options import FilteredCommand, json_option


@click.command("export", cls=FilteredCommand)
@click.argument("target", type=click.Path(allow_dash=True, path_type=Path))
@option("--force", is_flag=True, help="Replace existing files.")
@json_option
@click.pass_context
def command(ctx: click.Context, /, target: Path, force: bool, as_json: bool, **filters: Any) -> None:
    """Write text and metadata of the documents: a folder, or one FILE.jsonl; secret documents are never written."""
    check_output(target, as_json)
    tell("exported", as_json, library_of(ctx).export(target, force=force, **filters), err=str(target) == "-")
