"""A work is named only on evidence beyond its number, and with nothing against it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.api import tag
from pipeline.model import Citing, Mention, Reference, Work
from pipeline.references.evidence import Candidate, near_misses, weigh, with_subject
from pipeline.registry import load

NUMBER = "26-NQ/TW"  # given to works of 2003, 2008, 2018, 2022 and 2026


def answer(text: str, day: str = "2025-04-01", issuer: str | None = None, *, nth: int = 0) -> Reference:
    return tag(text, day=date.fromisoformat(day), issuer=issuer)[nth]


def meant(reference: Reference) -> str | None:
    return f"{reference.target.number}@{reference.target.date}" if reference.target else None


@pytest.mark.parametrize(
    ("text", "work", "evidence"),
    [
        ("Nghị quyết số 26-NQ/TW ngày 19/5/2018", "26-NQ/TW@2018-05-19", "date"),
        ("Ngày 19/5/2018, Ban Chấp hành Trung ương ban hành Nghị quyết số 26-NQ/TW", "26-NQ/TW@2018-05-19", "date"),
        ("Nghị quyết 26-NQ/TW (2018)", "26-NQ/TW@2018-05-19", "year"),
        ("Nghị quyết số 26-NQ/TW ban hành năm 2008", "26-NQ/TW@2008-08-05", "year"),
        ("Nghị quyết 26/2008", "26-NQ/TW@2008-08-05", "year"),
        ("Nghị quyết số 26-NQ/TW khóa XII", "26-NQ/TW@2018-05-19", "term"),
        ("Nghị quyết số 26-NQ/TW, Nghị quyết số 27-NQ/TW khóa XII", "26-NQ/TW@2018-05-19", "term"),
        ("Nghị quyết số 26-NQ/TW về nông nghiệp, nông dân, nông thôn", "26-NQ/TW@2008-08-05", "subject"),
        ("Xây dựng đội ngũ cán bộ các cấp theo Nghị quyết số 26-NQ/TW", "26-NQ/TW@2018-05-19", "subject"),
        ("Nghị quyết số 29-NQ/TW giúp đổi mới giáo dục và đào tạo ở xã", "29-NQ/TW@2013-11-04", "subject"),
    ],
)
def test_evidence_names_a_work(text: str, work: str, evidence: str) -> None:
    found = answer(text)
    assert meant(found) == work
    assert evidence in found.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kết Nghị quyết số 26-NQ/TW của Trung ương.",
        "Chi bộ thực hiện tốt Nghị quyết số 26-NQ/TW.",
        "Sơ kết Nghị quyết 26 trong quý.",
        "Nghị quyết số 26-NQ/TW của Ban Chấp hành Trung ương được quán triệt.",
    ],
)
def test_a_number_alone_does_not_choose_among_works(text: str) -> None:
    found = answer(text)
    assert (found.state, found.target) == ("ambiguous", None)
    assert len(found.candidates) > 1


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị 20 của Thủ tướng Chính phủ.",
        "Nghị quyết 66 của Đảng ủy phường về cải cách hành chính.",
        "Nghị quyết số 68 của Hội đồng nhân dân huyện.",
        "Quy định 41 của Ban Thường vụ Thành ủy về luân chuyển.",
        "Kết luận 21 của Chi ủy về nền nếp.",
    ],
)
def test_a_local_body_or_the_state_is_not_a_central_work(text: str) -> None:
    assert answer(text, "2025-08-01").target is None


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 57-NQ/TW của Bộ Chính trị về quy hoạch vùng trồng cà phê Tây Nguyên.",
        "Quy định 37-QĐ/TW về phụ cấp công tác lâu năm ở vùng biên giới.",
        "Chỉ thị số 05-CT/TW của Ban Bí thư về phòng, chống dịch tả lợn châu Phi.",
    ],
)
def test_another_title_is_a_veto_for_the_only_known_work(text: str) -> None:
    found = answer(text, "2025-08-01")
    assert found.target is None and found.state in ("unknown", "ambiguous")


def test_a_later_citation_of_a_number_is_the_first_one() -> None:
    text = (
        "Theo Nghị quyết số 26-NQ/TW ngày 19/5/2018, … Sau 5 năm thực hiện Nghị quyết số 26-NQ/TW, cán bộ trưởng thành."
    )
    assert meant(answer(text, nth=1)) == "26-NQ/TW@2018-05-19"


def test_a_later_citation_with_a_date_of_its_own_is_another_work() -> None:
    text = "Nghị quyết số 26-NQ/TW ngày 19/5/2018 và Nghị quyết số 26-NQ/TW ngày 05/8/2008."
    assert [meant(each) for each in tag(text)] == ["26-NQ/TW@2018-05-19", "26-NQ/TW@2008-08-05"]


def test_a_list_shares_its_issuer() -> None:
    found = tag("Nghị quyết 57, 59, 66 và 68 của Bộ Chính trị", day=date(2025, 6, 1))
    assert [meant(each) for each in found] == [
        "57-NQ/TW@2024-12-22", "59-NQ/TW@2025-01-24", "66-NQ/TW@2025-04-30", "68-NQ/TW@2025-05-04",
    ]  # fmt: skip


def test_a_day_that_is_off_leaves_the_work_a_candidate() -> None:
    found = answer("Chỉ thị số 05-CT/TW ngày 16/5/2016 của Bộ Chính trị")
    assert (found.state, found.target) == ("ambiguous", None)
    assert [str(work.date) for work in found.candidates] == ["2016-05-15"]


def test_the_only_known_work_of_another_term_is_not_taken_without_evidence() -> None:
    assert answer("Thực hiện Chỉ thị số 15-CT/TW.", "2020-04-01").target is None


def test_a_bare_number_with_words_of_the_title_is_resolved() -> None:
    found = answer("đảng viên giữ mối liên hệ với chi ủy nơi cư trú theo Quy định 76", "2018-05-01")
    assert meant(found) == "76-QĐ/TW@2000-06-15"


WORK = Work(
    "trung-uong/2016/05-ct-tw", "chỉ thị", "05-CT/TW", "Bộ Chính trị", date(2016, 5, 15), "về học tập", term="XII"
)


@pytest.mark.parametrize(
    ("mention", "supports", "against"),
    [
        (Mention(0, 1, "", number="05-CT/TW", date=date(2016, 5, 15)), ("date",), ()),
        (Mention(0, 1, "", number="05-CT/TW", date=date(2016, 5, 16)), (), ("date",)),
        (Mention(0, 1, "", number="05-CT/TW", year=2016), ("year",), ()),
        (Mention(0, 1, "", number="05-CT/TW", year=2015), (), ("year",)),
        (Mention(0, 1, "", number="05-CT/TW", term="XII"), ("term",), ()),
        (Mention(0, 1, "", number="05-CT/TW", term="XI"), (), ("term",)),
        (Mention(0, 1, "", number="05-CT/TW", context="các văn bản khóa XII"), ("term",), ()),
        (Mention(0, 1, "", number="05-CT/TW", type="quy định"), (), ("type",)),
    ],
)
def test_each_word_of_the_text_is_weighed(
    mention: Mention, supports: tuple[str, ...], against: tuple[str, ...]
) -> None:
    found = weigh(WORK, mention, Citing(), load(), issuer=None, own=False)
    assert (found.supports, found.against) == (supports, against)


@pytest.mark.parametrize(("day", "name"), [("2017-01-01", "current"), ("2023-01-01", None), ("2016-01-01", "-later")])
def test_the_citing_day_is_weighed(day: str, name: str | None) -> None:
    mention = Mention(0, 1, "", number="05-CT/TW")
    found = weigh(WORK, mention, Citing(date=date.fromisoformat(day)), load(), issuer=None, own=False)
    assert found.evidence == ((name,) if name else ())
    assert not found.is_supported


def test_the_subject_supports_one_candidate_or_none() -> None:
    clear = with_subject([Candidate(WORK, subject=9.0), Candidate(WORK, subject=1.0)])
    assert [each.supports for each in clear] == [("subject",), ()]
    assert not any(each.supports for each in with_subject([Candidate(WORK, subject=9.0), Candidate(WORK, subject=8.0)]))
    assert not any(each.supports for each in with_subject([Candidate(WORK, subject=3.0)]))
    assert with_subject([]) == []


def test_only_a_date_that_is_off_is_a_near_miss() -> None:
    off = Candidate(WORK, supports=("issuer",), against=("date",))
    other = Candidate(WORK, supports=("issuer",), against=("date", "title"))
    bare = Candidate(WORK, against=("date",))
    assert near_misses([off, other, bare]) == [off]
