"""A small library for tests of searching."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.documents import directive, document, plan


@pytest.fixture
def small_library(tmp_path: Path) -> Iterator[Store]:
    """The directive, the plan that cites it, and two documents on another topic."""
    with Store.open(tmp_path / "l.sqlite", create=True) as opened:
        opened.add(directive())
        opened.add(plan())
        opened.add(document("Nghị quyết về trồng rừng. Trồng cây gây rừng.", path="/rung.pdf", type="nghị quyết",
                            day=date(2020, 1, 2), issuer="Tỉnh ủy Lai Châu"))  # fmt: skip
        opened.add(document("Kế hoạch trồng rừng, trồng cây.", path="/cay.pdf"))
        yield opened
