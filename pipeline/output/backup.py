"""A copy of the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..i18n import _, ngettext
from .terminal import safe


def lines(path: Path, size: int, secret: int) -> Iterator[str]:
    """Yield where the copy is, its size, and a warning when it has secret documents."""
    yield _("Backup written to {path} ({size} MB).").format(path=safe(str(path)), size=f"{size / 1e6:.1f}")
    if secret:
        warning = ngettext(
            "It contains {count} secret document: store it as such documents must be stored.",
            "It contains {count} secret documents: store it as such documents must be stored.",
            secret,
        )
        yield warning.format(count=secret)
