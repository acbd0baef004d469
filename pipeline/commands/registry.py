"""`chithi registry`: the works that citations can mean, those that the office has added included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import contract
from ..errors import NotHeld, UsageError
from ..i18n import _
from ..output.registry import added_lines, changed_lines, imported_lines, list_lines, work_lines
from .base import (
    DONE_IN_PART,
    Command,
    Day,
    Group,
    existing_file,
    filter_option,
    has_library,
    json_option,
    open_library,
    option,
    report,
    rows_option,
)

if TYPE_CHECKING:
    from ..model import Work


@click.group("registry", cls=Group)
def command() -> None:
    """List the works that citations can mean, and keep the office's own."""


@command.command("add", cls=Command)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@option("--number", help="The whole number: 08-CT/TU. Without it the title identifies the work.")
@option("--type", help="Type of document: chỉ thị, nghị quyết …")
@option("--issuer", help="Issuing body, in full: Tỉnh ủy Điện Biên.")
@option("--date", "day", type=Day(whole=True), help="Date printed in it.")
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
    _refresh(ctx, ids)
    report(as_json, lambda: contract.registry_add_result(ids, folder), added_lines(ids, folder))


@command.command("import", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False))
@option("--type", help="Type of the documents, where the list does not say it.")
@option("--issuer", help="Issuing body, where the list does not say it.")
@option("--source", help="Where the list is from (default: the name of the file).")
@json_option
@click.pass_context
def import_file(
    ctx: click.Context, file: str, type: str | None, issuer: str | None, source: str | None, as_json: bool
) -> None:
    """Add the works of a list: an Excel workbook (.xlsx), CSV or TSV.

    The first row names the columns, in Vietnamese or English: number, type, issuer, date, title, source, aliases,
    status, replaced_by, ended. Faulty rows are reported and the others added; a list can be imported again.
    """
    from ..registry import load
    from ..registry.office_list import import_list
    from ..system.paths import own_registry

    path, folder = existing_file(file), Path(own_registry())
    given = {"type": type, "issuer": issuer, "source": source or path.name}
    result = import_list(path, folder, load(), {column: value for column, value in given.items() if value})
    _refresh(ctx, result.added)
    report(as_json, lambda: contract.registry_import_result(result, folder), imported_lines(result, folder))
    if result.faults:
        ctx.exit(DONE_IN_PART)


@command.command("edit", cls=Command)
@click.argument("work")
@option("--number", help="The whole number.")
@option("--type", help="Type of document.")
@option("--issuer", help="Issuing body, in full.")
@option("--date", type=Day(whole=True), help="Date printed in it.")
@option("--title", help="What it is about.")
@option("--source", help="Where number, date and title were found.")
@option("--replaced-by", help="Id of the work that replaced it; an empty one deletes it.")
@option("--ended", type=Day(whole=True), help="Day from which it is no longer in force.")
@json_option
@click.pass_context
def edit(ctx: click.Context, /, **given: Any) -> None:
    """Change a work that the office has added."""
    from ..registry import load
    from ..registry.office import edit_work
    from ..system.paths import own_registry

    work, as_json = given.pop("work"), given.pop("as_json")
    changes = {column: str(value) for column, value in given.items() if value is not None}
    if not changes:
        raise UsageError(_("Nothing is to be changed."), hint=_("Give --title, --date or another option."))
    before = _only(work).id
    after = edit_work(Path(own_registry()), load(), before, changes)
    _refresh(ctx, (before, after))
    report(as_json, lambda: contract.registry_change_result(after), changed_lines(_("Changed: {name}"), after))


@command.command("remove", cls=Command)
@click.argument("work")
@json_option
@click.pass_context
def remove(ctx: click.Context, work: str, as_json: bool) -> None:
    """Remove a work that the office has added, with its names."""
    from ..registry.office import remove_work
    from ..system.paths import own_registry

    found = _only(work)
    remove_work(Path(own_registry()), found.id)
    _refresh(ctx, (found.id,), number=found.number)
    report(as_json, lambda: contract.registry_change_result(found.id), changed_lines(_("Removed: {name}"), found.id))


