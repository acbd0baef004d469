"""What was written for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..contract import Json
from ..i18n import ngettext
from .terminal import safe

if TYPE_CHECKING:
    from ..export import Exported


def as_json(value: Exported) -> Json:
    """Where it is, the documents in it, and how many secret ones are not."""
    return {"path": str(value.path), "documents": list(value.documents), "secret_left_out": value.left_out}


def lines(value: Exported) -> Iterator[str]:
    """The same in words."""
    count = len(value.documents)
    told = ngettext("{count} document written to {path}.", "{count} documents written to {path}.", count)
    yield told.format(count=count, path=safe(str(value.path)))
    if value.left_out:
        count = value.left_out
        left = ngettext("{count} secret document is left out.", "{count} secret documents are left out.", count)
        yield left.format(count=count)
