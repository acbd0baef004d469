"""The works of corpora/registry: their rows agree with each other, and each is found by number, name and plenum."""

import re
from datetime import date
from itertools import pairwise

import pytest

from pipeline.registry import Registry
from pipeline.system.tables import Record
from pipeline.vietnamese.text import slug

STATUSES, CONFIDENCES = {"", "replaced"}, {"high", "medium"}


@pytest.fixture(scope="module")
def works(registry: Registry) -> list[Record]:
    return registry.rows("documents")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry()


def described(found: list[str]) -> str:
    return "\n".join(found)


def test_there_are_works(works: list[Record]) -> None:
    assert len(works) > 200


def test_an_id_is_what_its_row_makes(works: list[Record], registry: Registry) -> None:
    made = {
        row["id"]: registry.works.id_for(row["issuer"], date.fromisoformat(row["date"]), row["number"], row["type"])
        for row in works
        if row["number"]
    }
    wrong = [f"{told}, should be {right}" for told, right in made.items() if told != right]
    assert not wrong, described(wrong)


def test_an_id_without_number_begins_with_issuer_and_year(works: list[Record], registry: Registry) -> None:
    wrong = [
        row["id"]
        for row in works
        if not row["number"]
        and not row["id"].startswith(f"{registry.bodies.path_of(row['issuer'])}/{row['date'][:4]}/")
    ]
    assert not wrong, described(wrong)


def test_ids_are_unique(works: list[Record]) -> None:
    ids = [row["id"] for row in works]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    assert not twice, described(twice)


def test_types_and_issuers_are_known(works: list[Record], registry: Registry) -> None:
    names = {kind.name for kind in registry.types}
    wrong = [row["id"] for row in works if row["type"] not in names or registry.bodies.named(row["issuer"]) is None]
    assert not wrong, described(wrong)


def test_every_work_has_a_title_a_source_and_how_sure_it_is(works: list[Record]) -> None:
    wrong = [
        row["id"] for row in works if not row["title"] or not row["source"] or row["confidence"] not in CONFIDENCES
    ]
    assert not wrong, described(wrong)


def test_a_number_s_year_is_its_date_s(works: list[Record]) -> None:
    years = {row["id"]: re.search(r"/((?:19|20)\d\d)/", row["number"]) for row in works}
    wrong = [row["id"] for row in works if (year := years[row["id"]]) and not row["date"].startswith(year[1])]
    assert not wrong, described(wrong)


def test_what_replaces_a_work_is_known_and_younger(works: list[Record]) -> None:
    dates = {row["id"]: row["date"] for row in works}
    wrong = [
        row["id"]
        for row in works
        if row["status"] not in STATUSES
        or (row["status"] == "replaced") != bool(row["replaced_by"])
        or (row["replaced_by"] and dates.get(row["replaced_by"], "") <= row["date"])
        or (row["ended"] and not row["replaced_by"])
        # A successor may apply from the first day of its month (01-QĐ/TW of 3/2/2026 from 1/2/2026).
        or (row["ended"] and date.fromisoformat(row["ended"]).isoformat() < f"{dates[row['replaced_by']][:7]}-01")
    ]
    assert not wrong, described(wrong)


def test_a_change_is_made_by_a_younger_work_and_never_twice(works: list[Record], registry: Registry) -> None:
    dates = {row["id"]: row["date"] for row in works}
    relations = {row["relation"] for row in registry.rows("relations")} - {""}
    replaced = {row["id"]: row["replaced_by"] for row in works}
    wrong = [
        row["work"]
        for row in registry.rows("changes")
        if not (dates[row["work"]] < dates[row["by"]] <= (row["since"] or "9999"))
        or row["relation"] not in relations
        or (row["relation"] == "thay thế" and replaced[row["work"]] != row["by"])
        or (row["since"] and not date.fromisoformat(row["since"]))
        or not row["source"]
        or row["confidence"] not in CONFIDENCES
    ]
    assert not wrong, described(wrong)
    made = [(each.work, each.relation, each.by) for each in registry.changes]
    assert len(made) == len(set(made))


@pytest.mark.parametrize(
    ("work", "before", "after"),
    [
        ("trung-uong/2000/quy-dinh-76-qd-tw", date(2020, 1, 1), date(2020, 1, 2)),
        ("trung-uong/2011/quy-dinh-47-qd-tw", date(2021, 10, 24), date(2021, 10, 25)),
        ("trung-uong/2016/quy-dinh-29-qd-tw", date(2021, 7, 29), date(2021, 7, 30)),
        ("quoc-hoi/2013/45-2013-qh13", date(2024, 7, 31), date(2024, 8, 1)),
    ],
)
def test_a_work_ends_on_the_day_from_which_another_holds(
    registry: Registry, work: str, before: date, after: date
) -> None:
    assert work not in registry.changes.ended_by(before)
    assert work in registry.changes.ended_by(after)


def test_a_date_lies_in_its_term(works: list[Record], registry: Registry) -> None:
    wrong = [
        row["id"]
        for row in works
        if row["term"] and registry.terms.at(date.fromisoformat(row["date"])) != row["term"]
    ]  # fmt: skip
    assert not wrong, described(wrong)


def test_works_of_the_central_committee_have_their_term(works: list[Record], registry: Registry) -> None:
    wrong = [
        row["id"]
        for row in works
        if row["id"].startswith("trung-uong/") != bool(row["term"])
        and not (row["id"].startswith("trung-uong/") and registry.terms.at(date.fromisoformat(row["date"])) is None)
    ]
    assert not wrong, described(wrong)


