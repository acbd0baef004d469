"""Works of the registry: added, listed, or shown with what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from .status import claim_lines
from .terminal import cite_full, one_line, safe

if TYPE_CHECKING:
    from ..model import Work
    from ..registry.office_list import Imported


def added_lines(ids: Sequence[str], folder: Path) -> Iterator[str]:
    """Yield how many works were added, then the id of each."""
    count = len(ids)
    added = ngettext("{count} work added in {folder}:", "{count} works added in {folder}:", count)
    yield added.format(count=count, folder=safe(str(folder)))
    yield from (f"  {each}" for each in ids)


def imported_lines(value: Imported, folder: Path) -> Iterator[str]:
    """Yield what was added, what was known, then every faulty row and what is wrong with it."""
    yield from added_lines(value.added, folder)
    if value.known:
        count = len(value.known)
        known = ngettext("{count} work was known already.", "{count} works were known already.", count)
        yield known.format(count=count)
    if value.unused:
        yield _("Columns not used: {names}.").format(names=", ".join(map(one_line, value.unused)))
    if value.faults:
        count = len(value.faults)
        faulty = ngettext("{count} row was not added:", "{count} rows were not added:", count)
        yield click.style(faulty.format(count=count), bold=True)
        yield from (f"  {one_line(str(each))}" for each in value.faults)


def changed_lines(sentence: str, name: str) -> Iterator[str]:
    """Yield what was changed, added or removed."""
    yield sentence.format(name=one_line(name))


def list_lines(values: Sequence[Work]) -> Iterator[str]:
    """Yield each work with its id."""
    for each in values:
        yield cite_full(each)
        yield f"    {click.style(each.id, dim=True)}"
    count = len(values)
    yield ngettext("{count} work.", "{count} works.", count).format(count=count)


def work_lines(values: Sequence[Work]) -> Iterator[str]:
    """Yield each work with its id, its aliases, and what the registry says became of it."""
    from ..chain import registry_claims
    from ..registry import load

    for each in values:
        yield click.style(cite_full(each), bold=True)
        yield f"    {each.id}"
        if not each.confirmed:
            yield "    " + _("Rests on one source; check before you rely on it.")
        if names := load().works.aliases_of(each.id):
            yield "    " + _("Also called: {names}").format(names=", ".join(map(one_line, names)))
        for change in registry_claims(each.id):
            yield from (f"    {line}" for line in claim_lines(change))
