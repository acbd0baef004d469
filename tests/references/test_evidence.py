"""A work is named only on evidence beyond its number, and with nothing against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.api import tag
from pipeline.model import Citing, Mention, Reference, Work
from pipeline.references import resolve
from pipeline.references.evidence import Candidate, best_supported, near_misses, of_the_place, weigh, with_subject
from pipeline.registry import load
from tests.references.texts import only

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
        ("Ngày 19/5/2018, Trung ương đã ra Nghị quyết 26-NQ/TW", "26-NQ/TW@2018-05-19", "date"),
        ("Năm 2018, Trung ương ban hành các Nghị quyết số 26-NQ/TW, số 27-NQ/TW", "26-NQ/TW@2018-05-19", "year"),
        ("Hội nghị Trung ương 7 khóa XII thông qua Nghị quyết 26-NQ/TW", "26-NQ/TW@2018-05-19", "plenum"),
        ("Nghị quyết 26-NQ/TW (Nghị quyết Trung ương 7 khóa XII)", "26-NQ/TW@2018-05-19", "plenum"),
        ("Nghị quyết 26-NQ/TW – Nghị quyết Trung ương 7 khóa X – được tổng kết", "26-NQ/TW@2008-08-05", "plenum"),
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
        "Chỉ thị 05 của Đảng ủy về học tập và làm theo Bác.",
        "Nghị quyết 57 của Đảng ủy Công ty Than về chuyển đổi số.",
        "Nghị quyết 57 của tỉnh về khoa học, công nghệ và đổi mới sáng tạo.",
        "Tỉnh ủy ban hành Nghị quyết số 57 về chuyển đổi số.",
        "HĐND xã vừa thông qua Nghị quyết 18 về sắp xếp tổ chức bộ máy.",
        "Chi bộ ra Nghị quyết 68 về kinh tế tư nhân.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Trung ương 7 khóa XII, tức là Nghị quyết số 26-NQ/TW, nêu rõ.",
        "Nghị quyết Trung ương 7 khóa XII (Nghị quyết số 26-NQ/TW) nêu rõ.",
        "Các nghị quyết Hội nghị Trung ương 7 khóa XII: Nghị quyết số 26-NQ/TW, Nghị quyết số 27-NQ/TW.",
        "Nghị quyết Trung ương 7 khóa XII gồm Nghị quyết số 28-NQ/TW, Nghị quyết số 26-NQ/TW.",
    ],
)
def test_a_plenum_is_that_of_the_number_beside_it(text: str) -> None:
    found = next(each for each in tag(text, day=date(2025, 4, 1)) if each.mention.number == NUMBER)
    assert meant(found) == "26-NQ/TW@2018-05-19"


def test_a_local_body_after_central_letters_is_no_evidence_and_no_veto() -> None:
    found = answer(
        "Kế hoạch thực hiện Nghị quyết 57-NQ/TW của xã về phát triển du lịch cộng đồng.", "2025-09-01", nth=0
    )
    assert (meant(found), found.evidence) == ("57-NQ/TW@2024-12-22", ("current",))


def test_a_plenum_that_issued_no_such_number_contradicts_it() -> None:
    assert answer("Nghị quyết số 26-NQ/TW (Nghị quyết Trung ương 4 khóa XII)").target is None


def test_a_bare_number_after_two_works_that_have_it_means_neither() -> None:
    text = "Nghị quyết 57-NQ/TW của Bộ Chính trị và Nghị quyết 57-NQ/TU của Tỉnh ủy Lào Cai. Nghị quyết 57 nêu rõ."
    found = answer(text, "2025-08-01", nth=2)
    assert (found.target, found.rule) == (None, "short-for-several")


@pytest.mark.parametrize(
    ("day", "work"), [("2026-01-05", "50/2014/QH13"), ("2026-06-25", None), ("2026-07-02", "135/2025/QH15")]
)
def test_a_law_by_name_in_the_weeks_before_its_successor_begins(day: str, work: str | None) -> None:
    found = answer("Chủ đầu tư thực hiện theo Luật Xây dựng.", day)
    assert (found.target and found.target.number) == work


def test_a_state_number_without_its_year_needs_more_than_one_word_of_the_title() -> None:
    assert answer("NQ 169/NQ-CP, tăng trưởng, chỉ tiêu", "2031-01-01").target is None
    assert meant(answer("Nghị quyết số 169/NQ-CP về mục tiêu tăng trưởng", "2026-08-01")) == "169/NQ-CP@2026-06-27"


def test_a_day_that_is_off_leaves_a_law_a_candidate() -> None:
    found = answer("Luật Đất đai số 31/2024/QH15 ngày 18/01/2023 của Quốc hội")
    assert (found.target, [work.number for work in found.candidates]) == (None, ["31/2024/QH15"])


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


LOCAL = Work(
    "dien-bien/tinh-uy/2016/08-ct-tu", "chỉ thị", "08-CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30), "về giờ làm việc"
)
DECREE = Work("chinh-phu/2020/30-2020-nd-cp", "nghị định", "30/2020/NĐ-CP", "Chính phủ", date(2020, 3, 5), None)
PLENUM = Work("trung-uong/2017/18-nq-tw", "nghị quyết", "18-NQ/TW", None, date(2017, 10, 25), None, "XII", plenum=6)
UNDATED = Work("trung-uong/0000/05-ct-tw", "chỉ thị", "05-CT/TW", None, None, None, term="XII")
ENDED = "trung-uong/2000/quy-dinh-76-qd-tw"  # replaced on 2 January 2020


@pytest.mark.parametrize(
    ("work", "mention", "issuer", "own", "evidence"),
    [
        (LOCAL, Mention(0, 1, "", number="08-CT/TU"), "dien-bien/tinh-uy", True, ("own-issuer",)),
        (LOCAL, Mention(0, 1, "", number="08-CT/TU", issuer="Tỉnh ủy"), "dien-bien/tinh-uy", False, ("issuer",)),
        (LOCAL, Mention(0, 1, "", number="08-CT/TU"), "dien-bien/tinh-uy", False, ()),
        (LOCAL, Mention(0, 1, "", number="08-CT/TU"), "son-la/tinh-uy", True, ("-issuer",)),
        (LOCAL, Mention(0, 1, "", number="08-CT/TU", term="XI"), None, False, ()),  # the province counts its own terms
        (DECREE, Mention(0, 1, "", number="30/2020/NĐ-CP"), None, False, ("number-year",)),
        (WORK, Mention(0, 1, "", number="05-CT/TW"), None, False, ()),
        (WORK, Mention(0, 1, ""), None, False, ()),
        (PLENUM, Mention(0, 1, "", number="18-NQ/TW", plenum=6), None, False, ("plenum",)),
        (PLENUM, Mention(0, 1, "", number="18-NQ/TW", plenum=7), None, False, ("-plenum",)),
        (WORK, Mention(0, 1, "", number="05-CT/TW", plenum=7), None, False, ()),
        (UNDATED, Mention(0, 1, "", number="05-CT/TW", year=2016, term="XII"), None, False, ("term",)),
        (WORK, Mention(0, 1, "", number="05-CT/TW", date=date(2016, 5, 15), year=2015), None, False, ("date",)),
    ],
)
def test_issuer_plenum_and_form_of_the_number_are_weighed(
    work: Work, mention: Mention, issuer: str | None, own: bool, evidence: tuple[str, ...]
) -> None:
    assert weigh(work, mention, Citing(), load(), issuer=issuer, own=own).evidence == evidence


@pytest.mark.parametrize(
    ("title", "day", "against"),
    [
        ("quy hoạch vùng trồng cà phê Tây Nguyên", None, ("title",)),
        ("quy hoạch vùng trồng cà phê Tây Nguyên", date(2016, 5, 15), ()),
        ("học tập và làm theo tư tưởng Hồ Chí Minh", None, ()),
        ("cà phê", None, ()),  # too short to be another title
        (None, None, ()),
    ],
)
def test_another_title_speaks_against_a_work_unless_the_day_is_its_own(
    title: str | None, day: date | None, against: tuple[str, ...]
) -> None:
    work = replace(WORK, title="về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh")
    mention = Mention(0, 1, "", number="05-CT/TW", title=title, date=day)
    assert weigh(work, mention, Citing(), load(), issuer=None, own=False).against == against


@pytest.mark.parametrize(
    ("number", "day", "evidence"),
    [
        ("16/CT-TTg", "2021-03-31", ("current",)),
        ("16/CT-TTg", "2021-04-01", ("current",)),
        ("16/CT-TTg", "2021-04-02", ()),
        ("16/CT-TTg", "2020-03-31", ("current",)),
        ("16/CT-TTg", "2020-03-30", ("-later",)),
    ],
)
def test_a_number_of_the_state_is_current_for_a_year(number: str, day: str, evidence: tuple[str, ...]) -> None:
    work = Work("thu-tuong/2020/16-ct-ttg", "chỉ thị", number, "Thủ tướng Chính phủ", date(2020, 3, 31), None)
    citing = Citing(date=date.fromisoformat(day))
    assert weigh(work, Mention(0, 1, "", number=number), citing, load(), issuer=None, own=False).evidence == evidence


@pytest.mark.parametrize(("day", "evidence"), [("2019-12-31", ("in-force",)), ("2020-01-02", ())])
def test_a_work_that_is_known_to_have_ended_later_was_in_force(day: str, evidence: tuple[str, ...]) -> None:
    work = load().works.get(ENDED)
    assert work
    mention = Mention(0, 1, "", number=work.number)
    found = weigh(work, mention, Citing(date=date.fromisoformat(day)), load(), issuer=None, own=False)
    assert found.evidence == evidence
    assert found.is_plausible == bool(evidence)


def test_words_around_a_citation_weigh_by_how_rare_they_are() -> None:
    work = replace(WORK, title="về cải cách tiền lương và tổ chức thực hiện")
    weights = [
        weigh(
            work, Mention(0, 1, "", number="05-CT/TW", context=text), Citing(), load(), issuer=None, own=False
        ).subject
        for text in ("cải cách tiền lương", "công tác tổ chức", "hồ sơ lưu trữ", "")
    ]
    assert weights[0] > 2 * weights[1] > 0 and weights[2:] == [0.0, 0.0]


def test_the_text_supports_one_candidate_most() -> None:
    dated, placed = Candidate(WORK, ("date", "term")), Candidate(LOCAL, ("own-issuer",))
    assert best_supported([dated, placed]) == [dated]
    assert len(best_supported([Candidate(WORK, ("date",)), Candidate(LOCAL, ("year",))])) == 2
    assert best_supported([placed]) == [placed]
    assert best_supported([Candidate(WORK, ("issuer", "current"))]) == []
    assert best_supported([]) == []


def test_the_place_decides_only_where_one_work_is_current() -> None:
    local, central = Candidate(LOCAL, ("place", "current")), Candidate(WORK, ("current",))
    assert of_the_place([local, Candidate(WORK)]) == [local]
    assert of_the_place([local, central]) == []
    assert of_the_place([central]) == []


@pytest.mark.parametrize(("day", "name"), [("2017-01-01", "current"), ("2023-01-01", None), ("2016-01-01", "-later")])
def test_the_citing_day_is_weighed(day: str, name: str | None) -> None:
    mention = Mention(0, 1, "", number="05-CT/TW")
    found = weigh(WORK, mention, Citing(date=date.fromisoformat(day)), load(), issuer=None, own=False)
    assert found.evidence == ((name,) if name else ())
    assert not found.is_supported


def test_the_subject_supports_one_candidate_or_none() -> None:
    clear = with_subject([Candidate(WORK, subject=9.0), Candidate(WORK, subject=1.0)])
    assert [each.supports for each in clear] == [("subject",), ()]
    assert [each.subject for each in clear] == [9.0, 1.0]
    assert with_subject([Candidate(WORK, subject=5.0)])[0].supports == ("subject",)
    assert with_subject([Candidate(WORK, subject=9.0), Candidate(WORK, subject=6.0)])[0].supports == ("subject",)
    assert not any(each.supports for each in with_subject([Candidate(WORK, subject=9.0), Candidate(WORK, subject=8.0)]))
    assert not any(each.supports for each in with_subject([Candidate(WORK, subject=3.0)]))
    assert with_subject([]) == []


def test_only_a_date_that_is_off_is_a_near_miss() -> None:
    off = Candidate(WORK, supports=("issuer",), against=("date",))
    other = Candidate(WORK, supports=("issuer",), against=("date", "title"))
    bare = Candidate(WORK, against=("date",))
    year = Candidate(WORK, supports=("term",), against=("year",))
    both = Candidate(WORK, supports=("subject",), against=("date", "year"))
    right = Candidate(WORK, supports=("issuer",))
    assert near_misses([off, other, bare, year, both, right]) == [off, year, both]


@pytest.mark.parametrize(
    ("text", "day", "work", "evidence"),
    [
        ("Từ Nghị quyết số 14-NQ/TW đến Nghị quyết số 16-NQ/TW ngày 18/3/2002", "2010-05-01", "14-NQ/TW@2002-03-18",
         "listed-day"),
        ("Hồ sơ lập theo Quy định 213, không theo Quy định 76.", "2021-05-01", "213-QĐ/TW@2020-01-02", "chain"),
        ("Xét theo Quy định 102, chưa theo Quy định 69.", "2023-05-01", "102-QĐ/TW@2017-11-15", "chain"),
    ],
)  # fmt: skip
def test_other_citations_of_the_sentence_are_evidence(text: str, day: str, work: str, evidence: str) -> None:
    found = answer(text, day)
    assert meant(found) == work
    assert evidence in found.evidence


def test_a_day_is_not_shared_with_the_work_that_another_replaces() -> None:
    found = answer("Nghị quyết số 21-NQ/TW ngày 28/7/2026 thay Nghị quyết số 18-NQ/TW.", "2026-09-01", nth=1)
    assert "listed-day" not in found.evidence and meant(found) != "18-NQ/TW@2026-07-28"


@pytest.mark.parametrize(
    ("text", "day", "works"),
    [
        ("Nghị quyết 18, 19 được quán triệt.", "2018-06-01", ["18-NQ/TW@2017-10-25", "19-NQ/TW@2017-10-25"]),
        ("Nghị quyết số 18, 19-NQ/TW được quán triệt.", "2025-06-01", [None, None]),  # two sessions have both numbers
    ],
)
def test_the_numbers_of_a_list_are_of_one_session(text: str, day: str, works: list[str | None]) -> None:
    assert [meant(each) for each in tag(text, day=date.fromisoformat(day))] == works


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Nghị quyết số 27-NQ/TW khóa XII về tiền lương bao giờ mới làm xong.", "known-not-held"),
        (
            "Luật số 33/2024/QH15 về bảo quản tài liệu giấy ở xã.",
            "known-not-held",
        ),  # it describes, its number has a year
        ("Luật Lưu trữ số 31/2024/QH15", "ambiguous"),  # the name is another law's
        ("Điều 7 Quy định 366-QĐ/TW năm 2025 về việc bỏ phiếu của tập thể", "known-not-held"),
        ("Nghị quyết 169/NQ-CP", "ambiguous"),  # numbers without a year begin again every year
    ],
)
def test_what_follows_a_number_and_what_its_form_says(text: str, state: str) -> None:
    assert tag(text)[0].state == state


@pytest.mark.parametrize(
    ("number", "type_name", "work"),
    [("35/2024/QH15", "luật", None), ("1127-KH/TU", "kế hoạch", "quoc-hoi/2013/45-2013-qh13")],
)
def test_a_normative_document_may_mean_a_law_that_begins_with_it(number: str, type_name: str, work: str | None) -> None:
    citing = Citing("Quốc hội", date(2024, 6, 27), type=type_name, number=number)
    found = resolve(only("Bồi thường theo quy định của Luật Đất đai."), citing, load(), lambda _name: ())
    assert (found.target.id if found.target else None) == work


@pytest.mark.parametrize(
    ("text", "nth", "work"),
    [
        ("Nghị quyết Trung ương 7 khóa X (Nghị quyết 26-NQ/TW) bao trùm mọi mặt.", 0, "26-NQ/TW@2008-08-05"),
        ("Nghị quyết Trung ương 6 khóa XII (tức là Nghị quyết số 19-NQ/TW) đã rõ.", 0, "19-NQ/TW@2017-10-25"),
        ("Học Nghị quyết TW4 khóa XI, rồi làm theo Nghị quyết TW 4 từ đầu năm.", 1, "12-NQ/TW@2012-01-16"),
        ("Học Nghị quyết TW4 khóa XI, Nghị quyết TW4 khóa XII, rồi làm theo Nghị quyết TW 4 từ đầu năm.", 2, None),
    ],
)
def test_a_plenum_s_resolution_is_that_of_its_bracket_or_of_the_document_s_thread(
    text: str, nth: int, work: str | None
) -> None:
    assert meant(answer(text, "2020-05-01", nth=nth)) == work
