"""Resolution of mentions: five states, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pipeline.model import Citing, Reference, Work
from pipeline.references import WorksByName, find_linked_mentions, find_mentions, resolve
from pipeline.registry import load
from pipeline.vietnamese.numbers import number_key, parse_number
from pipeline.vietnamese.text import nfc

DIRECTIVE = Work("dien-bien/tinh-uy/2016/08-ct-tu", "chỉ thị", "08-CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30), None)
ELSEWHERE = Work("lai-chau/tinh-uy/2017/08-ct-tu", "chỉ thị", "08-CT/TU", "Tỉnh ủy Lai Châu", date(2017, 2, 1), None)
CELL = Citing("Chi bộ Sở Ngoại vụ, Đảng ủy Khối các cơ quan tỉnh", date(2020, 3, 10), "Điện Biên")


def library_of(*works: Work) -> WorksByName:
    def look_up(name: str) -> Sequence[Work]:
        key = number_key(name)
        return [
            work
            for work in works
            if name == work.id or key == number_key(work.number or "")
            or (name.isdigit() and (parsed := parse_number(work.number or "")) and int(parsed.serial or 0) == int(name))
        ]  # fmt: skip

    return look_up


def answer(text: str, *works: Work, citing: Citing = CELL) -> Reference:
    (mention,) = find_mentions(nfc(text), load())
    return resolve(mention, citing, load(), library_of(*works))


def outcome(reference: Reference) -> tuple[str, str | None]:
    return reference.state, reference.target.id if reference.target else None


def test_a_provincial_number_means_the_citing_province() -> None:
    assert outcome(answer("Chỉ thị 08-CT/TU", DIRECTIVE, ELSEWHERE)) == ("resolved", DIRECTIVE.id)
    assert outcome(answer("Chỉ thị 08-CT/TU của Tỉnh ủy Lai Châu", DIRECTIVE, ELSEWHERE)) == (
        "resolved",
        ELSEWHERE.id,
    )


def test_without_a_place_all_provinces_are_candidates() -> None:
    reference = answer("Chỉ thị 08-CT/TU", DIRECTIVE, ELSEWHERE, citing=Citing())
    assert outcome(reference) == ("ambiguous", None)
    assert {work.id for work in reference.candidates} == {DIRECTIVE.id, ELSEWHERE.id}


def test_another_date_means_another_document() -> None:
    assert outcome(answer("Chỉ thị số 08-CT/TU, ngày 31/3/2016", DIRECTIVE)) == ("unknown", None)


def test_a_later_document_is_not_cited() -> None:
    before = Citing("Tỉnh ủy Điện Biên", date(2015, 1, 1), "Điện Biên")
    assert outcome(answer("Chỉ thị 08-CT/TU", DIRECTIVE, citing=before)) == ("unknown", None)


@pytest.mark.parametrize(
    ("text", "work"),
    [
        # The traps of the field: a plenum's number is not its resolution's.
        ("Nghị quyết Trung ương 4 (khóa XI)", "trung-uong/2012/12-nq-tw"),
        ("Nghị quyết Trung ương 4 (khóa XII)", "trung-uong/2016/04-nq-tw"),
        ("Quy định số 29-QĐ/TW, ngày 02/6/1997", "trung-uong/1997/quy-dinh-29-qd-tw"),
        ("Quy định số 29-QĐ/TW, ngày 25/7/2016", "trung-uong/2016/quy-dinh-29-qd-tw"),
        ("Quy định 213", "trung-uong/2020/quy-dinh-213-qd-tw"),
    ],
)
def test_a_work_may_be_known_but_not_held(text: str, work: str) -> None:
    assert outcome(answer(text)) == ("known-not-held", work)


def test_a_plenum_with_several_resolutions_is_ambiguous() -> None:
    reference = answer("Nghị quyết Trung ương 6 khóa XII")
    assert reference.state == "ambiguous"
    assert {"trung-uong/2017/18-nq-tw", "trung-uong/2017/19-nq-tw"} <= {work.id for work in reference.candidates}


def test_a_number_that_contradicts_the_type_is_malformed() -> None:
    assert outcome(answer("Chỉ thị 05-NQ/TW")) == ("malformed", None)


def test_a_number_without_candidates_is_unknown() -> None:
    assert outcome(answer("Chỉ thị số 9999-CT/TW")) == ("unknown", None)


def test_two_copies_of_one_document_are_one_work() -> None:
    copy = Work(
        f"{DIRECTIVE.id}-0a1b2c3d",
        *(getattr(DIRECTIVE, name) for name in ("type", "number", "issuer", "date", "title")),
    )
    assert outcome(answer("Chỉ thị 08-CT/TU", copy, DIRECTIVE)) == ("resolved", DIRECTIVE.id)


@pytest.mark.parametrize(
    ("text", "citing", "rule", "work"),
    [
        ("Quy định số 29-QĐ/TW, ngày 25/7/2016", CELL, "number+date", "trung-uong/2016/quy-dinh-29-qd-tw"),
        ("Quy định số 29-QĐ/TW khóa VIII", CELL, "number+term", "trung-uong/1997/quy-dinh-29-qd-tw"),
        ("Quy định số 29-QĐ/TW", Citing(date=date(2017, 1, 1)), "number+own-term", "trung-uong/2016/quy-dinh-29-qd-tw"),
        ("Chỉ thị 08-CT/TU", CELL, "own-issuer", DIRECTIVE.id),
        ("Chỉ thị 08-CT/TU của Tỉnh ủy Điện Biên", Citing(), "number+issuer", DIRECTIVE.id),
        ("Chỉ thị 08", CELL, "bare-number+own-term", DIRECTIVE.id),
        ("Nghị quyết Trung ương 4 (khóa XI)", CELL, "plenum-by-custom", "trung-uong/2012/12-nq-tw"),
        ("Hiến pháp năm 2013", CELL, "alias", "quoc-hoi/2013/hien-phap"),
    ],
)
def test_the_rule_that_decided_is_named(text: str, citing: Citing, rule: str, work: str) -> None:
    reference = answer(text, DIRECTIVE, citing=citing)
    assert (reference.rule, reference.target and reference.target.id) == (rule, work)


@pytest.mark.parametrize(
    ("text", "contradiction"),
    [
        ("Kế hoạch số 08-CT/TU", "malformed"),
        ("Chỉ thị 08-CT/TU năm 2017", "unknown"),
        ("Chỉ thị 08-CT/TU của Tỉnh ủy Lai Châu", "unknown"),
        ("Quy định số 29-QĐ/TW khóa IX", "unknown"),
    ],
)
def test_a_work_that_the_text_contradicts_is_excluded(text: str, contradiction: str) -> None:
    assert outcome(answer(text, DIRECTIVE)) == (contradiction, None)


def last(text: str, citing: Citing = CELL, own_type: str | None = None) -> Reference:
    *_others, mention = find_linked_mentions(nfc(text), load(), own_type)
    return resolve(mention, citing, load(), library_of(DIRECTIVE))


def test_a_short_form_means_its_antecedent() -> None:
    reference = last("Chỉ thị số 08-CT/TU, ngày 30/3/2016. Thực hiện Chỉ thị 08")
    assert (reference.rule, reference.mention.text) == ("short-for:number+date", "Chỉ thị 08")
    assert outcome(reference) == ("resolved", DIRECTIVE.id)


def test_an_anaphor_means_the_citing_document() -> None:
    citing = Citing("Tỉnh ủy Điện Biên", date(2016, 3, 30), "Điện Biên", "chỉ thị", "08-CT/TU")
    reference = last("Chỉ thị này có hiệu lực", citing, "chỉ thị")
    assert (reference.rule, *outcome(reference)) == ("own-document", "resolved", DIRECTIVE.id)


def test_an_anaphor_without_an_antecedent_is_unknown() -> None:
    assert (last("Chỉ thị nêu trên").state, last("Chỉ thị nêu trên").rule) == ("unknown", "no-antecedent")


def test_a_title_decides_between_the_resolutions_of_a_plenum() -> None:
    reference = answer(
        "Nghị quyết Trung ương 6 khóa XII về tiếp tục đổi mới, sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn"
    )
    assert (reference.rule, reference.target and reference.target.number) == ("plenum+title", "18-NQ/TW")
