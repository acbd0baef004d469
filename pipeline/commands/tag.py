"""`chithi tag`: the references in plain text."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import click

from ..errors import UsageError
from ..i18n import _
from .console import tell
from .help import Command, option
from .options import Day, json_option


@click.command("tag", cls=Command)
@click.argument("file", type=click.File("rb"), default="-")
@option("--date", "day", type=Day(), help="Date of the document that the text is from.")
@option("--issuer", help="Issuer of the document that the text is from.")
@json_option
@click.pass_context
def command(ctx: click.Context, file: Any, day: date | None, issuer: str | None, as_json: bool) -> None:
    """Find the references in plain text and say which document each one means."""
    from ..api import Library, default_path, tag

    path = ctx.obj or default_path()
    library = ctx.with_resource(Library.open(path, create=False)) if os.path.exists(path) else None
    tell("tagged", as_json, tag(_text_of(file), day=day, issuer=issuer, library=library))


def _text_of(file: Any) -> str:
    try:
        text: str = file.read().decode("utf-8")  # as it stands: line ends count in offsets
    except UnicodeDecodeError as error:
        raise UsageError(_("The text is not UTF-8."), hint=_("Save it as UTF-8."), path=file.name) from error
    return text
