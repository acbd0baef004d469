"""The work that a name means, and citations with their sentences."""

from __future__ import annotations

import pytest

from pipeline.chain import find_work, incoming_citations, outgoing_citations
from pipeline.errors import NotHeld, SecretDocument
from pipeline.store import Store
from tests.chain.samples import CENTRAL, DIRECTIVE, DISTRICT_PLAN, NEWER, OLD, SECRET, fill


def test_a_citation_has_its_sentence_word_for_word(empty_library: Store) -> None:
    library = fill(empty_library, DIRECTIVE, DISTRICT_PLAN, NEWER)
    (own,) = outgoing_citations(library, library.find(OLD))
    assert own.reference.target and own.reference.target.id == CENTRAL
    assert {each.document.id: each.sentence for each in incoming_citations(library, OLD)} == {
        DISTRICT_PLAN.id: DISTRICT_PLAN.pages[0].text,
        NEWER.id: "Chỉ thị này thay thế Chỉ thị số 08-CT/TU, ngày 30/6/2016.",
    }


def test_incoming_citations_begin_with_the_newest_document(library: Store) -> None:
    assert [each.document.id for each in incoming_citations(library, OLD)] == [NEWER.id, DISTRICT_PLAN.id]


def test_a_secret_document_is_not_among_the_citing_ones(empty_library: Store) -> None:
    assert incoming_citations(fill(empty_library, SECRET), OLD) == []


@pytest.mark.parametrize(
    ("name", "work", "held"),
    [
        ("08-CT/TU", OLD, True),
        (OLD, OLD, True),
        (CENTRAL, CENTRAL, False),
        ("213-QĐ/TW", "trung-uong/2020/quy-dinh-213-qd-tw", False),
    ],
)
def test_a_work_is_found_by_number_or_id(library: Store, name: str, work: str, held: bool) -> None:
    found, entry = find_work(library, name)
    assert (found.id, entry is not None) == (work, held)


def test_an_unknown_number_is_not_found(library: Store) -> None:
    with pytest.raises(NotHeld, match="99-CT/TU"):
        find_work(library, "99-CT/TU")


def test_a_number_of_several_works_lists_their_ids(library: Store) -> None:
    with pytest.raises(NotHeld, match="29-QĐ/TW") as caught:
        find_work(library, "29-QĐ/TW")
    assert caught.value.hint and "trung-uong/2016/quy-dinh-29-qd-tw" in caught.value.hint


def test_a_secret_document_is_refused(library: Store) -> None:
    with pytest.raises(SecretDocument, match="MẬT"):
        find_work(library, SECRET.id)
