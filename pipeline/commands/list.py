"""`chithi list`: the documents of the library."""

from __future__ import annotations

from typing import Any

import click

from .. import contract
from ..output.list import gap_lines, lines
from ..store.filter_values import check_values
from .base import FilteredCommand, json_option, open_library, option, report, rows_option


@click.command("list", cls=FilteredCommand)
@option("--gaps", is_flag=True, help="List the numbers missing (or secret) in each issuer's series instead.")
@option("--incomplete", is_flag=True, help="Only documents without a number, a day or a title, with their files.")
@option("--set-aside", "only_aside", is_flag=True, help="Only the files set aside, each with the reason.")
@rows_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    gaps: bool,
    incomplete: bool,
    only_aside: bool,
    row_format: str | None,
    as_json: bool,
    **filters: Any,
) -> None:
    """List the documents of the library, and the files set aside."""
    library = open_library(ctx)
    check_values(library.store.connection, filters)
    if gaps:
        series = library.gaps(**filters)
        report(as_json, lambda: contract.gaps_result(series), gap_lines(series))
    else:
        entries = [] if only_aside else library.entries(**filters)
        if incomplete:
            entries = [each for each in entries if not (each.number and each.date and each.title)]
        aside = [] if incomplete else library.files_set_aside()
        report(
            as_json,
            lambda: contract.list_result(entries, aside),
            lines(entries, aside, paths=incomplete),
            row_format=row_format,
            rows="documents",
        )
