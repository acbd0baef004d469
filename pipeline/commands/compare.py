"""`chithi compare`: an old document beside the one that replaced it."""

from __future__ import annotations

import click

from .. import contract
from ..output.compare import lines
from .base import Command, document_argument, json_option, open_library, report


@click.command("compare", cls=Command)
@document_argument
@click.argument("newer", required=False)
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, newer: str | None, as_json: bool) -> None:
    """Show which articles a document kept, changed and dropped of the one that it replaces, quoted on both sides.

    Without a second document it is the one that is known to have replaced the first.
    """
    found = open_library(ctx).compare(document, newer)
    report(as_json, lambda: contract.compare_result(found), lines(found))
