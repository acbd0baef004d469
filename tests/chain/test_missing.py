"""What is cited and not held, and which numbers are missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.chain.citations import cited_in, cites
from pipeline.chain.gaps import gaps
from pipeline.chain.missing import missing
from pipeline.chain.stats import stats
from pipeline.model import Document
from pipeline.store import Store
from tests.chain.chain import CELL, CENTRAL, DIRECTIVE, DISTRICT_PLAN, NEWER, OLD, SECRET, TODAY, fill, said


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "library.sqlite", create=True)


def test_the_works_cited_in_most_documents_come_first(library: Store) -> None:
    fill(
        library, DIRECTIVE, said("Theo Chỉ thị số 05-CT/TW, ngày 15/5/2016.", "11-KH/TU", "kế hoạch", date(2017, 1, 1))
    )
    fill(library, said("Theo Công văn số 77-CV/BTCTU, ngày 3/4/2015.", "12-KH/TU", "kế hoạch", date(2017, 1, 2)))
    told = [(each.work.number, each.known, each.times, len(each.documents)) for each in missing(library)]
    assert told == [("05-CT/TW", True, 2, 2), ("77-CV/BTCTU", False, 1, 1)]


def test_neither_a_secret_document_nor_what_it_cites_is_told(library: Store) -> None:
    fill(library, SECRET, said("Theo Chỉ thị số 02-CT/TU, ngày 01/01/2017.", "13-KH/TU", "kế hoạch", date(2018, 1, 1)))
    assert missing(library) == []
    assert cited_in(library, OLD) == []


def test_a_citation_has_its_sentence_word_for_word(library: Store) -> None:
    fill(library, DIRECTIVE, DISTRICT_PLAN, NEWER)
    entry = library.find(OLD)
    (own,) = cites(library, entry)
    assert own.reference.target and own.reference.target.id == CENTRAL
    told = {each.document.id: each.sentence for each in cited_in(library, OLD)}
    assert told == {
        DISTRICT_PLAN.id: DISTRICT_PLAN.pages[0].text,
        NEWER.id: "Chỉ thị này thay thế Chỉ thị số 08-CT/TU, ngày 30/6/2016.",
    }


def numbered(number: str, day: date, issuer: str = "Tỉnh ủy Điện Biên", kind: str = "chỉ thị") -> Document:
    return said("Chữ.", number, kind, day, issuer)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("02-CT/TU", date(2016, 1, 5)), ("04-CT/TU", date(2016, 9, 1))], [("2016", [(1, 1), (3, 3)])]),
        # a new run of the committee begins where numbers fall
        (
            [("09-CT/TU", date(2019, 1, 5)), ("10-CT/TU", date(2020, 3, 1)), ("02-CT/TU", date(2020, 12, 1))],
            [("2020", [(1, 1)]), ("2019-2020", [(1, 8)])],
        ),
        ([("01-CT/TU", date(2016, 1, 5)), ("02-CT/TU", date(2016, 9, 1))], []),
    ],
)
def test_numbers_missing_in_a_series_of_the_party(
    library: Store, documents: list[tuple[str, date]], expected: list[tuple[str, list[tuple[int, int]]]]
) -> None:
    fill(library, *(numbered(*each) for each in documents))
    assert [(each.period, list(each.missing)) for each in gaps(library.entries())] == expected


def test_central_series_run_through_the_term_and_name_what_the_registry_knows(library: Store) -> None:
    fill(
        library,
        numbered("06-CT/TW", date(2016, 7, 1), "Ban Bí thư"),
        numbered("02-CT/TW", date(2021, 7, 1), "Ban Bí thư"),
    )
    found = {each.period: each for each in gaps(library.entries())}
    assert set(found) == {"XII", "XIII"}
    assert found["XII"].missing == ((1, 5),) and CENTRAL in {work.id for work in found["XII"].known}
    assert found["XII"].issuer == "Trung ương"


def test_state_series_begin_anew_each_year_and_the_assembly_s_with_its_term(library: Store) -> None:
    fill(
        library,
        numbered("02/QĐ-UBND", date(2020, 5, 1), "Ủy ban nhân dân tỉnh Điện Biên", "quyết định"),
        numbered("01/QĐ-UBND", date(2021, 5, 1), "Ủy ban nhân dân tỉnh Điện Biên", "quyết định"),
        numbered("03/2021/QH15", date(2021, 7, 1), "Quốc hội", "luật"),
        numbered("01/2022/QH15", date(2022, 7, 1), "Quốc hội", "luật"),
    )
    told = [(each.symbol, each.period, each.missing) for each in gaps(library.entries())]
    assert told == [("QH15", "QH15", ((2, 2),)), ("QĐ-UBND", "2020", ((1, 1),))]


def test_a_secret_document_fills_its_number(library: Store) -> None:
    fill(library, numbered("01-CT/TU", date(2016, 1, 1)), SECRET, numbered("03-CT/TU", date(2017, 3, 1)))
    assert gaps(library.entries()) == []


def test_counts(library: Store) -> None:
    fill(library, DIRECTIVE, DISTRICT_PLAN, CELL, NEWER, SECRET)
    found = stats(library, TODAY)
    assert (found.documents, found.secret, found.ended, found.undated) == (5, 1, 1, 0)
    assert found.types == {"chỉ thị": 2, "kế hoạch": 1, "nghị quyết": 1}
    assert found.years == {"2016": 3, "2019": 1}
    assert found.relations == {"thực hiện": 2, "căn cứ": 1, "thay thế": 1}
