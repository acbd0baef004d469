"""Fixtures of all tests: the real files, if there are any, and the rule that CI skips nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Rows that the developer's office has added are not part of any test.
os.environ["CHITHI_REGISTRY"] = os.devnull

if os.environ.get("CHITHI_SIMULATE") == "windows":  # make windows-sim; the processes that tests start do it too
    from tests.windows.sitecustomize import install

    install()
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parent / "windows"), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    os.environ["PYTHONWARNDEFAULTENCODING"] = "1"

REQUIRE_ALL = os.environ.get("CHITHI_REQUIRE_ALL") == "1"
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(autouse=True)
def _restore_language() -> Iterator[None]:
    """Undo `set_language` after each test, so that the order of tests does not matter."""
    before = os.environ.get("LANGUAGE")
    yield
    os.environ.pop("LANGUAGE", None)
    if before is not None:
        os.environ["LANGUAGE"] = before


@pytest.fixture(scope="session")
def real_pdfs() -> list[Path]:
    """Return the real Vietnamese official PDFs that are next to the checkout on some machines."""
    found = sorted((SHARED / "data" / "pdf").glob("*.pdf"))
    if not found:
        pytest.skip("no real files beside this checkout")
    return found


def optional(missing: str | None) -> pytest.MarkDecorator:
    """Skip a test of an optional part, saying what is missing; where all is required, let it run and fail."""
    return pytest.mark.skipif(bool(missing) and not REQUIRE_ALL, reason=missing or "")
