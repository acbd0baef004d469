"""Missing works on the terminal."""

from __future__ import annotations

from pipeline.chain import MissingWork
from pipeline.output.missing import lines
from tests.output.conftest import FULL, WORK, shown


def test_a_work_with_its_counts_and_the_first_documents() -> None:
    known = MissingWork(WORK, True, 5, ("a", "b", "c", "d"))
    assert shown(lines([known])) == [FULL, "    cited in 4 documents, 5 times: a, b, c, …"]
    assert shown(lines([MissingWork(WORK, False, 1, ("a",))]))[1] == (
        "    cited in 1 document, 1 time; not in the registry: a"
    )


def test_nothing_is_missing() -> None:
    assert shown(lines([])) == ["The library has every work that is cited by number."]
