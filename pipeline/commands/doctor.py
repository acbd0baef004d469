"""`chithi doctor`: what is missing on this machine."""

from __future__ import annotations

import click

from .console import DONE_IN_PART, tell
from .help import Command
from .options import json_option


@click.command("doctor", cls=Command)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Say what is missing on this machine and how to get it."""
    from ..api import default_path
    from ..system.doctor import examine

    checks = examine(ctx.obj or default_path())
    tell("checks", as_json, checks)
    if not all(check.passed for check in checks):
        ctx.exit(DONE_IN_PART)
