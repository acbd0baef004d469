"""`chithi read`: one file parsed, nothing stored."""

from __future__ import annotations

from typing import Any

import click

from .. import contract
from ..output.read import lines
from .base import Command, existing_file, json_option, ocr_option, report, text_option


@click.command("read", cls=Command)
@click.argument("file", type=click.Path())
@ocr_option
@text_option
@json_option
def command(file: str, ocr: Any, with_text: bool, as_json: bool) -> None:
    """Show what is read from one file; nothing is stored."""
    path = existing_file(file)
    from ..parse import parse_file

    document = parse_file(path, ocr=ocr)
    report(as_json, lambda: contract.read_result(document), lines(document, with_text))
