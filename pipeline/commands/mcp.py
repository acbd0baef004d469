"""`chithi mcp`: answers an assistant on this computer."""

from __future__ import annotations

import click

from .base import Command, library_path


@click.command("mcp", cls=Command)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Answer an assistant on standard input and output (Model Context Protocol).

    The assistant starts this command itself: name it in the assistant's settings. It may search, read pages, and ask
    for citations, status, tasks and study packs, but change nothing; secret documents are refused. No port is opened.
    """
    from ..assistants import serve

    serve(library_path(ctx))
