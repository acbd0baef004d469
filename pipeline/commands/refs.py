"""`chithi refs`: what a document cites and what cites it."""

from __future__ import annotations

import click

from .console import library_of, tell
from .help import Command, option
from .options import json_option


@click.command("refs", cls=Command)
@click.argument("document")
@option("--out", "outward", is_flag=True, help="Only what it cites.")
@option("--in", "inward", is_flag=True, help="Only what cites it.")
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, outward: bool, inward: bool, as_json: bool) -> None:
    """List what a document cites and what cites it, each with the sentence that does."""
    library = library_of(ctx)
    held = library.find(document)
    out = library.cites(held.id) if outward or not inward else None
    into = library.cited_by(held.id) if inward or not outward else None
    tell("citations", as_json, held, out, into)
