"""Documents similar to one of the library."""

from __future__ import annotations

import pytest

from pipeline.errors import NotHeld
from pipeline.search import search
from pipeline.search.similar import similar
from pipeline.store import Store


def test_similar_documents_share_words_and_leave_out_the_document_itself(small_library: Store) -> None:
    found = similar(small_library, search(small_library, "Lai Châu cây gây").hits[0].id)
    assert found.hits[0].path == "/cay.pdf"
    assert found.query not in [hit.id for hit in found.hits]
    with pytest.raises(NotHeld):
        similar(small_library, "99-CT/TU")
