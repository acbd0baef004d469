"""Disambiguation of works with the same number."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Citing, Mention, Work
from pipeline.references.candidates import (
    cited_issuer,
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
    return Work(name, "quy định", "29-QĐ/TW", issuer="Bộ Chính trị", date=day, title=title)


STAFF, DISCIPLINE = work("về công tác cán bộ nữ"), work("về kỷ luật đảng viên vi phạm", name="x/2020/2")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("công tác cán bộ nữ", [STAFF]),
        ("kỷ luật đảng viên", [DISCIPLINE]),
        ("kỷ luật", [DISCIPLINE]),
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
    mention = Mention(0, 1, "", "chỉ thị", number=number, issuer=issuer)
    assert cited_issuer(mention, citing, load()) == path


def test_a_body_of_the_state_cites_the_state() -> None:
    state = Work("x/2020/1", "chỉ thị", "05/CT-TTg", issuer="Thủ tướng Chính phủ", date=None, title=None)
    party = Work("x/2020/2", "chỉ thị", "05-CT/TW", issuer="Ban Bí thư", date=None, title=None)
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
    assert same_title(DISCIPLINE, Mention(0, 1, "", "quy định", title=DISCIPLINE.title))
    assert not same_title(DISCIPLINE, Mention(0, 1, "", "chỉ thị", title=DISCIPLINE.title))


WORDS = [f"từ{number}" for number in range(20)]


@pytest.mark.parametrize(
    ("best", "rival", "decides"),
    [
        (12, 7, True),  # 0.6 and 0.35 of the words
        (11, 7, False),
        (12, 8, False),
        (18, 12, True),  # 0.9, and 0.3 more than the other
        (18, 13, False),
        (17, 11, False),
        (20, 20, False),
    ],
)
def test_the_share_of_a_title_s_words_that_decides(best: int, rival: int, decides: bool) -> None:
    others = [f"khác{number}" for number in range(20)]
    right, wrong = (
        work(" ".join(WORDS[:shared] + others[: 20 - shared]), name=f"x/2020/{place}")
        for place, shared in enumerate((best, rival))
    )
    assert list(with_title([wrong, right], " ".join(WORDS))) == ([right] if decides else [wrong, right])


def test_a_title_of_one_informative_word_decides_nothing() -> None:
    short = work("về kỷ", name="x/2020/4")
    assert list(with_title([short, STAFF], "kỷ luật đảng viên")) == [short, STAFF]


@pytest.mark.parametrize(
    ("number", "issuer", "citing", "path"),
    [
        ("08-CT/TU", "Tỉnh ủy", Citing(place="Điện Biên"), "dien-bien/tinh-uy"),
        ("08-CT/TU", "Tỉnh ủy", Citing("Tỉnh ủy Lai Châu", place="Điện Biên"), "lai-chau/tinh-uy"),
        ("05/HD-BTC-BNV", None, Citing(), "bo-tai-chinh"),  # of several bodies the first
        (None, None, Citing(), None),
    ],
)
def test_an_issuer_is_completed_by_the_province_of_the_citing_document(
    number: str | None, issuer: str | None, citing: Citing, path: str | None
) -> None:
    assert cited_issuer(Mention(0, 1, "", "hướng dẫn", number=number, issuer=issuer), citing, load()) == path


def test_without_an_issuer_the_sphere_excludes_nothing() -> None:
    works = [work(), work(name="x/2020/2")]
    assert of_own_sphere(works, Citing(), load()) == works


def test_a_body_with_a_similar_path_is_another_body() -> None:
    assert not is_issued_by(work(name="dien-bien-dong/2016/1-ct-hu"), "dien-bien")
    assert not is_issued_by(work(name="dien-bien/tinh-uy/2016/1-ct-tu"), "chi-bo-so-ngoai-vu")
