"""`chithi doctor`: what is missing on this machine."""

from __future__ import annotations

import click

from .. import contract
from ..output.doctor import lines, repair_lines
from .base import DONE_IN_PART, Command, json_option, library_path, option, report


@click.command("doctor", cls=Command)
@option("--check", "thoroughly", is_flag=True, help="Read every document of the library too.")
@option("--repair", "repairs", is_flag=True, help="Make the library again from all that can be read of it.")
@json_option
@click.pass_context
def command(ctx: click.Context, thoroughly: bool, repairs: bool, as_json: bool) -> None:
    """Check what this machine lacks, and how to install it."""
    from ..doctor import examine

    path = library_path(ctx)
    if repairs:
        from ..store.repair import repair

        done = repair(path)
        report(as_json, lambda: contract.repair_result(done), repair_lines(done))
        if done.lost:
            ctx.exit(DONE_IN_PART)
        return
    checks = examine(path, thoroughly=thoroughly)
    report(as_json, lambda: contract.doctor_result(checks), lines(checks))
    if not all(check.passed for check in checks):
        ctx.exit(DONE_IN_PART)
