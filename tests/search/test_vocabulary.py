"""Words of the vocabulary that stand for those typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.search import search
from pipeline.search.query import parse_query
from pipeline.search.vocabulary import alternatives_in
from pipeline.store import Store
from pipeline.system.tables import read_registry_table
from tests.documents import document


def test_the_table_is_large() -> None:
    assert len(read_registry_table("vocabulary")) >= 400


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("UBKT huyện", {"ủy ban kiểm tra"}),
        ("ly dị", {"ly hôn"}),
        ("ly di", {"ly hôn"}),
        ("BCT", {"Bộ Chính trị", "Bộ Công Thương"}),
        ("=UBKT huyện", set()),
        ("lý di", set()),
        ("kỷ luật", set()),
    ],
)
def test_other_words_for_those_typed(typed: str, means: set[str]) -> None:
    found = alternatives_in(parse_query(typed).leaves)
    assert {text for each in found for text in each.shown} == means


def test_other_words_are_searched_after_those_typed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document("Thủ tục ly hôn ở tòa án.", path="/official.pdf"))
        library.add(document("Chuyện ly dị ở làng.", path="/everyday.pdf"))
        found = search(library, "ly dị")
        assert [hit.path for hit in found.hits] == ["/everyday.pdf", "/official.pdf"]
        assert found.also == ("ly hôn",)
        assert "\ue000ly hôn\ue001" in found.hits[1].snippet
        exact = search(library, "=ly =dị")
        assert [hit.path for hit in exact.hits] == ["/everyday.pdf"] and not exact.also
