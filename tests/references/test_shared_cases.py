"""Citations that were once answered wrongly, in a table beside the checkout; without it there is nothing to test."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from pipeline.api import tag
from pipeline.model import Reference
from pipeline.vietnamese.text import nfc
from tests.gold.headers import SHARED

TABLE = SHARED / "cases" / "citations" / "citations.tsv"


def rows() -> list[dict[str, str]]:
    if not TABLE.is_file():
        return []
    with TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def meant(found: Reference | None) -> str | None:
    return f"{found.target.number}@{found.target.date}" if found and found.target else None


def is_right(found: Reference | None, first: Reference | None, right: str, why: str) -> bool:
    """Return whether an answer is the table's: `+` found, `!` not found, `?` no work, `same` as the first."""
    if right in ("+", "!"):
        return (found is not None) == (right == "+")
    if right == "same":
        return found is not None and first is not None and found.target == first.target
    answers = {None} if right == "?" or why.startswith("or ") else set()
    return meant(found) in answers | {right.removeprefix("=")}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['mention']}: {row['text']}"[:80])
def test_case(row: dict[str, str]) -> None:
    text = nfc(row["text"])
    words, _, occurrence = nfc(row["mention"]).partition("#")
    start = -1
    for _ in range(int(occurrence or 1)):
        start = text.index(words, start + 1)
    found = {each.mention.start: each for each in tag(text, day=date.fromisoformat(row["date"]), issuer=row["issuer"])}
    assert is_right(found.get(start), found.get(text.index(words)), row["right"], row["why"])
