"""The references of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .terminal import one_line, resolution

if TYPE_CHECKING:
    from ..model import Reference


def lines(values: Sequence[Reference]) -> Iterator[str]:
    """Yield every reference and the document that it means."""
    for value in values:
        yield click.style(one_line(value.mention.text), bold=True)
        yield f"    → {resolution(value)}"
