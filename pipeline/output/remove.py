"""The number of documents removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..i18n import ngettext


def lines(ids: Sequence[str]) -> Iterator[str]:
    """Yield how many documents were removed."""
    count = len(ids)
    yield ngettext("{count} document removed.", "{count} documents removed.", count).format(count=count)
