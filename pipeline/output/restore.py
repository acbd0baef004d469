"""A library made again from a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..i18n import _
from .terminal import safe


def lines(path: Path, replaced: Path | None) -> Iterator[str]:
    """Yield where the library is, and where the one is that was there before."""
    yield _("Library restored: {path}.").format(path=safe(str(path)))
    if replaced:
        yield _("The one before is kept as {path}.").format(path=safe(str(replaced)))
