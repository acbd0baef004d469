"""Whether a work is in force, on the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.chain import Claim, Quote, Status
from pipeline.output.status import claim_lines, lines
from tests.output.conftest import ENTRY, FULL, SHORT, WORK, shown

CLAIM = Claim("thay thế", WORK, date(2020, 1, 2), quote=Quote(ENTRY, 3, "Thay thế\nQuy định."))
STATUS = Status(
    work=WORK, held=True, as_of=date(2021, 1, 1), state="replaced", claims=(CLAIM,), later=(), undated=(),
)  # fmt: skip


def test_the_state_and_the_claim_with_its_quotation() -> None:
    assert shown(lines(STATUS)) == [
        FULL, "On 1/1/2021: no longer in force: replaced", "", "Ended:", f"  replaced by: {FULL}; from 2/1/2020",
        "      “Thay thế Quy định.”", f"      {SHORT}, page 3",
    ]  # fmt: skip


def test_a_work_not_in_the_library_and_not_known_to_have_ended() -> None:
    listed = shown(lines(replace(STATUS, held=False, state="not known", claims=(), undated=(CLAIM,))))
    assert listed[1] == "It is not in the library; what follows comes from other documents and the registry."
    assert "On an unknown day:" in listed and listed[-1].endswith("check before you rely on it.")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"own": Quote(ENTRY, 2, "Có hiệu lực từ ngày ký.")}, "  Its own words: “Có hiệu lực từ ngày ký.” (page 2)"),
        ({"since": date(2016, 5, 1)}, "  In force since 1/5/2016, according to the registry."),
    ],
)
def test_the_first_day_in_force_has_its_source(changes: dict[str, object], line: str) -> None:
    assert shown(lines(replace(STATUS, **changes)))[2] == line  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claim("bãi bỏ", None, None), ["revoked by: a document that is not named; day unknown",
                                       "    According to the registry."]),
        (Claim("bãi bỏ", WORK, None, confirmed=False), [f"revoked by: {FULL}; day unknown",
                                                        "    According to the registry; not yet confirmed."]),
    ],
)  # fmt: skip
def test_a_claim_without_a_quotation_is_the_registry_s(claim: Claim, expected: list[str]) -> None:
    assert shown(claim_lines(claim)) == expected
