"""Documents taken out of the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..contract import Json
from ..i18n import ngettext


def as_json(ids: Sequence[str]) -> Json:
    """Their ids."""
    return {"removed": list(ids)}


def lines(ids: Sequence[str]) -> Iterator[str]:
    """How many."""
    count = len(ids)
    yield ngettext("{count} document removed.", "{count} documents removed.", count).format(count=count)
