"""The number of documents removed on the terminal."""

from __future__ import annotations

import pytest

from pipeline.output.remove import lines
from tests.output.conftest import shown


@pytest.mark.parametrize(("ids", "line"), [(["a"], "1 document removed."), (["a", "b"], "2 documents removed.")])
def test_the_count(ids: list[str], line: str) -> None:
    assert shown(lines(ids)) == [line]
