"""Whether a work is in force on a day, and the claims that say so."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.chain import registry_claims, status_of
from pipeline.errors import SecretDocument
from pipeline.store import Store
from tests.chain.samples import CENTRAL, NEWER, OLD, SECRET, TODAY, document_with, fill


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [
        (OLD, date(2016, 6, 29), "not yet in force"),
        (OLD, date(2016, 6, 30), "in force"),
        (OLD, date(2019, 12, 31), "in force"),
        (OLD, date(2020, 1, 1), "replaced"),
        ("21-CT/TU", date(2019, 12, 15), "not yet in force"),
        ("21-CT/TU", date(2020, 1, 1), "in force"),
        ("15-KH/HU", TODAY, "not known"),
        ("trung-uong/2011/quy-dinh-47-qd-tw", date(2021, 10, 24), "in force"),
        ("trung-uong/2011/quy-dinh-47-qd-tw", date(2021, 10, 25), "replaced"),
        (CENTRAL, date(2021, 5, 17), "in force"),
        ("quoc-hoi/2013/45-2013-qh13", date(2014, 6, 30), "not yet in force"),
        ("quoc-hoi/2013/45-2013-qh13", date(2014, 7, 1), "in force"),
        ("quoc-hoi/2013/45-2013-qh13", date(2024, 8, 1), "replaced"),
        ("quoc-hoi/2014/50-2014-qh13", date(2015, 2, 1), "not known"),
        (CENTRAL, date(2021, 5, 18), "in force"),
    ],
)
def test_the_state_of_a_work_on_a_day(library: Store, name: str, day: date, state: str) -> None:
    assert status_of(library, name, day).state == state


def test_a_claim_is_quoted_with_its_page_and_document(library: Store) -> None:
    (claim,) = status_of(library, OLD, TODAY).ended_by
    assert claim.by and claim.by.id == NEWER.id and claim.since == date(2020, 1, 1)
    assert claim.quote and (claim.quote.document.id, claim.quote.page) == (NEWER.id, 1)
    assert claim.quote.text == "Chỉ thị này thay thế Chỉ thị số 08-CT/TU, ngày 30/6/2016."
    assert claim.quote.text in NEWER.pages[0].text


def test_a_later_claim_is_separate(library: Store) -> None:
    found = status_of(library, OLD, date(2018, 1, 1))
    assert (found.state, found.claims, [claim.relation for claim in found.later]) == ("in force", (), ["thay thế"])
    assert found.own and found.own.text == "Chỉ thị này có hiệu lực từ ngày ký."


def test_a_replacement_known_only_to_the_registry_is_unconfirmed(library: Store) -> None:
    (claim,) = status_of(library, "trung-uong/2000/quy-dinh-76-qd-tw", TODAY).ended_by
    assert claim.quote is None and claim.by and claim.by.number == "213-QĐ/TW"
    # The source of a work's row is that of its own number and title.
    assert (claim.source, claim.confirmed) == (None, False)


def test_a_secret_document_makes_no_claim(library: Store) -> None:
    claims = status_of(library, OLD, TODAY).claims
    assert SECRET.id not in {claim.by.id for claim in claims if claim.by}
    with pytest.raises(SecretDocument):
        status_of(library, SECRET.id, TODAY)


def test_a_lower_body_cannot_end_a_work_of_a_higher_one(library: Store) -> None:
    text = "Bãi bỏ Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị."
    fill(library, document_with(text, "30-QĐ/TU", "quyết định", date(2018, 1, 1)))
    assert status_of(library, CENTRAL, date(2020, 1, 1)).claims == ()


def test_amended_and_ended_in_part(library: Store) -> None:
    text = "Chỉ thị này sửa đổi, bổ sung Chỉ thị số 21-CT/TU, ngày 01/12/2019. Bãi bỏ điểm 2 Chỉ thị số 21-CT/TU."
    fill(library, document_with(text, "25-CT/TU", "chỉ thị", date(2021, 1, 1)))
    found = status_of(library, "21-CT/TU", TODAY)
    assert (found.state, [claim.relation for claim in found.amended_by]) == ("in force", ["sửa đổi", "bãi bỏ"])


def test_a_document_reports_that_one_work_replaced_another(library: Store) -> None:
    text = "Chỉ thị số 21-CT/TU, ngày 01/12/2019 được thay thế bằng Chỉ thị số 40-CT/TU, ngày 05/6/2022."
    fill(library, document_with(text, "12-BC/TU", "báo cáo", date(2023, 1, 1)))
    (claim,) = status_of(library, "21-CT/TU", TODAY).ended_by
    assert claim.by and (claim.by.number, claim.since) == ("40-CT/TU", date(2022, 6, 5))


def test_claims_of_the_registry_have_relation_agent_and_source() -> None:
    (claim,) = registry_claims("trung-uong/2011/quy-dinh-47-qd-tw")
    assert claim.by and (claim.relation, claim.effect, claim.by.number) == ("thay thế", "replaces", "37-QĐ/TW")
    assert claim.ends_work and claim.quote is None


def test_every_amender_that_a_closing_clause_names_has_its_own_day_or_none(library: Store) -> None:
    text = (
        "Luật này có hiệu lực từ ngày 01/7/2026. Luật Điện lực số 28/2004/QH11 đã được sửa đổi, bổ sung một số "
        "điều theo Luật số 24/2012/QH13 và Luật số 28/2018/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành."
    )
    fill(library, document_with(text, "150/2026/QH16", "luật", date(2026, 3, 1), issuer="Quốc hội"))
    found = status_of(library, "28/2004/QH11", TODAY)
    claims = (*found.claims, *found.later, *found.undated)
    amenders = [(each.by and each.by.number, each.since) for each in claims if each.relation == "sửa đổi"]
    assert amenders == [("24/2012/QH13", None), ("28/2018/QH14", None)]
