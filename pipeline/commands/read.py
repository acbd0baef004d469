"""`chithi read`: one file parsed, nothing stored."""

from __future__ import annotations

import os
from typing import Any

import click

from ..errors import UsageError
from ..i18n import _
from .console import tell
from .help import Command
from .options import json_option, ocr_option, text_option


@click.command("read", cls=Command)
@click.argument("file", type=click.Path())
@ocr_option
@text_option
@json_option
def command(file: str, ocr: Any, with_text: bool, as_json: bool) -> None:
    """Show what is read from one file; nothing is stored."""
    if not os.path.isfile(file):
        raise UsageError(_("There is no such file."), hint=_("Check the name."), path=file)
    from ..parse import parse_file

    tell("reading", as_json, parse_file(file, ocr=ocr), with_text)
