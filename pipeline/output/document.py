"""A document of the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..contract import Json
from . import reading

if TYPE_CHECKING:
    from ..model import Document


def as_json(value: Document, with_text: bool = True) -> Json:
    """Where it stands, and everything that was read."""
    return {"id": value.id, "path": value.path, "sha256": value.sha256, **reading.as_json(value, with_text)}


def lines(value: Document, with_text: bool) -> Iterator[str]:
    """Its id, and what was read, with the text of its pages if asked."""
    yield click.style(value.id, bold=True)
    yield from reading.lines(value, with_text)
