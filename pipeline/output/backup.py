"""A copy of the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..contract import Json
from ..i18n import _, ngettext
from .terminal import safe


def as_json(path: Path, size: int, secret: int) -> Json:
    """Where it is, how large, and how many secret documents are in it."""
    return {"path": str(path), "bytes": size, "secret": secret}


def lines(path: Path, size: int, secret: int) -> Iterator[str]:
    """The same in words."""
    yield _("Written: {path} ({size} MB).").format(path=safe(str(path)), size=f"{size / 1e6:.1f}")
    if secret:
        told = ngettext(
            "It holds {count} secret document: keep it where those are kept.",
            "It holds {count} secret documents: keep it where those are kept.",
            secret,
        )
        yield told.format(count=secret)
