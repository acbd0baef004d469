"""What an ingest did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..contract import Json, set_aside
from ..i18n import _, ngettext
from . import terminal

if TYPE_CHECKING:
    from ..ingest import Tally


def as_json(result: Tally) -> Json:
    """The counts, and each file set aside with its reason."""
    return {
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "set_aside": [set_aside(item) for item in result.set_aside],
        "documents": result.documents,
        "pages": result.pages,
        "seconds": result.seconds,
    }


def lines(result: Tally) -> Iterator[str]:
    """What an ingest did, each file set aside with its reason."""
    yield _("{added} added, {updated} updated, {unchanged} unchanged: {pages} pages in {seconds:.1f} s.").format(
        added=result.added,
        updated=result.updated,
        unchanged=result.unchanged,
        pages=result.pages,
        seconds=result.seconds,
    )
    if result.set_aside:
        count = len(result.set_aside)
        yield ngettext("{count} file was set aside:", "{count} files were set aside:", count).format(count=count)
        yield from (f"  {line}" for item in result.set_aside for line in terminal.set_aside(item))
