"""`chithi refs`: what a document cites and what cites it."""

from __future__ import annotations

import click

from .. import contract
from ..output.refs import lines
from .base import Command, document_argument, json_option, open_library, option, report


@click.command("refs", cls=Command)
@document_argument
@option("--out", "outward", is_flag=True, help="Only what it cites.")
@option("--in", "inward", is_flag=True, help="Only what cites it.")
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, outward: bool, inward: bool, as_json: bool) -> None:
    """List what a document cites and what cites it, each citation with its sentence."""
    library = open_library(ctx)
    entry = library.find(document)
    cites = library.cites(entry.id) if outward or not inward else None
    cited_by = library.cited_by(entry.id) if inward or not outward else None
    report(as_json, lambda: contract.refs_result(entry, cites, cited_by), lines(entry, cites, cited_by))
