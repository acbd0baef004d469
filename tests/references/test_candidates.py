"""Disambiguation of works with the same number."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Citing, Mention, Work
from pipeline.references.candidates import (
    cited_issuer,
    disambiguate,
    in_force,
    is_central,
    is_issued_by,
    not_later,
    of_own_sphere,
    of_year,
    same_title,
    with_title,
)
from pipeline.registry import load

OLD = "trung-uong/1997/quy-dinh-29-qd-tw"
NEW = "trung-uong/2016/quy-dinh-29-qd-tw"


def work(title: str | None = None, *, name: str = "x/2020/1", day: date | None = None) -> Work:
    return Work(name, "quy định", "29-QĐ/TW", "Bộ Chính trị", day, title)


STAFF, DISCIPLINE = work("về công tác cán bộ nữ"), work("về kỷ luật đảng viên vi phạm", name="x/2020/2")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("công tác cán bộ nữ", [STAFF]),
        ("kỷ luật đảng viên", [DISCIPLINE]),
        ("kỷ", [STAFF, DISCIPLINE]),  # one informative word decides nothing
        ("tổ chức hội nghị sơ kết", [STAFF, DISCIPLINE]),
        ("cán bộ nữ vi phạm kỷ luật", [STAFF, DISCIPLINE]),
        (None, [STAFF, DISCIPLINE]),
    ],
)
def test_a_title_decides_by_its_informative_words(title: str | None, expected: list[Work]) -> None:
    assert list(with_title([STAFF, DISCIPLINE], title)) == expected


def test_a_title_quoted_in_full_decides_against_a_similar_one() -> None:
    similar = work("về kỷ luật đảng viên vi phạm quy định sinh con thứ ba", name="x/2020/3")
    assert list(with_title([similar, work("về sinh con thứ ba ở xã")], "quy định sinh con thứ ba kỷ luật")) == [similar]


def test_the_rule_that_decided_is_named() -> None:
    registry = load()
    both = [each for name in (OLD, NEW) if (each := registry.works.get(name))]
    mention = Mention(0, 1, "", "quy định", "29-QĐ/TW")
    rules = {
        None: (both, ""),
        date(1998, 1, 1): (both[:1], "+own-term"),
        date(2017, 1, 1): (both[1:], "+own-term"),
    }
    for day, expected in rules.items():
        assert disambiguate(both, mention, Citing(date=day), registry) == expected
    assert disambiguate([STAFF, DISCIPLINE], Mention(0, 1, "", title="kỷ luật đảng viên"), Citing(), registry) == (
        [DISCIPLINE],
        "+title",
    )


def test_a_replaced_work_is_not_in_force() -> None:
    registry = load()
    replaced = registry.works.get("trung-uong/2000/quy-dinh-76-qd-tw")
    assert replaced
    assert in_force([replaced], date(2019, 12, 31), registry) == [replaced]
    assert in_force([replaced], date(2020, 1, 2), registry) == []


def test_dates_exclude_candidates() -> None:
    early, late = work(day=date(2016, 7, 25)), work(day=date(2021, 7, 30))
    undated = work()
    assert not_later([early, late, undated], Citing(date=date(2020, 1, 1))) == [early, undated]
    assert not_later([late], Citing(date=date(2021, 7, 30))) == [late]
    assert of_year([early, late, undated], Mention(0, 1, "", year=2016)) == [early, undated]
    assert of_year([early, late], Mention(0, 1, "")) == [early, late]


@pytest.mark.parametrize(
    ("number", "issuer", "citing", "path"),
    [
        ("08-CT/TU", "Tỉnh ủy Lai Châu", Citing("Tỉnh ủy Điện Biên"), "lai-chau/tinh-uy"),
        ("08-CT/TU", None, Citing("Tỉnh ủy Điện Biên"), "dien-bien/tinh-uy"),
        ("08-CT/TU", None, Citing("Chi bộ Sở Ngoại vụ", place="Điện Biên"), "dien-bien/tinh-uy"),
        ("08-CT/TU", None, Citing(), None),
        ("05-CT/TW", None, Citing(), "trung-uong"),
        ("76", None, Citing("Tỉnh ủy Điện Biên"), None),
    ],
)
def test_the_issuer_is_named_or_follows_from_the_symbol_and_the_citing_document(
    number: str, issuer: str | None, citing: Citing, path: str | None
) -> None:
    mention = Mention(0, 1, "", "chỉ thị", number, issuer)
    assert cited_issuer(mention, citing, load()) == path


def test_a_body_of_the_state_cites_the_state() -> None:
    state = Work("x/2020/1", "chỉ thị", "05/CT-TTg", "Thủ tướng Chính phủ", None, None)
    party = Work("x/2020/2", "chỉ thị", "05-CT/TW", "Ban Bí thư", None, None)
    registry = load()
    assert of_own_sphere([state, party], Citing("Tỉnh ủy Điện Biên"), registry) == [party]
    assert of_own_sphere([state, party], Citing("Ủy ban nhân dân tỉnh Điện Biên"), registry) == [state]
    assert of_own_sphere([state], Citing("Tỉnh ủy Điện Biên"), registry) == [state]


@pytest.mark.parametrize(("number", "central"), [("05-CT/TW", True), ("30/2020/NĐ-CP", True), ("08-CT/TU", False)])
def test_central_bodies(number: str, central: bool) -> None:
    assert is_central(number, load()) is central


def test_a_cell_may_be_cited_without_its_committee() -> None:
    cell = work(name="chi-bo-so-ngoai-vu-dang-uy-khoi/2020/03-nq-cb")
    assert is_issued_by(cell, "chi-bo-so-ngoai-vu")
    assert is_issued_by(work(name="dien-bien/tinh-uy/2016/08-ct-tu"), "dien-bien/tinh-uy")
    assert not is_issued_by(work(name="dien-bien/tinh-uy/2016/08-ct-tu"), "dien-bien")


def test_a_work_without_a_number_is_recognized_by_type_and_title() -> None:
    mention = Mention(0, 1, "", "quy định", title="Quy định kỷ luật đảng viên vi phạm của Bộ Chính trị")
    assert same_title(DISCIPLINE, mention)
    assert not same_title(STAFF, mention) and not same_title(work(), mention)
