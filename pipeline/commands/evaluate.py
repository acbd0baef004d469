"""`chithi evaluate`: this build on its gold."""

from __future__ import annotations

import click

from .console import tell
from .help import Command
from .options import json_option


@click.command("evaluate", cls=Command)
@json_option
def command(as_json: bool) -> None:
    """Score this build on the gold that comes with the project: headers and references of the sample."""
    from ..evaluate import evaluate

    tell("evaluated", as_json, evaluate())
