"""The counts of an ingest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..i18n import ngettext
from .terminal import set_aside_lines

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
    yield from set_aside_lines(tally.set_aside)
