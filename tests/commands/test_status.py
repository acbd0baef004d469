"""`chithi status` as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import chithi

OLD, NEW = "trung-uong/2000/quy-dinh-76-qd-tw", "trung-uong/2020/quy-dinh-213-qd-tw"


def test_what_replaced_a_regulation_is_quoted(sample: Path) -> None:
    found = chithi("status", "76-QĐ/TW", "--as-of", "2021-01-01", "--json", library=sample).json
    assert (found["id"], found["state"], found["in_force"], found["as_of"]) == (OLD, "replaced", False, "2021-01-01")
    (claim,) = found["replaced_by"]
    assert (claim["by"]["id"], claim["since"], claim["page"]) == (NEW, "2020-01-02", 3)
    pages = chithi("show", NEW, "--json", library=sample).json["pages"]
    assert claim["text"] in " ".join(pages[claim["page"] - 1]["text"].split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("76-QĐ/TW", "--as-of", "2019"), "in force"),
        (("76-QĐ/TW",), "no longer in force: replaced"),
        (("trung-uong/2021/quy-dinh-24-qd-tw",), "According to the registry"),
    ],
)
def test_status_in_words(sample: Path, words: tuple[str, ...], expected: str) -> None:
    found = chithi("status", *words, library=sample)
    assert found.status == 0 and expected in found.out


def test_an_unknown_document_fails_with_assert_fails(sample: Path) -> None:
    found = chithi("status", "999-QĐ/TW", "--json", library=sample)
    assert found.status == 3 and "999-QĐ/TW" in found.json["error"]["reason"]
    assert len(found.err.strip().splitlines()) == 1
