"""`chithi missing`: works that are cited and not in the library."""

from __future__ import annotations

import click

from .. import contract
from ..output.missing import lines
from .base import Command, json_option, open_library, option, report, rows_option


@click.command("missing", cls=Command)
@option("--number", "-n", "limit", type=click.IntRange(1, 10_000), default=20, show_default=True,
        help="How many works.")  # fmt: skip
@rows_option
@json_option
@click.pass_context
def command(ctx: click.Context, limit: int, row_format: str | None, as_json: bool) -> None:
    """List the most cited works that the library lacks, with how often and where they are cited."""
    works = open_library(ctx).missing(limit)
    report(as_json, lambda: contract.missing_result(works), lines(works), row_format=row_format, rows="missing")
