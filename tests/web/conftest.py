"""A library of a few documents of the sample behind a client that has the first link."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import ROOT
from tests.conftest import REQUIRE_ALL

if TYPE_CHECKING:
    from tests.web.browser import Visitor

NEEDED = ("starlette", "uvicorn", "jinja2", "httpx", "python_multipart")
if not REQUIRE_ALL and any(importlib.util.find_spec(name) is None for name in NEEDED):
    collect_ignore_glob = ["test_*.py"]

SAMPLE = ROOT / "corpora" / "sample" / "files"


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library with the whole sample, read once."""
    from pipeline import Library

    path: Path = tmp_path_factory.mktemp("sample") / "library.sqlite"
    with Library.open(path) as library:
        library.ingest([SAMPLE], jobs=2)
        library.store.connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    return path


@pytest.fixture
def library_path(sample_library: Path, tmp_path: Path) -> Path:
    """Return a copy of the library of the sample, which a test may change."""
    path = tmp_path / "library.sqlite"
    path.write_bytes(sample_library.read_bytes())
    return path


@pytest.fixture
def visitor(library_path: Path) -> Iterator[Visitor]:
    """Return a client that has opened the first link."""
    from tests.web.browser import Visitor

    with Visitor(library_path) as found:
        yield found


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[Any]:
    from pipeline.i18n import set_language

    set_language("vi")
    yield
