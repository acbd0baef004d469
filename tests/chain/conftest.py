"""Libraries for the tests of the chain."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import Store
from tests.chain.samples import CELL, DIRECTIVE, DISTRICT_PLAN, NEWER, SECRET, fill


@pytest.fixture
def empty_library(tmp_path: Path) -> Store:
    """Return a library without documents."""
    return Store.open(tmp_path / "library.sqlite", create=True)


@pytest.fixture
def library(empty_library: Store) -> Store:
    """Return a library with a directive, what implements it, its replacement and a secret document."""
    return fill(empty_library, DIRECTIVE, DISTRICT_PLAN, CELL, NEWER, SECRET)
