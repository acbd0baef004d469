"""`chithi evaluate`: this build on its gold."""

from __future__ import annotations

import click

from pipeline.commands.console import tell
from pipeline.commands.help import Command
from pipeline.commands.options import json_option


@click.command("evaluate", cls=Command)
@json_option
def command(as_json: bool) -> None:
    """Score this build on the gold that comes with the project: headers and references of the sample."""
    from pipeline.evaluate import evaluate

    tell("evaluated", as_json, evaluate())
