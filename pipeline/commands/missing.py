"""`chithi missing`: works that are cited and not held."""

from __future__ import annotations

import click

from .console import library_of, tell
from .help import Command, option
from .options import json_option


@click.command("missing", cls=Command)
@option(
    "--number", "-n", "limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many works."
)
@json_option
@click.pass_context
def command(ctx: click.Context, limit: int, as_json: bool) -> None:
    """List the works most cited that the library lacks, with how often and by whom."""
    tell("missing", as_json, library_of(ctx).missing(limit))