@command.command("alias", cls=Command)
@click.argument("name")
@click.argument("work", required=False)
@option("--remove", "removed", is_flag=True, help="Remove the name, which the office has added.")
@json_option
@click.pass_context
def alias(ctx: click.Context, name: str, work: str | None, removed: bool, as_json: bool) -> None:
    """Add a name under which a work is cited, or remove it."""
    from ..registry.office import add_alias, remove_alias
    from ..system.paths import own_registry

    folder = Path(own_registry())
    if removed:
        remove_alias(folder, name)
        _refresh(ctx, ())
        report(as_json, lambda: contract.registry_change_result(name), changed_lines(_("Removed: {name}"), name))
        return
    if work is None:
        raise UsageError(_("A name needs the work that it means."), hint=_("Give its id or number after the name."))
    from ..registry import load

    found = _only(work)
    add_alias(folder, load(), name, found.id)
    _refresh(ctx, (found.id,))
    report(as_json, lambda: contract.registry_change_result(found.id), changed_lines(_("Added: {name}"), name))


@command.command("body", cls=Command)
@click.argument("name")
@option("--symbol", "symbols", multiple=True, help="Letters that mean it in numbers; can be repeated.")
@option(
    "--sphere",
    type=click.Choice(["party", "state", "mass"]),
    default="party",
    show_default=True,
    help="Party, state or mass organization.",
)
@option(
    "--level",
    type=click.Choice(["central", "province", "district", "commune", "cell"]),
    default="commune",
    show_default=True,
    help="Level of the body.",
)
@option("--alias", "aliases", multiple=True, help="Another name of it; can be repeated.")
@json_option
@click.pass_context
def body(
    ctx: click.Context,
    name: str,
    symbols: tuple[str, ...],
    sphere: str,
    level: str,
    aliases: tuple[str, ...],
    as_json: bool,
) -> None:
    """Add an issuing body that the registry does not have."""
    from ..registry import load
    from ..registry.office import add_body
    from ..system.paths import own_registry

    row = {"name": name, "symbols": "|".join(symbols), "sphere": sphere, "level": level, "aliases": "|".join(aliases)}
    added = add_body(Path(own_registry()), load(), row)
    _refresh(ctx, ())
    report(as_json, lambda: contract.registry_change_result(added), changed_lines(_("Added: {name}"), added))


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
    found = _named(work)
    report(as_json, lambda: contract.registry_show_result(found), work_lines(found))


def _named(name: str) -> Sequence[Work]:
    """Return the works of the registry with an id, number or other name. Raises NotHeld for none."""
    from ..registry import load
    from ..vietnamese.numbers import parse_number
    from ..vietnamese.text import nfc

    works = load().works
    by_id = works.get(nfc(name).strip())
    number = parse_number(name)
    found = [by_id] if by_id else works.numbered(str(number)) if number else works.aliased(name)
    if not found:
        raise NotHeld(
            _("The registry has no work “{name}”.").format(name=name),
            hint=_("Look for it with: chithi registry list WORDS."),
        )
    return found


def _only(name: str) -> Work:
    """Return the one work of the registry with an id, number or other name. Raises NotHeld for none or several."""
    found = _named(name)
    if len(found) > 1:
        raise NotHeld(
            _("Several works are called {name}.").format(name=name),
            hint=_("Name one by its id: {ids}.").format(ids=", ".join(each.id for each in found)),
        )
    return found[0]


def _refresh(ctx: click.Context, ids: Iterable[str], *, number: str | None = None) -> None:
    """Read the registry again, and resolve again the library's citations that may mean these works."""
    from ..registry import load

    load.cache_clear()
    if has_library(ctx):
        open_library(ctx).refresh_citations(ids, number=number)
