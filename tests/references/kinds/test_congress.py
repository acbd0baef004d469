"""Documents of congresses."""

from __future__ import annotations

import pytest

from tests.references.texts import mentions, only


@pytest.mark.parametrize(
    ("text", "type_name", "term"),
    [
        ("Nghị quyết Đại hội XIII của Đảng", "nghị quyết", "XIII"),
        ("Nghị quyết Đại hội 13", "nghị quyết", "XIII"),
        ("Văn kiện Đại hội đại biểu toàn quốc lần thứ XII", "văn kiện", "XII"),
        ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV", "nghị quyết", None),  # a count of the province's own
    ],
)
def test_congress(text: str, type_name: str, term: str | None) -> None:
    mention = only(text)
    assert (mention.type, mention.term, mention.number) == (type_name, term, None)
    assert mention.title and mention.title.startswith("Đại hội")


@pytest.mark.parametrize("text", ["Đại hội XIII của Đảng", "Chỉ thị Đại hội XIII", "văn kiện đại hội Chi bộ"])
def test_a_congress_alone_is_not_a_document(text: str) -> None:
    assert mentions(text) == []
