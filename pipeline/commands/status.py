"""`chithi status`: whether a work holds on a day."""

from __future__ import annotations

from datetime import date

import click

from .console import library_of, tell
from .help import Command, option
from .options import Day, json_option


@click.command("status", cls=Command)
@click.argument("document")
@option("--as-of", type=Day(), help="The day asked about (default: today).")
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, as_of: date | None, as_json: bool) -> None:
    """Tell whether a document is in force, what replaced, amended or continued it, and who says so."""
    tell("status", as_json, library_of(ctx).status(document, as_of))
