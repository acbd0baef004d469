"""Which document is meant: five answers, never a guess."""

from collections.abc import Sequence
from datetime import date

import pytest

from pipeline.model import Citing, Reference, Work
from pipeline.references import find_mentions, resolve
from pipeline.registry import load
from pipeline.vietnamese.numbers import number_key, parse_number
from pipeline.vietnamese.text import nfc

DIRECTIVE = Work("dien-bien/tinh-uy/2016/08-ct-tu", "chỉ thị", "08-CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30), None)
ELSEWHERE = Work("lai-chau/tinh-uy/2017/08-ct-tu", "chỉ thị", "08-CT/TU", "Tỉnh ủy Lai Châu", date(2017, 2, 1), None)
CELL = Citing("Chi bộ Sở Ngoại vụ, Đảng ủy Khối các cơ quan tỉnh", date(2020, 3, 10), "Điện Biên")


def held(*works: Work):  # type: ignore[no-untyped-def]
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
    return resolve(mention, citing, load(), held(*works))


def told(reference: Reference) -> tuple[str, str | None]:
    return reference.state, reference.target.id if reference.target else None


def test_a_provincial_number_means_the_own_province() -> None:
    assert told(answer("Chỉ thị 08-CT/TU", DIRECTIVE, ELSEWHERE)) == ("resolved", DIRECTIVE.id)
    assert told(answer("Chỉ thị 08-CT/TU của Tỉnh ủy Lai Châu", DIRECTIVE, ELSEWHERE)) == (
        "resolved",
        ELSEWHERE.id,
    )


def test_without_any_place_it_is_ambiguous_with_the_candidates() -> None:
    reference = answer("Chỉ thị 08-CT/TU", DIRECTIVE, ELSEWHERE, citing=Citing())
    assert told(reference) == ("ambiguous", None)
    assert {work.id for work in reference.candidates} == {DIRECTIVE.id, ELSEWHERE.id}


def test_another_day_is_another_document() -> None:
    assert told(answer("Chỉ thị số 08-CT/TU, ngày 31/3/2016", DIRECTIVE)) == ("unknown", None)


def test_nothing_cites_what_came_later() -> None:
    before = Citing("Tỉnh ủy Điện Biên", date(2015, 1, 1), "Điện Biên")
    assert told(answer("Chỉ thị 08-CT/TU", DIRECTIVE, citing=before)) == ("unknown", None)


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
def test_the_registry_knows_what_the_library_lacks(text: str, work: str) -> None:
    assert told(answer(text)) == ("known-not-held", work)


def test_a_plenum_with_several_resolutions_is_ambiguous() -> None:
    reference = answer("Nghị quyết Trung ương 6 khóa XII")
    assert reference.state == "ambiguous"
    assert {"trung-uong/2017/18-nq-tw", "trung-uong/2017/19-nq-tw"} <= {work.id for work in reference.candidates}


def test_a_contradiction_is_malformed() -> None:
    assert told(answer("Chỉ thị 05-NQ/TW")) == ("malformed", None)


def test_what_nobody_knows_is_unknown() -> None:
    assert told(answer("Chỉ thị số 9999-CT/TW")) == ("unknown", None)


def test_two_copies_of_one_document_are_one_work() -> None:
    copy = Work(
        f"{DIRECTIVE.id}-0a1b2c3d",
        *(getattr(DIRECTIVE, name) for name in ("type", "number", "issuer", "date", "title")),
    )
    assert told(answer("Chỉ thị 08-CT/TU", copy, DIRECTIVE)) == ("resolved", DIRECTIVE.id)
