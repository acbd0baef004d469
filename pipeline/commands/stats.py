"""`chithi stats`: what the library holds, in numbers."""

from __future__ import annotations

from datetime import date

import click

from pipeline.commands.console import library_of, tell
from pipeline.commands.help import Command
from pipeline.commands.options import json_option


@click.command("stats", cls=Command)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Count what the library holds."""
    from pipeline.chain.stats import stats

    tell("stats", as_json, stats(library_of(ctx), date.today()))
