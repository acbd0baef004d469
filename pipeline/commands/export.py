"""`chithi export`: what is held, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .console import library_of, tell
from .help import Command
from .options import issuer_option, json_option, since_option, type_option, until_option


@click.command("export", cls=Command)
@click.argument("target", type=click.Path(path_type=Path))
@type_option
@issuer_option
@since_option
@until_option
@json_option
@click.pass_context
def command(ctx: click.Context, /, target: Path, type_name: str | None, as_json: bool, **filters: Any) -> None:
    """Write text and metadata of the documents: a folder, or one FILE.jsonl; secret documents are never written."""
    tell("exported", as_json, library_of(ctx).export(target, type=type_name, **filters))
