"""`chithi list`: the documents of the library."""

from __future__ import annotations

from typing import Any

import click

from .. import contract
from ..output.list import gap_lines, lines
from .base import FilteredCommand, json_option, open_library, option, report


@click.command("list", cls=FilteredCommand)
@option("--gaps", is_flag=True, help="List the numbers missing (or secret) in each issuer's series instead.")
@json_option
@click.pass_context
def command(ctx: click.Context, /, gaps: bool, as_json: bool, **filters: Any) -> None:
    """List the documents of the library, and the files set aside."""
    library = open_library(ctx)
    if gaps:
        series = library.gaps(**filters)
        report(as_json, lambda: contract.gaps_result(series), gap_lines(series))
    else:
        entries, aside = library.entries(**filters), library.files_set_aside()
        report(as_json, lambda: contract.list_result(entries, aside), lines(entries, aside))
