"""`chithi registry`: the works that citations can mean, those that the office has added included."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from .. import contract
from ..errors import NotHeld, UsageError
from ..i18n import _
from ..output.registry import added_lines, list_lines, work_lines
from .base import (
    Command,
    Day,
    Group,
    existing_file,
    filter_option,
    json_option,
    open_library,
    option,
    report,
    rows_option,
)


@click.group("registry", cls=Group)
def command() -> None:
    """List and add the works that citations can mean."""


@command.command("add", cls=Command)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@option("--number", help="The whole number: 08-CT/TU. Without it the title identifies the work.")
@option("--type", help="Type of document: chỉ thị, nghị quyết …")
@option("--issuer", help="Issuing body, in full: Tỉnh ủy Điện Biên.")
@option("--date", "day", type=Day(), help="Date printed in it.")
@option("--title", help="What it is about, as printed below its type.")
@option("--alias", "aliases", multiple=True, help="A name by which it is cited; can be repeated.")
@option("--source", help="Where number, date and title were found.")
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    file: str | None,
    number: str | None,
    type: str | None,
    issuer: str | None,
    day: date | None,
    title: str | None,
    aliases: tuple[str, ...],
    source: str | None,
    as_json: bool,
) -> None:
    """Add works of the office's own: one by the options, or many from a TSV file."""
    from ..api import default_path
    from ..registry import load
    from ..registry.office import NewWork, add_works, read_works
    from ..system.paths import own_registry

    if file:
        works = read_works(existing_file(file))
    elif type and issuer and day and title and source:
        works = [
            NewWork(type=type, issuer=issuer, date=day, title=title, source=source, number=number, aliases=aliases)
        ]
    else:
        raise UsageError(
            _("A work needs its type, issuer, date, title and source."),
            hint=_("Give --type, --issuer, --date, --title and --source, or a file."),
        )
    folder = Path(own_registry())
    ids = add_works(folder, load(), works)
    load.cache_clear()
    if os.path.exists(ctx.obj or default_path()):
        open_library(ctx).refresh_citations(ids)
    report(as_json, lambda: contract.registry_add_result(ids, folder), added_lines(ids, folder))


@command.command("list", cls=Command)
@click.argument("words", nargs=-1)
@filter_option("type")
@filter_option("issuer")
@option("--own", is_flag=True, help="Only what the office has added.")
@rows_option
@json_option
def list_works(
    words: tuple[str, ...], type: str | None, issuer: str | None, own: bool, row_format: str | None, as_json: bool
) -> None:
    """List the works of the registry whose number, title or issuer has all the words, or all works."""
    from ..registry import Registry, load
    from ..vietnamese.text import fold, nfc

    shipped = {work.id for work in Registry().works} if own else set()
    wanted = [fold(nfc(word)) for word in (*words, type or "", issuer or "")]
    works = []
    for work in load().works:
        text = fold(" ".join(filter(None, (work.type, work.number, work.issuer, work.title))))
        if work.id not in shipped and all(word in text for word in wanted):
            works.append(work)
    report(
        as_json, lambda: contract.registry_list_result(works), list_lines(works), row_format=row_format, rows="works"
    )


@command.command("show", cls=Command)
@click.argument("work")
@json_option
def show(work: str, as_json: bool) -> None:
    """Show a work of the registry by its id or number, with its aliases and what amended or replaced it."""
    from ..registry import load
    from ..vietnamese.numbers import parse_number
    from ..vietnamese.text import nfc

    works = load().works
    by_id = works.get(nfc(work).strip())
    number = parse_number(work)
    found = [by_id] if by_id else works.numbered(str(number)) if number else works.aliased(work)
    if not found:
        raise NotHeld(
            _("The registry has no work “{name}”.").format(name=work),
            hint=_("Look for it with: chithi registry list WORDS."),
        )
    report(as_json, lambda: contract.registry_show_result(found), work_lines(found))
