"""What was examined on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..contract import Json
from .terminal import one_line

if TYPE_CHECKING:
    from ..system.doctor import Check


def as_json(values: Sequence[Check]) -> Json:
    """Each check, and whether all that is needed is there."""
    return {
        "ok": all(check.passed for check in values),
        "checks": [asdict(check) for check in values],
    }


def lines(values: Sequence[Check]) -> Iterator[str]:
    """What was examined, a line each, and what to do where something is missing."""
    width = max(len(check.name) for check in values)
    for check in values:
        mark = click.style("✓", fg="green") if check.ok else _missing_mark(check)
        yield f"{mark} {check.name:<{width}}  {one_line(check.detail)}"
        if check.hint and not check.ok:
            yield f"  {'':<{width}}  → {one_line(check.hint)}"


def _missing_mark(check: Check) -> str:
    return click.style("–", fg="yellow") if check.optional else click.style("✗", fg="red")
