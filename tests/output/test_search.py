"""Hits and saved searches on the terminal."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Hit
from pipeline.output.search import lines, saved_lines
from pipeline.search import Explanation, Results
from pipeline.search.facets import Facets
from pipeline.store.saved_searches import SavedSearch
from tests.output.conftest import SHORT, shown

HIT = Hit(
    id="x", number="08-CT/TU", type="chỉ thị", issuer="Tỉnh ủy", date=date(2016, 3, 30), title="về kỷ luật", page=2,
    section="mục II", snippet="về \ue000kỷ luật\ue001\nĐảng", score=1.5, path="/x.pdf",
)  # fmt: skip
RESULTS = Results("kỷ luật", 3, 0.01, (HIT, HIT._replace(page=3, section=None)))


def test_hits_of_a_document_are_below_it() -> None:
    assert shown(lines(RESULTS)) == [
        SHORT, "     về kỷ luật", "     x · x.pdf",
        "   1. page 2, mục II: về kỷ luật Đảng", "   2. page 3: về kỷ luật Đảng",
        "Hits 1–2 of 3; more with --from 3 or -n.",
    ]  # fmt: skip


def test_matches_are_highlighted() -> None:
    assert "\x1b[33m\x1b[1mkỷ luật\x1b[0m" in list(lines(RESULTS))[3]


@pytest.mark.parametrize(
    ("section", "location"),
    [("mục II", "mục II (page not recorded in the file)"), (None, "page not recorded in the file")],
)
def test_a_section_replaces_an_unknown_page(section: str | None, location: str) -> None:
    hit = HIT._replace(page_known=False, section=section)
    assert f"   1. {location}: về kỷ luật Đảng" in shown(lines(RESULTS._replace(hits=(hit,), total=1)))


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (Results("zz\x1b", 0, 0.0, ()), ["Nothing found for “zz”."]),
        (Results("zz", 5, 0.0, (), start=9), ["There are only 5 hits."]),
        (Results("zz", 0, 0.0, (), note="Read as yy."), ["Read as yy."]),
        (Results("zz", 0, 0.0, (), suggestion="chỉ thị"), ["Did you mean: chỉ thị", "Nothing found for “zz”."]),
    ],
)
def test_no_hits_are_explained(results: Results, expected: list[str]) -> None:
    assert shown(lines(results)) == expected


def test_the_parts_of_a_score() -> None:
    counts = {"x": {"value": [{"phrase_index": 0, "hits_this_column_this_row": n} for n in (3, 0, 2, 0)]}}
    parts = Explanation((("ky", 2.0), ("luat", 1.0)), 0.5, 0.25, 0.1, 2, 0, counts, 4.0)
    listed = shown(lines(Results("a", 1, 0.0, (HIT,), explanations=(parts,))))
    assert listed[4:] == [
        "      score 1.50: words 3.00, side by side 0.50, tones +25% (tier 2), cited +10%",
        "      sqlite-fts4's rank_bm25, all columns alike: 4.00",
        "      ky 2.00 (3 · 0 · 2 · 0)",
        "      luat 1.00 ()",
    ]


def test_facets_have_bars_and_a_rest() -> None:
    facets = Facets(tuple((str(2000 + n), 10 - n) for n in range(10)), (), ((None, 4),))
    listed = shown(lines(Results("a", 1, 0.0, (HIT,), facets=facets)))
    assert listed[listed.index("Year") + 1] == f"  2000  {'▇' * 24} 10" and "  and 2 more" in listed
    assert listed[-1] == f"  –  {'▇' * 24} 4"


def test_saved_searches_are_shown_as_typed() -> None:
    saved = SavedSearch("của tôi", "kỷ luật", {"type": "chỉ thị", "in_force": "2020-01-01"}, "2024")
    assert shown(saved_lines([saved])) == [
        "của tôi: kỷ luật --type chỉ thị --in-force 2020-01-01",
        "1 saved search.",
    ]
