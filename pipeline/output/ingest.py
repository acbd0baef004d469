"""The counts of an ingest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..discovery import kinds
from ..i18n import _, ngettext
from .terminal import safe, set_aside_lines

if TYPE_CHECKING:
    from ..ingest import Tally


def lines(tally: Tally) -> Iterator[str]:
    """Yield the counts, and each file set aside with its reason."""
    yield ngettext(
        "{added} added, {updated} updated, {unchanged} unchanged: {pages} page in {seconds:.1f} s.",
        "{added} added, {updated} updated, {unchanged} unchanged: {pages} pages in {seconds:.1f} s.",
        tally.pages,
    ).format(
        added=tally.added,
        updated=tally.updated,
        unchanged=tally.unchanged,
        pages=tally.pages,
        seconds=tally.seconds,
    )
    if tally.skipped:
        yield _("Left out, since chithi does not read such files: {kinds}.").format(kinds=safe(kinds(tally.skipped)))
    yield from set_aside_lines(tally.set_aside)
