"""`chithi registry`: the works that citations can mean, those of the office's own included."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from ..errors import NotHeld, UsageError
from ..i18n import _
from .console import tell
from .help import Command, Group, option
from .options import Day, filter_option, json_option


@click.group("registry", cls=Group)
def command() -> None:
    """List and add the works that citations can mean, held or not."""


@command.command("add", cls=Command)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@option("--number", help="The whole number: 08-CT/TU. Without it the title tells the work.")
@option("--type", "type_name", help="The kind of document: chỉ thị, nghị quyết …")
@option("--issuer", help="The body that issued it, in full: Tỉnh ủy Điện Biên.")
@option("--date", "day", type=Day(), help="The day printed in it.")
@option("--title", help="What it is about, as printed under its kind.")
@option("--alias", "aliases", multiple=True, help="A name under which it is cited; may be given again.")
@option("--source", help="Where number, date and title were seen.")
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    file: str | None,
    number: str | None,
    type_name: str | None,
    issuer: str | None,
    day: date | None,
    title: str | None,
    aliases: tuple[str, ...],
    source: str | None,
    as_json: bool,
) -> None:
    """Add works of the office's own: one by the options, or many from a TSV file."""
    from ..registry import load
    from ..registry.office import NewWork, read_works
    from ..registry.office import add as add_works
    from ..system.paths import own_registry

    if file:
        works = read_works(_existing(file))
    elif type_name and issuer and day and title and source:
        works = [
            NewWork(type=type_name, issuer=issuer, date=day, title=title, source=source, number=number, aliases=aliases)
        ]
    else:
        raise UsageError(
            _("A work needs its type, issuer, date, title and source."),
            hint=_("Give --type, --issuer, --date, --title and --source, or a file."),
        )
    folder = Path(own_registry())
    ids = add_works(folder, load(), works)
    load.cache_clear()
    _resolve_anew(ctx.obj, ids)
    tell("registered", as_json, ids, folder)


@command.command("list", cls=Command)
@click.argument("words", nargs=-1)
@filter_option("type")
@filter_option("issuer")
@option("--own", is_flag=True, help="Only what the office has added.")
@json_option
def list_works(words: tuple[str, ...], type: str | None, issuer: str | None, own: bool, as_json: bool) -> None:
    """List the works of the registry; words choose those whose number, title or issuer has them all."""
    from ..registry import Registry, load
    from ..vietnamese.text import fold, nfc

    shipped = {work.id for work in Registry().works} if own else set()
    wanted = [fold(nfc(word)) for word in (*words, type or "", issuer or "")]
    found = []
    for work in load().works:
        told = fold(" ".join(filter(None, (work.type, work.number, work.issuer, work.title))))
        if work.id not in shipped and all(word in told for word in wanted):
            found.append(work)
    tell("works", as_json, found)


@command.command("show", cls=Command)
@click.argument("work")
@json_option
def show(work: str, as_json: bool) -> None:
    """Show a work of the registry by its id or number, its names, and what became of it."""
    from ..registry import load
    from ..vietnamese.numbers import parse_number
    from ..vietnamese.text import nfc

    registry = load()
    one = registry.works.get(nfc(work).strip())
    parsed = parse_number(work)
    found = [one] if one else registry.works.numbered(str(parsed)) if parsed else registry.works.aliased(work)
    if not found:
        raise NotHeld(
            _("The registry has no work “{name}”.").format(name=work),
            hint=_("Look for it with: chithi registry list WORDS."),
        )
    tell("registered_work", as_json, found)


def _existing(file: str) -> Path:
    if not os.path.isfile(file):
        raise UsageError(_("There is no such file."), hint=_("Check the name."), path=file)
    return Path(file)


def _resolve_anew(library_path: str | None, ids: list[str]) -> None:
    """Ask the library again what its citations of the new works mean, if there is one."""
    from ..api import Library, default_path

    path = library_path or default_path()
    if os.path.exists(path):
        with Library.open(path, create=False) as library:
            library.refresh_citations(ids)
