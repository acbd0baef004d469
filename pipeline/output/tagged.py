"""The references of a plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..contract import Json, references
from ..model import Reference
from . import terminal


def as_json(values: Sequence[Reference]) -> Json:
    """Every reference, in the order of the text."""
    return {"references": references(values)}


def lines(values: Sequence[Reference]) -> Iterator[str]:
    """Every reference and what it means."""
    return terminal.references((None, reference) for reference in values)
