"""What was checked on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .terminal import one_line

if TYPE_CHECKING:
    from ..doctor import Check


def lines(values: Sequence[Check]) -> Iterator[str]:
    """Yield a line for each check, and what to do where something is missing."""
    width = max(len(check.name) for check in values)
    for check in values:
        yield f"{_mark(check)} {check.name:<{width}}  {one_line(check.detail)}"
        if check.hint and not check.ok:
            yield f"  {'':<{width}}  → {one_line(check.hint)}"


def _mark(check: Check) -> str:
    if check.ok:
        return click.style("✓", fg="green")
    return click.style("–", fg="yellow") if check.optional else click.style("✗", fg="red")
