"""What commands share: the library that they work on, and printing for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..api import Library

DONE_IN_PART = 1  # exit status when some input was set aside


def library_of(ctx: click.Context, *, create: bool = False) -> Library:
    """The library that the command works on, closed when the command ends."""
    from ..api import Library, default_path

    return ctx.with_resource(Library.open(ctx.obj or default_path(), create=create))


def tell(subject: str, as_json: bool, *values: Any, err: bool = False) -> None:
    """Print `values` as `pipeline.output`'s module `subject` has them: its `as_json`, or else its `lines`."""
    output = import_module(f"..output.{subject}", __package__)
    if as_json:
        print_json(output.as_json(*values))
    else:
        print_lines(output.lines(*values), err=err)


def check_output(output: object, as_json: bool) -> None:
    """Raise UsageError when both the output and the JSON of a command would be written to standard output."""
    from ..errors import UsageError
    from ..i18n import _

    if as_json and str(output) == "-":
        raise UsageError(_("“-” and --json both mean standard output."), hint=_("Leave out one of them."))


def print_json(value: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    from ..contract import dumps

    click.echo(dumps(value))


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines on standard output, or on standard error."""
    for line in lines:
        click.echo(line, err=err)
