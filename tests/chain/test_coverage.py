"""Missing works, gaps in number series, and the counts of a library."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.chain import library_stats, missing_works, number_gaps
from pipeline.model import Document
from pipeline.store import Store
from tests.chain.samples import CENTRAL, DIRECTIVE, SECRET, TODAY, document_with, fill


def test_missing_works_begin_with_those_cited_in_most_documents(empty_library: Store) -> None:
    plan = document_with("Theo Chỉ thị số 05-CT/TW, ngày 15/5/2016.", "11-KH/TU", "kế hoạch", date(2017, 1, 1))
    other = document_with("Theo Công văn số 77-CV/BTCTU, ngày 3/4/2015.", "12-KH/TU", "kế hoạch", date(2017, 1, 2))
    found = missing_works(fill(empty_library, DIRECTIVE, plan, other))
    assert [(each.work.number, each.known, each.times, len(each.documents)) for each in found] == [
        ("05-CT/TW", True, 2, 2),
        ("77-CV/BTCTU", False, 1, 1),
    ]
    assert missing_works(empty_library, limit=1) == found[:1]


def test_a_secret_document_is_neither_missing_nor_asked_for_what_it_cites(empty_library: Store) -> None:
    citing = document_with("Theo Chỉ thị số 02-CT/TU, ngày 01/01/2017.", "13-KH/TU", "kế hoạch", date(2018, 1, 1))
    assert missing_works(fill(empty_library, SECRET, citing)) == []


def numbered(number: str, day: date, issuer: str = "Tỉnh ủy Điện Biên", kind: str = "chỉ thị") -> Document:
    return document_with("Chữ.", number, kind, day, issuer=issuer)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("02-CT/TU", date(2016, 1, 5)), ("04-CT/TU", date(2016, 9, 1))], [("2016", [(1, 1), (3, 3)])]),
        # A new run of the committee begins where numbers fall.
        (
            [("09-CT/TU", date(2019, 1, 5)), ("10-CT/TU", date(2020, 3, 1)), ("02-CT/TU", date(2020, 12, 1))],
            [("2020", [(1, 1)]), ("2019-2020", [(1, 8)])],
        ),
        ([("01-CT/TU", date(2016, 1, 5)), ("02-CT/TU", date(2016, 9, 1))], []),
    ],
)
def test_gaps_in_a_series_of_the_party(
    empty_library: Store, documents: list[tuple[str, date]], expected: list[tuple[str, list[tuple[int, int]]]]
) -> None:
    library = fill(empty_library, *(numbered(*each) for each in documents))
    assert [(each.period, list(each.missing)) for each in number_gaps(library.entries())] == expected


def test_a_central_series_lasts_a_term_and_names_known_works(empty_library: Store) -> None:
    fill(
        empty_library,
        numbered("06-CT/TW", date(2016, 7, 1), "Ban Bí thư"),
        numbered("02-CT/TW", date(2021, 7, 1), "Ban Bí thư"),
    )
    found = {each.period: each for each in number_gaps(empty_library.entries())}
    assert set(found) == {"XII", "XIII"}
    assert found["XII"].missing == ((1, 5),) and CENTRAL in {work.id for work in found["XII"].known}
    assert (found["XII"].issuer, found["XII"].count) == ("Trung ương", 5)


def test_a_state_series_lasts_a_year_and_the_assembly_s_its_term(empty_library: Store) -> None:
    fill(
        empty_library,
        numbered("02/QĐ-UBND", date(2020, 5, 1), "Ủy ban nhân dân tỉnh Điện Biên", "quyết định"),
        numbered("01/QĐ-UBND", date(2021, 5, 1), "Ủy ban nhân dân tỉnh Điện Biên", "quyết định"),
        numbered("03/2021/QH15", date(2021, 7, 1), "Quốc hội", "luật"),
        numbered("01/2022/QH15", date(2022, 7, 1), "Quốc hội", "luật"),
    )
    assert [(each.symbol, each.period, each.missing) for each in number_gaps(empty_library.entries())] == [
        ("QH15", "QH15", ((2, 2),)),
        ("QĐ-UBND", "2020", ((1, 1),)),
    ]


def test_an_accepted_secret_document_fills_its_number(empty_library: Store) -> None:
    fill(empty_library, numbered("01-CT/TU", date(2016, 1, 1)), SECRET, numbered("03-CT/TU", date(2017, 3, 1)))
    assert number_gaps(empty_library.entries()) == []


def test_stats_count_documents_and_relations_but_not_those_of_secret_documents(library: Store) -> None:
    found = library_stats(library, TODAY)
    assert (found.documents, found.pages, found.secret, found.ended, found.undated) == (5, 5, 1, 1, 0)
    assert found.types == {"chỉ thị": 2, "kế hoạch": 1, "nghị quyết": 1}
    assert found.years == {"2016": 3, "2019": 1}
    assert found.relations == {"thực hiện": 2, "căn cứ": 1, "thay thế": 1}
    assert found.citations == sum(found.states.values()) == 4
