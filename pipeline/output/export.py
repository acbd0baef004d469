"""The documents written for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..i18n import ngettext
from .terminal import safe

if TYPE_CHECKING:
    from ..export import Exported


def lines(value: Exported) -> Iterator[str]:
    """Yield how many documents were written, and how many secret ones were left out."""
    count = len(value.documents)
    written = ngettext("{count} document written to {path}.", "{count} documents written to {path}.", count)
    yield written.format(count=count, path=safe(str(value.path)))
    if value.left_out:
        count = value.left_out
        left = ngettext("{count} secret document is left out.", "{count} secret documents are left out.", count)
        yield left.format(count=count)
