"""`chithi status`: whether a work is in force on a day."""

from __future__ import annotations

from datetime import date

import click

from .. import contract
from ..output.status import lines
from .base import Command, Day, document_argument, has_library, json_option, open_library, option, report


@click.command("status", cls=Command)
@document_argument
@option("--as-of", type=Day(), help="The day in question (default: today).")
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, as_of: date | None, as_json: bool) -> None:
    """Show whether a document is in force, what replaced, amended or continued it, and the source of each claim.

    Without a library the registry alone answers.
    """
    from ..api import registry_status

    status = open_library(ctx).status(document, as_of) if has_library(ctx) else registry_status(document, as_of)
    report(as_json, lambda: contract.status_result(status), lines(status))
