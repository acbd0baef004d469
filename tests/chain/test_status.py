"""Whether a work is in force on a day, and the claims that say so."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.chain import registry_claims, status_of
from pipeline.errors import NotHeld, SecretDocument
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


CIRCULAR = document_with(
    "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2023; bãi bỏ Thông tư số 91/2018/TT-BCT ngày 05 tháng 12 "
    "năm 2018 của Bộ trưởng Bộ Công Thương quy định chế độ báo cáo.",
    "17/2023/TT-BCT", "thông tư", date(2023, 2, 10), issuer="Bộ Công Thương",
)  # fmt: skip
ENDED = "bãi bỏ Thông tư số 91/2018/TT-BCT ngày 05 tháng 12 năm 2018"


@pytest.mark.parametrize(
    "name", ["91/2018/TT-BCT", "Thông tư 91/2018/TT-BCT", "thông tư số 91/2018/TT-BCT ngày 5/12/2018"]
)
@pytest.mark.parametrize(
    ("day", "state"), [(date(2023, 3, 31), "in force"), (date(2023, 4, 1), "revoked"), (date(2023, 1, 1), "not known")]
)
def test_a_work_that_is_only_cited(library: Store, name: str, day: date, state: str) -> None:
    fill(library, CIRCULAR)
    found = status_of(library, name, day)
    (claim,) = (*found.claims, *found.later)
    assert (found.state, found.held, found.work.id, found.work.date) == (state, False, "", date(2018, 12, 5))
    assert claim.quote and ENDED in claim.quote.text and claim.quote.page == 1
    assert claim.by and claim.by.number == "17/2023/TT-BCT"


def test_two_works_of_one_number_that_are_only_cited_must_be_told_apart(library: Store) -> None:
    text = "Bãi bỏ Chỉ thị số 77-CT/TU, ngày 04/3/2009 và Kế hoạch số 12-KH/TU, ngày 01/02/2015."
    fill(library, document_with(text, "31-QĐ/TU", "quyết định", date(2018, 1, 1)))
    other = "Thực hiện Chỉ thị số 77-CT/TU, ngày 09/9/2014 của Ban Thường vụ Tỉnh ủy."
    fill(library, document_with(other, "16-KH/HU", "kế hoạch", date(2018, 1, 2), issuer="Huyện ủy Mường Ảng"))
    with pytest.raises(NotHeld, match="77-CT/TU"):
        status_of(library, "77-CT/TU", TODAY)
    assert status_of(library, "Chỉ thị 77-CT/TU ngày 4/3/2009", TODAY).state == "revoked"
    assert status_of(library, "Chỉ thị 77-CT/TU ngày 9/9/2014", TODAY).state == "not known"


def test_what_only_a_secret_document_cites_is_not_known(library: Store) -> None:
    text = "Chỉ thị này bãi bỏ Chỉ thị số 78-CT/TU, ngày 30/6/2016."
    fill(library, document_with(text, "03-CT/TU", "chỉ thị", date(2017, 1, 1), secrecy="MẬT"))
    with pytest.raises(NotHeld):
        status_of(library, "78-CT/TU", TODAY)


def test_the_registry_answers_without_a_library() -> None:
    found = status_of(None, "quy định 47-QĐ/TW ngày 1/11/2011", date(2022, 1, 1))
    assert (found.state, found.held, found.successor and found.successor.number) == ("replaced", False, "37-QĐ/TW")
    with pytest.raises(NotHeld):
        status_of(None, "91/2018/TT-BCT", TODAY)


def test_the_successor_is_the_last_of_those_that_replaced_it_in_turn() -> None:
    found = status_of(None, "trung-uong/2011/quy-dinh-47-qd-tw", date(2026, 9, 1))
    assert [each.by and each.by.number for each in found.succession] == ["37-QĐ/TW", "207-QĐ/TW"]
    assert found.successor and found.successor.number == "207-QĐ/TW"
    assert [each.by and each.by.number for each in found.ended_by] == ["37-QĐ/TW"]


def test_documents_that_replace_each_other_end_the_succession(library: Store) -> None:
    first, second = "Chỉ thị số 51-CT/TU, ngày 01/02/2020", "Chỉ thị số 52-CT/TU, ngày 01/3/2020"
    circle = f"{first} được thay thế bằng {second}. {second} được thay thế bằng {first}."
    fill(
        library,
        document_with("Chỉ thị này có hiệu lực từ ngày ký.", "51-CT/TU", "chỉ thị", date(2020, 2, 1)),
        document_with("Chỉ thị này có hiệu lực từ ngày ký.", "52-CT/TU", "chỉ thị", date(2020, 3, 1)),
        document_with(circle, "13-BC/TU", "báo cáo", date(2023, 1, 1)),
    )
    found = status_of(library, "51-CT/TU", TODAY)
    assert [each.by and each.by.number for each in found.succession] == ["52-CT/TU", "51-CT/TU"]
