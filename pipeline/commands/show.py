"""`chithi show`: a document of the library."""

from __future__ import annotations

import click

from .console import library_of, tell
from .help import Command
from .options import json_option, text_option


@click.command("show", cls=Command)
@click.argument("document")
@text_option
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, with_text: bool, as_json: bool) -> None:
    """Show a document of the library, named by its id or number."""
    tell("document", as_json, library_of(ctx).document(document), with_text)
