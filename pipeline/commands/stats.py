"""`chithi stats`: counts of what the library has."""

from __future__ import annotations

import click

from .. import contract
from ..output.stats import lines
from .base import Command, json_option, open_library, report


@click.command("stats", cls=Command)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Count the documents and citations of the library."""
    counts = open_library(ctx).stats()
    report(as_json, lambda: contract.stats_result(counts), lines(counts))
