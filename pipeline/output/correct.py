"""A document whose header was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .read import header_lines

if TYPE_CHECKING:
    from ..model import Document


def lines(value: Document) -> Iterator[str]:
    """Yield its id and its header as it is now."""
    yield click.style(value.id, bold=True)
    yield from header_lines(value.header)
