"""`chithi remove`: documents out of the library."""

from __future__ import annotations

import click

from .. import contract
from ..output.remove import lines
from .base import Command, json_option, open_library, report, stored


@click.command("remove", cls=Command)
@click.argument("documents", nargs=-1, required=True, shell_complete=stored("documents"))
@json_option
@click.pass_context
def command(ctx: click.Context, documents: tuple[str, ...], as_json: bool) -> None:
    """Remove documents from the library; their files are left alone."""
    ids = open_library(ctx).remove(*documents)
    report(as_json, lambda: contract.remove_result(ids), lines(ids))
