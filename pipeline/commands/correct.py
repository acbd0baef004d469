"""`chithi correct`: the header of a document, put right by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from .. import contract
from ..errors import UsageError
from ..i18n import _
from ..output.correct import lines
from .base import Command, Day, document_argument, json_option, open_library, option, report


class OptionalDay(Day):
    """A date, or an empty string for a document without one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the date, or the empty string."""
        return value if value == "" else super().convert(value, param, ctx)


@click.command("correct", cls=Command)
@document_argument
@option("--number", help="The number, whole: 08-CT/TU. For every field, an empty value means that there is none.")
@option("--date", "day", type=OptionalDay(), help="The day of issue.")
@option("--type", "type_name", help="The type: chỉ thị.")
@option("--issuer", help="The body that issued it.")
@option("--title", help="The title.")
@option("--undo", is_flag=True, help="Restore the header as it was read.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    document: str,
    number: str | None,
    day: date | str | None,
    type_name: str | None,
    issuer: str | None,
    title: str | None,
    undo: bool,
    as_json: bool,
) -> None:
    """Correct the header of a document by hand; the correction is kept when its file is read again."""
    changes = any(value is not None for value in (number, day, type_name, issuer, title))
    if undo == changes:
        raise UsageError(
            _("--undo goes alone.") if undo else _("Nothing is to be corrected."),
            hint=_("Name the fields to correct, or --undo: see chithi correct --help."),
        )
    library = open_library(ctx)
    if undo:
        found = library.undo_correction(document)
    else:
        found = library.correct(document, number=number, date=day, type=type_name, issuer=issuer, title=title)
    report(as_json, lambda: contract.correct_result(found), lines(found))
