"""Works that the office has added to its registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..contract import Json
from ..i18n import ngettext
from .terminal import safe


def as_json(ids: Sequence[str], folder: Path) -> Json:
    """Their ids, and the folder in which they stand."""
    return {"added": list(ids), "folder": str(folder)}


def lines(ids: Sequence[str], folder: Path) -> Iterator[str]:
    """How many, then each id."""
    count = len(ids)
    told = ngettext("{count} work added in {folder}:", "{count} works added in {folder}:", count)
    yield told.format(count=count, folder=safe(str(folder)))
    yield from (f"  {each}" for each in ids)
