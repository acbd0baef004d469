"""`chithi search`: pages, best first."""

from __future__ import annotations

from typing import Any

import click

from pipeline.commands.console import library_of, tell
from pipeline.commands.help import Command, option
from pipeline.commands.options import issuer_option, json_option, since_option, type_option, until_option


@click.command("search", cls=Command)
@click.argument("query", nargs=-1, required=True)
@option(
    "--number",
    "-n",
    "limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="How many hits.",
)
@type_option
@issuer_option
@since_option
@until_option
@option("--term", help="Only documents of this term of the Central Committee (XII).")
@option("--cites", help="Only documents that cite this one.")
@option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True,
        help="Best first, or newest first.")  # fmt: skip
@option("--explain", is_flag=True, help="Show the parts of each score.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    limit: int,
    type_name: str | None,
    explain: bool,
    as_json: bool,
    **filters: Any,
) -> None:
    """Find pages: words with or without tone marks, "a phrase", a document's number."""
    results = library_of(ctx).search(" ".join(query), limit=limit, type=type_name, explain=explain, **filters)
    tell("results", as_json, results)
