"""`chithi doctor`: what is missing on this machine."""

from __future__ import annotations

import click

from .. import contract
from ..output.doctor import lines
from .base import DONE_IN_PART, Command, json_option, report


@click.command("doctor", cls=Command)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Check what this machine lacks, and how to install it."""
    from ..api import default_path
    from ..doctor import examine

    checks = examine(ctx.obj or default_path())
    report(as_json, lambda: contract.doctor_result(checks), lines(checks))
    if not all(check.passed for check in checks):
        ctx.exit(DONE_IN_PART)
