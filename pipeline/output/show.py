"""A document of the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..i18n import _
from . import read
from .terminal import one_line

if TYPE_CHECKING:
    from ..model import Document


def lines(value: Document, with_text: bool, files: Sequence[str] = (), others: Sequence[str] = ()) -> Iterator[str]:
    """Yield its id, its files, others of its number, and what was read, with the text of its pages if asked."""
    yield click.style(value.id, bold=True)
    yield from (one_line(path) for path in files or (value.path,))
    for other in others:
        yield _("{id} has the same number and day, but another text.").format(id=one_line(other))
    yield from read.lines(value, with_text)
