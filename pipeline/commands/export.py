"""`chithi export`: the documents of the library for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .. import contract
from ..output.export import lines
from ..store.filter_values import check_values
from .base import FilteredCommand, FormatName, check_output, json_option, open_library, option, report


@click.command("export", cls=FilteredCommand)
@click.argument("target", type=click.Path(allow_dash=True, path_type=Path))
@option("--format", "format_name", type=FormatName("..export"),
        help="Parquet has a row for each page, OpenSearch an index and requests; by default the "
        "target's name decides.")  # fmt: skip
@option("--force", is_flag=True, help="Replace existing files.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, /, target: Path, format_name: str | None, force: bool, as_json: bool, **filters: Any
) -> None:
    """Write text and metadata of the documents to a folder, or to one FILE.jsonl; secret ones are never written."""
    check_output(target, as_json)
    library = open_library(ctx)
    check_values(library.store.connection, filters)
    exported = library.export(target, force=force, format_name=format_name, **filters)
    report(as_json, lambda: contract.export_result(exported), lines(exported), err=str(target) == "-")
