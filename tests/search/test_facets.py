"""Facets of the documents that match."""

from __future__ import annotations

from pipeline.search import search
from pipeline.store import Store


def test_facets_count_documents(small_library: Store) -> None:
    facets = search(small_library, "trồng rừng OR kỷ luật", facets=True).facets
    assert facets
    assert facets.years == (("2020", 1), ("2016", 1), (None, 1))
    assert facets.types == (("chỉ thị", 1), ("nghị quyết", 1), (None, 1))
    assert facets.issuers == (("Tỉnh ủy Lai Châu", 1), ("Tỉnh ủy Điện Biên", 1), (None, 1))
    assert search(small_library, "loại:chỉ_thị", facets=True).facets == search(small_library, "=kỷ", facets=True).facets
    nothing = search(small_library, "", facets=True).facets
    assert nothing and not any(nothing)
