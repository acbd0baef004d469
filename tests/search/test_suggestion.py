"""Suggestions for misspelled words and for other keyboard layouts (slips.tsv); none where the words are known."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import Library
from pipeline.search import search
from pipeline.store import Store
from tests.command import SAMPLE

with Path(__file__).with_name("slips.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [(row["typed"], row["meant"] or None) for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("slips") / "l.sqlite") as opened:
        opened.ingest([SAMPLE], jobs=1, ocr="never")
        yield opened


def test_misspelled_words_are_corrected(library: Library) -> None:
    asked = {typed: library.search(typed).suggestion for typed, _meant in ROWS}
    assert [(typed, asked[typed]) for typed, meant in ROWS if asked[typed] != meant] == []


@pytest.mark.parametrize("typed", ["a" * 28, "an" * 14, "anan" * 400, "aa1 bb2 cc3 dd4 ee5"])
def test_nonsense_is_answered_at_once(library: Library, typed: str) -> None:
    assert library.search(typed).seconds < 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chir thij", "chỉ thị"),
        ("chi3 thi5 08", "chỉ thị 08"),
        ("nghij quyeest trồng", "nghị quyết trồng"),
        ("kỷ lualt", "kỷ luật"),
        ("nghi quyte", "nghi quyết"),
        ('"kyr luaatj" OR rừng', '"kỷ luật" OR rừng'),
        ("kỷ luật", None),
        ("zzzzzz", None),
        ("kyx* luật", None),
        ("99999", None),
    ],
)
def test_the_query_that_may_have_been_meant(small_library: Store, typed: str, meant: str | None) -> None:
    assert search(small_library, typed).suggestion == meant


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("dangvien NEAR/3 luật", '"đảng viên" NEAR/3 luật'),
        ("luật GẦN dangvien", 'luật GẦN "đảng viên"'),
        ("tiêuđề:chithi luật", 'tiêuđề:"chỉ thị" luật'),
        ('"dangvien luaatj"', '"đảng viên luật"'),
        ("dangvien OR luật", "đảng viên OR luật"),
    ],
)
def test_signs_keep_their_meaning(library: Library, typed: str, suggested: str) -> None:
    assert library.search(typed).suggestion == suggested
