"""`chithi export`: what is held, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .console import check_output, library_of, tell
from .help import Command, option
from .options import issuer_option, json_option, since_option, type_option, until_option


@click.command("export", cls=Command)
@click.argument("target", type=click.Path(allow_dash=True, path_type=Path))
@type_option
@issuer_option
@since_option
@until_option
@option("--force", is_flag=True, help="Replace existing files.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, /, target: Path, type_name: str | None, force: bool, as_json: bool, **filters: Any
) -> None:
    """Write text and metadata of the documents: a folder, or one FILE.jsonl; secret documents are never written."""
    check_output(target, as_json)
    exported = library_of(ctx).export(target, force=force, type=type_name, **filters)
    tell("exported", as_json, exported, err=str(target) == "-")
