"""`chithi show`: a document of the library."""

from __future__ import annotations

import click

from .. import contract
from ..output.show import lines
from ..store.files import rivals
from .base import Command, document_argument, json_option, open_library, report, text_option


@click.command("show", cls=Command)
@document_argument
@text_option
@json_option
@click.pass_context
def command(ctx: click.Context, document: str, with_text: bool, as_json: bool) -> None:
    """Show a document of the library, named by its id, number or file."""
    library = open_library(ctx)
    entry = library.find(document)
    found = library.store.document(entry.id)
    others = rivals(library.store.connection, found)
    report(
        as_json,
        lambda: contract.show_result(found, entry.files, others),
        lines(found, with_text, entry.files, others),
    )
