"""`chithi evaluate`: the accuracy of this build on its gold."""

from __future__ import annotations

import click

from .. import contract
from ..output.evaluate import lines
from .base import Command, json_option, report


@click.command("evaluate", cls=Command)
@json_option
def command(as_json: bool) -> None:
    """Score this build on the gold of the project: headers and references of the sample."""
    from ..evaluate import evaluate

    score = evaluate()
    report(as_json, lambda: contract.evaluate_result(score), lines(score))
