"""Slips of the hand and of the keyboard (slips.tsv): what is asked, and that nothing is where the words are known."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import Library
from tests.command import SAMPLE

with Path(__file__).with_name("slips.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [(row["typed"], row["meant"] or None) for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("slips") / "l.sqlite") as opened:
        opened.ingest([SAMPLE], jobs=1, ocr="never")
        yield opened


def test_slips_are_put_right(library: Library) -> None:
    asked = {typed: library.search(typed).suggestion for typed, _meant in ROWS}
    assert [(typed, asked[typed]) for typed, meant in ROWS if asked[typed] != meant] == []


@pytest.mark.parametrize("typed", ["a" * 28, "an" * 14, "anan" * 400, "aa1 bb2 cc3 dd4 ee5"])
def test_nonsense_is_answered_at_once(library: Library, typed: str) -> None:
    assert library.search(typed).seconds < 1
