"""Letterheads of every kind of body, each with what must be read; one that is blank is never filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.model import Header
from pipeline.registry import load
from pipeline.structure.header import find_header
from pipeline.text import squeeze, tone_key
from tests.pages import page

CASES = Path(__file__).with_name("letterheads.txt")
Case = tuple[str, dict[str, str], str]


def cases() -> Iterator[Case]:
    """The name, the fields wanted and the page of each block."""
    for block in CASES.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, _bar, drawn = block.partition("\n---\n")
        name, *fields = head.splitlines()
        yield name, dict(field.split(": ", 1) for field in fields), drawn


@pytest.mark.parametrize(("wanted", "drawn"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_a_letterhead(wanted: dict[str, str], drawn: str) -> None:
    found = find_header([page(drawn)], load())
    got = fields_of(found.header)
    for field, want in wanted.items():
        assert tone_key(got[field]) in tone_key(want).split("|"), (field, got[field])
    for blank in ("number", "date", "issuer"):
        if wanted.get(blank) == "-" and wanted["type"] != "-":  # a page without a letterhead has none to miss
            assert found.warnings


def fields_of(header: Header) -> dict[str, str]:
    """Every field as a text, `-` where it is blank."""
    fields = {
        "type": header.type,
        "number": header.number,
        "symbol": header.symbol,
        "issuer": header.issuer,
        "date": header.date and header.date.isoformat(),
        "place": header.place,
        "title": header.title,
        "urgency": header.marks.urgency,
        "draft": "yes" if header.marks.draft else None,
    }
    return {name: squeeze(value or "-") for name, value in fields.items()}
