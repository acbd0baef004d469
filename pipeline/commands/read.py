"""`chithi read`: one file parsed, nothing stored."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from .. import contract
from ..output.read import lines
from .base import Command, existing_file, json_option, memory_option, ocr_option, report, text_option, time_limit_option


@click.command("read", cls=Command)
@click.argument("file", type=click.Path())
@ocr_option
@time_limit_option
@memory_option
@text_option
@json_option
def command(file: str, ocr: Any, time_limit: int, memory: int, with_text: bool, as_json: bool) -> None:
    """Show what is read from one file; nothing is stored."""
    path = existing_file(file)
    from ..parse import parse_file
    from ..worker_process import Limits
    from ..workers import run_alone

    limits = Limits(time_limit, memory << 20)
    document = run_alone(partial(parse_file, path, ocr=ocr), str(path), limits)
    report(as_json, lambda: contract.read_result(document), lines(document, with_text))
