"""A document of the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from . import read

if TYPE_CHECKING:
    from ..model import Document


def lines(value: Document, with_text: bool) -> Iterator[str]:
    """Yield its id, and what was read, with the text of its pages if asked."""
    yield click.style(value.id, bold=True)
    yield from read.lines(value, with_text)
