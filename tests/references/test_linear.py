"""The cost of hostile texts grows linearly with their length: steps are counted, not seconds."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import pipeline.references
from pipeline.references import find_linked_mentions
from pipeline.references.input_text import vocabulary_of
from pipeline.registry import load
from tests.references.hostile_texts import UNITS, text

SMALL, TIMES = 4_000, 4
GROWTH = 1.15 * TIMES  # the fixed cost of a text weighs more on the small one
PACKAGE = Path(pipeline.references.__file__).parent
# A run of blanks that the engine could give back one by one.
BACKTRACKING = re.compile(r"(?:\\s|\[[^\]]{0,3}\\s[^\]]{0,3}\])[*+](?![+?])")
# Matched only in short windows before a citation, or within a match.
IN_WINDOWS = {"find._LEADING_ARTICLES", "trailing._PART"}


def steps(of: str) -> int:
    """Return the number of calls that it takes to read a text."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(step)
    try:
        find_linked_mentions(of, load())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_steps_grow_linearly(unit: str) -> None:
    find_linked_mentions(text(unit, 500), load())
    small, large = steps(text(unit, SMALL)), steps(text(unit, SMALL * TIMES))
    assert large <= GROWTH * small + 100


def patterns() -> dict[str, str]:
    """Return the patterns that are matched against a whole text, by module and name."""
    found = {"vocabulary": vocabulary_of(load()).trigger.pattern}
    for path in PACKAGE.rglob("*.py"):
        if path.stem in {"__init__", "component", "relations"}:
            continue
        module = import_module(".".join(("pipeline", *path.relative_to(PACKAGE.parent).with_suffix("").parts)))
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found[f"{path.stem}.{name}"] = value.pattern
    return {name: pattern for name, pattern in found.items() if name not in IN_WINDOWS}


@pytest.mark.parametrize(("name", "pattern"), patterns().items())
def test_no_pattern_backtracks_into_blanks(name: str, pattern: str) -> None:
    assert not BACKTRACKING.findall(pattern)