def test_only_works_of_the_central_committee_come_from_a_plenum(works: list[Record]) -> None:
    wrong = [
        row["id"]
        for row in works
        if row["plenum"] and (row["issuer"] != "Ban Chấp hành Trung ương" or not 1 <= int(row["plenum"]) <= 15)
    ]
    assert not wrong, described(wrong)


def test_plenums_follow_one_another(works: list[Record]) -> None:
    """Within a term no later plenum's work is older than an earlier plenum's."""
    wrong = [
        f"{early['id']} {late['id']}"
        for early in works
        for late in works
        if early["plenum"]
        and late["plenum"]
        and early["term"] == late["term"]
        and int(early["plenum"]) < int(late["plenum"])
        and early["date"] >= late["date"]
    ]
    assert not wrong, described(wrong)


def test_aliases_name_known_works_and_each_once(works: list[Record], registry: Registry) -> None:
    ids = {row["id"] for row in works}
    aliases = registry.rows("aliases")
    wrong = [f"{row['alias']}: {each}" for row in aliases for each in row["works"].split("|") if each not in ids]
    assert not wrong, described(wrong)
    names = [row["alias"] for row in aliases]
    assert len(names) == len(set(names))


def test_a_plenum_s_customary_work_is_one_of_its_own(registry: Registry) -> None:
    wrong = [
        row["work"]
        for row in registry.rows("plenums")
        if row["work"] not in {work.id for work in registry.works.of_plenum(int(row["plenum"]), row["term"])}
    ]
    assert not wrong, described(wrong)


def test_every_current_law_can_be_cited_by_name(works: list[Record], registry: Registry) -> None:
    """A law with a name of its own has an alias, so that both the old and the new one are offered."""
    wrong = [
        row["id"]
        for row in works
        if row["type"] in ("luật", "bộ luật")
        and not row["title"].startswith("Sửa đổi")
        and row["id"] not in {work.id for work in registry.works.aliased(f"{row['type']} {row['title']}")}
    ]
    assert not wrong, described(wrong)


@pytest.mark.parametrize(
    ("plenum", "term", "expected"),
    [
        (4, "XI", "trung-uong/2012/12-nq-tw"),
        (4, "XII", "trung-uong/2016/04-nq-tw"),
        (4, "XIII", "trung-uong/2021/21-kl-tw"),
        (6, "XII", "trung-uong/2017/18-nq-tw"),
        (7, "XII", "trung-uong/2018/26-nq-tw"),
        (7, "X", "trung-uong/2008/26-nq-tw"),
    ],
)
def test_a_plenum_s_number_is_not_the_resolution_s(registry: Registry, plenum: int, term: str, expected: str) -> None:
    assert expected in {work.id for work in registry.works.of_plenum(plenum, term)}


def test_one_number_may_mean_two_works(registry: Registry) -> None:
    found = {work.id for work in registry.works.numbered("29-QĐ/TW")}
    assert found == {"trung-uong/1997/quy-dinh-29-qd-tw", "trung-uong/2016/quy-dinh-29-qd-tw"}


def test_a_name_that_two_laws_bear_means_both(registry: Registry) -> None:
    found = [work.id for work in registry.works.aliased("luật lưu trữ")]
    assert found == ["quoc-hoi/2011/01-2011-qh13", "quoc-hoi/2024/33-2024-qh15"]


def test_a_shared_name_with_its_year_means_one_law(registry: Registry) -> None:
    shared = [
        row for row in registry.rows("aliases") if len({each.split("/")[1] for each in row["works"].split("|")}) > 1
    ]
    wrong = [
        f"{row['alias']} {year}"
        for row in shared
        for each in row["works"].split("|")
        for year in [each.split("/")[1]]
        if each not in {work.id for work in registry.works.aliased(f"{row['alias']} năm {year}")}
        or each not in {work.id for work in registry.works.aliased(f"{row['alias']} {year}")}
    ]
    assert shared
    assert not wrong, described(wrong)


NORMATIVE = {"quy định", "quyết định", "quy chế", "hướng dẫn", "điều lệ", "luật", "bộ luật", "pháp lệnh", "nghị định"}


def test_works_of_one_issuer_with_one_title_are_linked(works: list[Record], registry: Registry) -> None:
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for row in sorted(works, key=lambda row: row["date"]):
        amends = row["title"].lower().startswith("sửa đổi")  # two of them may amend one after the other
        if row["type"] in NORMATIVE and "/dai-hoi/" not in row["id"] and not amends:
            groups.setdefault((row["issuer"], row["type"], slug(row["title"])), []).append(row)
    changed = {(change.work, change.by) for change in registry.changes}
    assert [len(rows) for rows in groups.values() if len(rows) > 1]
    wrong = [
        f"{older['id']} and {newer['id']}: {older['title']}"
        for rows in groups.values()
        for older, newer in pairwise(rows)
        if (older["id"], newer["id"]) not in changed and not older["replaced_by"]
    ]
    assert not wrong, described(wrong)


def test_a_code_is_meant_from_the_day_on_which_it_applies(registry: Registry) -> None:
    assert registry.changes.in_force_since("quoc-hoi/2015/100-2015-qh13") == date(2018, 1, 1)
