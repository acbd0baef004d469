"""Resolution of mentions: five states, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipeline.api import tag
from pipeline.model import Citing, Mention, Reference, Work
from pipeline.references import WorksByName, find_linked_mentions, find_mentions, resolve
from pipeline.registry import load
from pipeline.vietnamese.numbers import number_key, parse_number
from pipeline.vietnamese.text import nfc

DIRECTIVE = Work(
    "dien-bien/tinh-uy/2016/08-ct-tu",
    "chỉ thị",
    "08-CT/TU",
    issuer="Tỉnh ủy Điện Biên",
    date=date(2016, 3, 30),
    title=None,
)
ELSEWHERE = Work(
    "lai-chau/tinh-uy/2017/08-ct-tu",
    "chỉ thị",
    "08-CT/TU",
    issuer="Tỉnh ủy Lai Châu",
    date=date(2017, 2, 1),
    title=None,
)
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
        ("Quy định số 29-QĐ/TW", Citing(date=date(2017, 1, 1)), "number", None),
        ("Chỉ thị 08-CT/TU", CELL, "own-issuer", DIRECTIVE.id),
        ("Chỉ thị 08-CT/TU của Tỉnh ủy Điện Biên", Citing(), "number+issuer", DIRECTIVE.id),
        ("Chỉ thị 08", CELL, "bare-number", DIRECTIVE.id),
        ("Nghị quyết Trung ương 4 (khóa XI)", CELL, "plenum-by-custom", "trung-uong/2012/12-nq-tw"),
        ("Hiến pháp năm 2013", CELL, "alias", "quoc-hoi/2013/hien-phap"),
    ],
)
def test_the_rule_that_decided_is_named(text: str, citing: Citing, rule: str, work: str | None) -> None:
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
    citing = Citing("Tỉnh ủy Điện Biên", date(2016, 3, 30), place="Điện Biên", type="chỉ thị", number="08-CT/TU")
    reference = last("Chỉ thị này có hiệu lực", citing, "chỉ thị")
    assert (reference.rule, *outcome(reference)) == ("own-document", "resolved", DIRECTIVE.id)


def test_an_anaphor_without_an_antecedent_is_unknown() -> None:
    assert (last("Chỉ thị nêu trên").state, last("Chỉ thị nêu trên").rule) == ("unknown", "no-antecedent")


def test_a_title_decides_between_the_resolutions_of_a_plenum() -> None:
    reference = answer(
        "Nghị quyết Trung ương 6 khóa XII về tiếp tục đổi mới, sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn"
    )
    assert (reference.rule, reference.target and reference.target.number) == ("plenum+title", "18-NQ/TW")


# Every rule, for mentions as the forms of citation return them.
PLENUM_6 = [f"trung-uong/2017/{serial}-nq-tw" for serial in (18, 19, 20, 21)]
ARCHIVES_2011, ARCHIVES_2024 = "quoc-hoi/2011/01-2011-qh13", "quoc-hoi/2024/33-2024-qh15"
STRATEGY = "trung-uong/1997/chien-luoc-can-bo"
OWN = Citing("Quốc hội", date(2024, 6, 21), type="luật", number="33/2024/QH15")
LONG_TITLE = "Nghị quyết về Chiến lược cán bộ thời kỳ đẩy mạnh công nghiệp hóa, hiện đại hóa đất nước"


def short_for(*numbers: str) -> Mention:
    """Return a short form for which each of the numbers is an antecedent."""
    full, *rivals = (Mention(0, 9, number, "quy định", number=number, term="XII") for number in numbers)
    return Mention(90, 99, "Quy định trên", "quy định", antecedent=full, rivals=tuple(rivals))


@pytest.mark.parametrize(
    ("mention", "citing", "expected"),
    [
        # A decree by serial and year, without its letters.
        (Mention(0, 9, "", "nghị định", number="30/2020"), Citing(),
         ("known-not-held", "bare-number", ["chinh-phu/2020/30-2020-nd-cp"])),
        # Short forms with several antecedents: all their works are candidates.
        (short_for("29-QĐ/TW"), Citing(),
         ("known-not-held", "short-for:number+term", ["trung-uong/2016/quy-dinh-29-qd-tw"])),
        (short_for("29-QĐ/TW", "30-QĐ/TW"), Citing(),
         ("ambiguous", "short-for-several", [f"trung-uong/2016/quy-dinh-{serial}-qd-tw" for serial in (29, 30)])),
        (short_for("998-QĐ/TW", "999-QĐ/TW"), Citing(), ("unknown", "short-for-several", [])),
        # Anaphora.
        (Mention(0, 9, "", "luật", pointer="own"), OWN, ("known-not-held", "own-document", [ARCHIVES_2024])),
        (Mention(0, 9, "", "luật", pointer="this"), OWN, ("known-not-held", "own-document", [ARCHIVES_2024])),
        (Mention(0, 9, "", "luật", pointer="own"), Citing(), ("unknown", "own-document", [])),
        (Mention(0, 9, "", "luật", pointer="own"), Citing("Quốc hội", date(2024, 6, 21), number="998/2024/QH15"),
         ("unknown", "own-document", [])),
        (Mention(0, 9, "", "quy định", pointer="own"),
         Citing("Bộ Chính trị", date(2016, 7, 25), type="quy định", number="29-QĐ/TW"),
         ("known-not-held", "own-document", ["trung-uong/2016/quy-dinh-29-qd-tw"])),
        (Mention(0, 9, "", "luật", pointer="above"), OWN, ("unknown", "no-antecedent", [])),
        (Mention(0, 9, "", "luật", pointer="quoted"), OWN, ("unknown", "quoted-text", [])),
        # Plenums.
        (Mention(0, 9, "", "nghị quyết", plenum=6, term="XII"), Citing(), ("ambiguous", "plenum", PLENUM_6)),
        (Mention(0, 9, "", plenum=6, term="XII"), Citing(), ("ambiguous", "plenum", PLENUM_6)),
        (Mention(0, 9, "", "nghị quyết", plenum=6, term="XII"), Citing(date=date(2017, 1, 1)),
         ("unknown", "plenum", [])),
        (Mention(0, 9, "", "kết luận", plenum=6, term="XII"), Citing(), ("unknown", "plenum", [])),
        (Mention(0, 9, "", "nghị quyết", plenum=4, term="XIII"), Citing(),
         ("known-not-held", "plenum-by-custom", ["trung-uong/2021/21-kl-tw"])),
        (Mention(0, 9, "", "quy định", plenum=4, term="XIII"), Citing(),
         ("known-not-held", "plenum", ["trung-uong/2021/quy-dinh-37-qd-tw"])),
        (Mention(0, 9, "", "nghị quyết", plenum=8, term="XII"), Citing(),
         ("known-not-held", "plenum", ["trung-uong/2018/36-nq-tw"])),
        (Mention(0, 9, "", "nghị quyết", plenum=4, term="XII"), Citing(date=date(2016, 1, 1)),
         ("unknown", "plenum-by-custom", [])),
        # Titles: the law in force on the citing day; the year, the date or the term given; a law's own title.
        (Mention(0, 9, "", title="Luật Lưu trữ"), Citing(), ("ambiguous", "alias", [ARCHIVES_2011, ARCHIVES_2024])),
        (Mention(0, 9, "Luật Lưu trữ"), Citing(), ("ambiguous", "alias", [ARCHIVES_2011, ARCHIVES_2024])),
        (Mention(0, 9, "", title="Luật Lưu trữ"), Citing(date=date(2012, 1, 1)),
         ("known-not-held", "alias", [ARCHIVES_2011])),
        (Mention(0, 9, "", title="Luật Lưu trữ"), Citing(date=date(2026, 1, 1)),
         ("known-not-held", "alias+in-force", [ARCHIVES_2024])),
        (Mention(0, 9, "", title="Luật Lưu trữ", year=2011), Citing(), ("known-not-held", "alias", [ARCHIVES_2011])),
        (Mention(0, 9, "", title="Luật Lưu trữ", date=date(2011, 11, 11)), Citing(),
         ("known-not-held", "alias", [ARCHIVES_2011])),
        (Mention(0, 9, "", title="Luật Lưu trữ", date=date(2011, 11, 12)), Citing(), ("unknown", "alias", [])),
        (Mention(0, 9, "", title="Luật Lưu trữ", term="XIII"), Citing(), ("known-not-held", "alias", [ARCHIVES_2024])),
        (Mention(0, 9, "", title="Luật Lưu trữ"), OWN, ("known-not-held", "own-document", [ARCHIVES_2024])),
        (Mention(0, 9, "", "nghị quyết", title=LONG_TITLE, date=date(1997, 6, 18)), Citing(),
         ("known-not-held", "alias", [STRATEGY])),
        (Mention(0, 9, "", "nghị quyết", title=LONG_TITLE, date=date(1997, 6, 19)), Citing(), ("unknown", "alias", [])),
        (Mention(0, 9, "", "nghị quyết", title="Nghị quyết khác", date=date(1997, 6, 18)), Citing(),
         ("unknown", "alias", [])),
        # What the text says excludes a work with the number.
        (Mention(0, 9, "", "nghị quyết", number="19-NQ/TW", plenum=5), Citing(date=date(2018, 1, 1)),
         ("unknown", "number", [])),
        (Mention(0, 9, "", "nghị quyết", number="19-NQ/TW", plenum=6, term="XII"), Citing(),
         ("known-not-held", "number+term", ["trung-uong/2017/19-nq-tw"])),
        (Mention(0, 9, "", "nghị quyết", number="19-NQ/TW", date=date(2017, 10, 25)), Citing(),
         ("known-not-held", "number+date", ["trung-uong/2017/19-nq-tw"])),
        (Mention(0, 9, "", "nghị quyết", number="19", date=date(2017, 10, 24)), Citing(),
         ("unknown", "bare-number", [])),
        (Mention(0, 9, "", "chỉ thị", number="19-NQ/TW", malformed=True), Citing(),
         ("malformed", "number-contradicts-type", [])),
    ],
)  # fmt: skip
def test_every_rule(mention: Mention, citing: Citing, expected: tuple[str, str, list[str]]) -> None:
    state, rule, works = expected
    reference = resolve(mention, citing, load(), library_of())
    assert (reference.mention, reference.state, reference.rule) == (mention, state, rule)
    assert [work.id for work in (reference.target, *reference.candidates) if work] == works
    if state not in ("known-not-held", "resolved"):
        return
    assert reference.target
    held = replace(reference.target, term=None, plenum=None)
    resolved = resolve(mention, citing, load(), library_of(held))
    assert (resolved.mention, resolved.state, resolved.rule) == (mention, "resolved", rule)
    # What was found in the registry brings its term and plenum along.
    assert resolved.target == (reference.target if mention.plenum and not mention.number else held) or mention.title


def test_a_plenum_of_several_works_is_known_by_the_words_of_one_title() -> None:
    found = tag("Nghị quyết Trung ương 5 khóa X về báo chí", day=date(2025, 8, 1))[0]
    assert (found.target and found.target.number, found.rule) == ("16-NQ/TW", "plenum+title")
    several = tag("Nghị quyết Trung ương 5 về kinh tế tư nhân", day=date(2025, 8, 1))[0]
    assert several.target is None  # of 2002 and of 2017
