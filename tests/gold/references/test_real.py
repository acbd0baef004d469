"""The marked mentions of real files: consistent, and located in a text that has changed."""

from __future__ import annotations

import csv
import re
from datetime import date
from itertools import pairwise

import pytest

from pipeline.registry import FOLDER
from tests.gold.references.real import DATA, Marked, check_of, locate, marked, texts, whole_pages

TEXT = "Căn cứ Quy định số 29-QĐ/TW, ngày\n25/7/2016 của Bộ Chính trị; căn cứ Điều lệ Đảng và Điều lệ Đảng."
QUICK = re.compile(r"pdf/sotay__|refs/")


def column(table: str, name: str) -> set[str]:
    with (FOLDER / table).open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def mark(text: str, words: str, moved: int = 0) -> Marked:
    start = text.index(words)
    at = (start + moved, start + moved + len(words))
    return Marked("", 1, *at, check_of(words), "", None, None, None, None, (), (), "")


def test_there_are_enough_mentions_all_on_completely_marked_pages() -> None:
    rows = marked()
    assert sum(not row.optional for row in rows) >= 1500
    assert {(row.file, row.page) for row in rows} <= set(whole_pages())


def test_cells_are_valid() -> None:
    types = column("types.tsv", "name") | {"hiệp định"}
    works = column("documents.tsv", "id") | {"self"}
    for row in marked():
        assert row.start < row.end
        assert re.fullmatch(r"[0-9a-f]{8}", row.check)
        assert row.type in types, row
        assert row.date is None or date.fromisoformat(row.date)
        assert row.term is None or re.fullmatch(r"[IVX]+", row.term)
        assert not row.number or row.number == row.number.strip(), row
        assert set(row.means) <= works, row


def test_rows_are_in_order_and_only_optional_ones_overlap() -> None:
    rows = marked()
    for one, other in pairwise([row for row in rows if not row.optional]):
        if (one.file, one.page) == (other.file, other.page):
            assert one.end <= other.start, (one, other)
    assert len({(row.file, row.page, row.start, row.end) for row in rows}) == len(rows)


@pytest.mark.parametrize("moved", [0, 3, -5, 40])
def test_a_moved_mention_is_located(moved: int) -> None:
    words = "Quy định số 29-QĐ/TW, ngày\n25/7/2016"
    place = locate(mark(TEXT, words, moved), TEXT)
    assert place
    assert TEXT[slice(*place)] == words


def test_a_mention_is_located_when_lines_are_joined_differently() -> None:
    words = "Quy định số 29-QĐ/TW, ngày\n25/7/2016"
    joined = TEXT.replace("ngày\n", "ngày  ")
    place = locate(mark(TEXT, words), joined)
    assert place
    assert joined[slice(*place)] == words.replace("\n", "  ")


def test_the_nearer_of_two_places_is_chosen() -> None:
    second = TEXT.rindex("Điều lệ Đảng")
    place = locate(mark(TEXT, "Điều lệ Đảng", second - TEXT.index("Điều lệ Đảng") - 2), TEXT)
    assert place == (second, second + len("Điều lệ Đảng"))


def test_a_text_that_is_missing_is_not_located() -> None:
    assert locate(mark(TEXT, "Quy định số 29-QĐ/TW"), TEXT.replace("29", "20")) is None


@pytest.mark.skipif(not DATA.exists(), reason="no real files beside this checkout")
def test_the_mentions_of_party_documents_are_located() -> None:
    for row in marked():
        if QUICK.match(row.file):
            assert locate(row, texts(row.file)[row.page - 1]), row
