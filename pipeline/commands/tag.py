"""`chithi tag`: the references in plain text."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

import click

from .. import contract
from ..errors import UsageError
from ..i18n import _
from ..output.tag import lines
from .base import Command, Day, has_library, json_option, library_path, option, report, rows_option, time_limit_option

if TYPE_CHECKING:
    from ..model import Reference


@click.command("tag", cls=Command)
@click.argument("file", type=click.File("rb"), default="-")
@option("--date", "day", type=Day(), help="Date of the document that the text is from.")
@option("--issuer", help="Issuer of the document that the text is from.")
@time_limit_option
@rows_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    file: BinaryIO,
    day: date | None,
    issuer: str | None,
    time_limit: int,
    row_format: str | None,
    as_json: bool,
) -> None:
    """Find the references in plain text and the document that each one means."""
    from ..worker_process import Limits
    from ..workers import run_alone

    task = partial(
        _tag, _read_text(file), day=day, issuer=issuer, library_file=library_path(ctx) if has_library(ctx) else None
    )
    references = run_alone(task, file.name, Limits(seconds=time_limit))
    report(
        as_json, lambda: contract.tag_result(references), lines(references), row_format=row_format, rows="references"
    )


def _tag(text: str, *, day: date | None, issuer: str | None, library_file: str | None) -> list[Reference]:
    from ..api import Library, tag

    if library_file is None:
        return tag(text, day=day, issuer=issuer)
    with Library.open(library_file, create=False) as library:
        return tag(text, day=day, issuer=issuer, library=library)


def _read_text(file: BinaryIO) -> str:
    try:
        return file.read().decode("utf-8")  # line ends are kept, as they count in offsets
    except UnicodeDecodeError as error:
        raise UsageError(_("The text is not UTF-8."), hint=_("Save it as UTF-8."), path=file.name) from error
