"""`chithi stats`: what the library holds, in numbers."""

from __future__ import annotations

import click

from .console import library_of, tell
from .help import Command
from .options import json_option


@click.command("stats", cls=Command)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Count what the library holds."""
    tell("stats", as_json, library_of(ctx).stats())
