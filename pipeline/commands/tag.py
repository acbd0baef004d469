"""`chithi tag`: the references in plain text."""

from __future__ import annotations

import os
from datetime import date
from typing import BinaryIO

import click

from .. import contract
from ..errors import UsageError
from ..i18n import _
from ..output.tag import lines
from .base import Command, Day, json_option, open_library, option, report, rows_option


@click.command("tag", cls=Command)
@click.argument("file", type=click.File("rb"), default="-")
@option("--date", "day", type=Day(), help="Date of the document that the text is from.")
@option("--issuer", help="Issuer of the document that the text is from.")
@rows_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, file: BinaryIO, day: date | None, issuer: str | None, row_format: str | None, as_json: bool
) -> None:
    """Find the references in plain text and the document that each one means."""
    from ..api import default_path, tag

    library = open_library(ctx) if os.path.exists(ctx.obj or default_path()) else None
    references = tag(_read_text(file), day=day, issuer=issuer, library=library)
    report(
        as_json, lambda: contract.tag_result(references), lines(references), row_format=row_format, rows="references"
    )


def _read_text(file: BinaryIO) -> str:
    try:
        return file.read().decode("utf-8")  # line ends are kept, as they count in offsets
    except UnicodeDecodeError as error:
        raise UsageError(_("The text is not UTF-8."), hint=_("Save it as UTF-8."), path=file.name) from error
