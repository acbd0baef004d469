"""Works of the registry on the terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.output.registry import added_lines, list_lines, work_lines
from pipeline.registry import load
from tests.output.conftest import FULL, WORK, shown


def test_added_works_have_their_ids() -> None:
    assert shown(added_lines(["a", "b"], Path("r"))) == ["2 works added in r:", "  a", "  b"]


def test_a_list_of_works() -> None:
    assert shown(list_lines([WORK])) == [FULL, f"    {WORK.id}", "1 work."]


def test_a_work_with_its_aliases_and_changes() -> None:
    work = load().works.get("trung-uong/2000/quy-dinh-76-qd-tw")
    assert work is not None
    listed = shown(work_lines([work]))
    assert listed[1] == f"    {work.id}"
    assert any(line.startswith("    replaced by: Quy định số 213-QĐ/TW") for line in listed)


def test_an_unconfirmed_work_has_a_warning() -> None:
    assert "    Rests on one source; check before you rely on it." in shown(
        work_lines([replace(WORK, confirmed=False)])
    )
