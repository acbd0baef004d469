"""What was checked on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from .terminal import one_line

if TYPE_CHECKING:
    from ..doctor import Check
    from ..store.repair import Repaired


def lines(values: Sequence[Check]) -> Iterator[str]:
    """Yield a line for each check, and what to do where something is missing."""
    width = max(len(check.name) for check in values)
    for check in values:
        yield f"{_mark(check)} {check.name:<{width}}  {one_line(check.detail)}"
        if check.hint and not check.ok:
            yield f"  {'':<{width}}  → {one_line(check.hint)}"


def repair_lines(value: Repaired) -> Iterator[str]:
    """Yield what was kept, what was lost, and where the file is that the library was made from."""
    count = value.kept
    yield ngettext("{count} document was kept.", "{count} documents were kept.", count).format(count=count)
    yield from (_("It could not be read: {what}.").format(what=one_line(each)) for each in value.lost)
    yield _("The file as it was is kept as {path}.").format(path=one_line(str(value.damaged)))


def _mark(check: Check) -> str:
    if check.ok:
        return click.style("✓", fg="green")
    return click.style("–", fg="yellow") if check.optional else click.style("✗", fg="red")
