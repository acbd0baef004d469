"""Ends and amendments in real closing clauses, from the file to the status on a day; without the files nothing runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import Library
from pipeline.chain import Status
from tests.conftest import SHARED

FOLDER = SHARED / "cases" / "relations"
# The file, the work, the day, and what holds then: `ended`, `whole` (not ended), `part` (a part has ended), `amended`
# by other works (with their own day or none), `continued`.
FACTS = """
d01 28/2020/TT-BCT 2024-10-01 ended
d01 28/2020/TT-BCT 2024-09-30 whole
d01 68/2017/NĐ-CP 2024-12-01 whole
d02 38/2025/TT-BCT 2026-06-01 part
d02 38/2025/TT-BCT 2026-06-01 amended 15/2026/TT-BCT
d02 15/2026/TT-BCT 2026-06-01 part
d02 43/2025/TT-BCT 2026-06-01 part
d03 06/2021/TT-BXD 2026-07-01 ended
d03 06/2021/TT-BXD 2026-06-30 whole
d03 06/2021/TT-BXD 2026-07-01 amended 02/2025/TT-BXD
d03 02/2025/TT-BXD 2026-07-02 whole
d03 09/2025/TT-BXD 2026-07-02 part
d04 44/2012/TT-BCT 2021-01-14 ended
d04 44/2012/TT-BCT 2021-01-13 whole
d05 50/2014/QH13 2026-07-01 ended
d05 50/2014/QH13 2026-07-01 amended 03/2016/QH14 35/2018/QH14 62/2020/QH14 45/2024/QH15 47/2024/QH15 95/2025/QH15
d05 61/2024/QH15 2026-07-01 part
d06 11/2022/QH15 2025-07-01 ended
d06 67/2006/QH11 2025-07-01 part
d07 43/2010/TT-BCT 2025-07-01 part
d08 87/2009/NĐ-CP 2026-02-01 part
d08 62/2016/NĐ-CP 2026-02-01 part
d09 260-QĐ/TW 2021-11-03 ended
d11 06/2007/QH12 2026-01-01 ended
d11 06/2007/QH12 2025-12-31 whole
d11 06/2007/QH12 2026-01-01 amended 28/2018/QH14 18/2023/QH15
d13 12/2020/QĐ-UBND 2025-11-10 ended
d13 30/2021/QĐ-UBND 2025-11-10 part
d14 05-QĐ/TU 2026-05-05 ended
d14 11-QĐ/TU 2026-05-05 ended
d14 99-QĐ/TU 2026-12-01 whole
d15 71/2019/NĐ-CP 2026-03-01 amended 17/2022/NĐ-CP
d15 71/2019/NĐ-CP 2026-03-01 whole
d16 71/2019/NĐ-CP 2026-08-25 ended
d16 71/2019/NĐ-CP 2026-08-24 whole
d16 17/2022/NĐ-CP 2026-08-25 part
d17 13-CT/TW 2023-09-01 continued 61-KL/TW
d18 03-HD/VPTU 2026-07-01 ended
d18 05-HD/VPTU 2026-07-01 ended
d18 08-HD/VPTU 2026-12-31 whole
d18 08-HD/VPTU 2027-01-01 ended
""".strip().splitlines()
ENDED = {"replaced", "revoked", "expired"}


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], Status]:
    """Return the status of every work on its days, each file in a library of its own."""
    found: dict[tuple[str, str, str], Status] = {}
    for file in sorted(FOLDER.glob("d*.txt")):
        with Library.open(tmp_path_factory.mktemp("library") / "l.sqlite") as library:
            library.ingest([file])
            for name, work, day, *_rest in (line.split() for line in FACTS):
                if name == file.stem:
                    found[name, work, day] = library.status(_id(work), date.fromisoformat(day))
    return found


def _id(work: str) -> str:
    """Return the number, or the id of a work of several with its number that the document means."""
    return {
        "260-QĐ/TW": "trung-uong/2009/quy-dinh-260-qd-tw", "13-CT/TW": "trung-uong/2017/13-ct-tw",
    }.get(work, work)  # fmt: skip


def test_there_are_as_many_facts_as_the_cases_tell() -> None:
    assert len(FACTS) >= 35


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no cases beside this checkout")
@pytest.mark.parametrize("fact", FACTS)
def test_fact(statuses: dict[tuple[str, str, str], Status], fact: str) -> None:
    file, work, day, expected, *others = fact.split()
    found = statuses[file, work, day]
    claims = (*found.claims, *found.later, *found.undated)
    if expected == "ended":
        assert found.state in ENDED
    else:
        assert found.state not in ENDED or expected == "amended"
    if expected == "part":
        assert any(claim.part or claim.effect == "amends" for claim in claims) and not found.ended_by
    if expected in ("amended", "continued"):
        made = [claim for claim in claims if claim.effect == ("amends" if expected == "amended" else "continues")]
        by = {claim.by.number: claim for claim in made if claim.by}
        assert set(others) <= set(by)
        assert all(
            claim.since in (None, claim.by and claim.by.date) for number, claim in by.items() if number in others
        )


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no cases beside this checkout")
def test_what_an_ended_document_guides_is_not_told_of_the_one_that_ends_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite") as library:
        library.ingest([FOLDER / "d01.txt"])
        cites = library.cites("14/2024/TT-BCT")
    guided = [each.reference.mention for each in cites if each.reference.mention.number == "68/2017/NĐ-CP"]
    assert guided and all(relation.by is not None for each in guided for relation in each.relations)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no cases beside this checkout")
def test_the_exception_of_an_end_is_quoted(statuses: dict[tuple[str, str, str], Status]) -> None:
    (claim,) = statuses["d11", "06/2007/QH12", "2026-01-01"].ended_by[:1]
    assert claim.quote and "trừ trường hợp" in claim.quote.text
