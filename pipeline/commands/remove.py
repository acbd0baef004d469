"""`chithi remove`: documents out of the library."""

from __future__ import annotations

import click

from .console import library_of, tell
from .help import Command
from .options import json_option


@click.command("remove", cls=Command)
@click.argument("documents", nargs=-1, required=True)
@json_option
@click.pass_context
def command(ctx: click.Context, documents: tuple[str, ...], as_json: bool) -> None:
    """Take documents out of the library; their files stay where they are."""
    tell("removed", as_json, library_of(ctx).remove(*documents))
