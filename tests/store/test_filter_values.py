"""Values of filters that nobody knows are errors that list the nearest known ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.store import Store
from pipeline.store.filter_values import check_values
from tests.documents import directive, plan


@pytest.mark.parametrize(
    ("filters", "near"),
    [
        ({"type": "chỉ thị"}, None),
        ({"type": "CT"}, None),
        ({"type": "thông tư"}, None),
        ({"issuer": "Tỉnh ủy Điện Biên"}, None),
        ({"issuer": "điện biên"}, None),
        ({"term": "12"}, None),
        ({"term": "XIII"}, None),
        ({}, None),
        ({"type": "chỉ thi thi"}, "chỉ thị"),
        ({"issuer": "Tỉnh ủy Điện Biêm X"}, "Tỉnh ủy Điện Biên"),
        ({"term": "thứ mười"}, "XII"),
    ],
)
def test_unknown_values_are_errors(tmp_path: Path, filters: dict[str, str], near: str | None) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(directive())
        library.add(plan())
        if near is None:
            check_values(library.connection, filters)
            return
        with pytest.raises(UsageError) as caught:
            check_values(library.connection, filters)
        assert near in (caught.value.hint or "")
