"""Reranking: what words side by side, tones and citations add to BM25, as `--explain` reports it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.model import Section
from pipeline.search import search
from pipeline.search.weights import WEIGHTS
from pipeline.store import Store
from tests.documents import document

FILLING = "Các cơ quan, đơn vị tổ chức thực hiện. "
PAGES = {
    "side by side": "Chấp hành kỷ luật.",
    "apart": "Luật sư giữ gìn thế kỷ.",
    "no tones": "Chap hanh ky luat.",
    "one tone": "Chấp hành kỷ luat.",
    "other tones": "Chấp hành kỳ luật.",
    "old spelling": "Nền hoà bình.",
    "new spelling": "Nền hòa bình.",
    "long": "Chấp hành kỷ luật. " + FILLING * 20,
    "twice": "Chấp hành kỷ luật, kỷ luật Đảng.",
    **{f"other{number}": FILLING * 2 for number in range(10)},
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("library") / "l.sqlite", create=True) as opened:
        for path, text in PAGES.items():
            opened.add(document(text, path=path, title="Văn bản"))
        yield opened


def tiers(library: Store, query: str) -> dict[str, int]:
    found = search(library, query, explain=True, limit=50)
    return {hit.path: each.tier for hit, each in zip(found.hits, found.explanations, strict=True)}


def tones(library: Store, query: str) -> dict[str, float]:
    found = search(library, query, explain=True, limit=50)
    return {hit.path: each.tones for hit, each in zip(found.hits, found.explanations, strict=True)}


ALL = {"side by side", "apart", "no tones", "one tone", "other tones", "long", "twice"}


@pytest.mark.parametrize(
    ("query", "whole", "words"),
    [
        ("kỷ luật", {"side by side", "long", "twice"}, {"apart"}),
        ("luật kỷ", {"twice"}, {"side by side", "apart", "long"}),
        ("kỷ luat", {"side by side", "one tone", "long", "twice"}, {"apart"}),
        ("ky luật", {"side by side", "other tones", "long", "twice"}, {"apart"}),
        ("ky luat", set(), set()),
        ("luật", {"side by side", "apart", "other tones", "long", "twice"}, set()),
        ('"kỷ luật"', {"side by side", "long", "twice"}, set()),
        ('"kỷ lu*"', {"side by side", "one tone", "long", "twice"}, set()),
        ("kỷ luật chấp", set(), {"side by side", "long", "twice"}),
    ],
)
def test_the_whole_query_with_its_tones_leads_then_every_word_with_them(
    library: Store, query: str, whole: set[str], words: set[str]
) -> None:
    found = tiers(library, query)
    assert {path for path, tier in found.items() if tier == 2} == whole
    assert {path for path, tier in found.items() if tier == 1} == words
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_old_and_new_tone_placement_are_the_same_tones(library: Store) -> None:
    for query in ("hòa bình", "hoà bình"):
        assert tiers(library, query) == {"old spelling": 2, "new spelling": 2}


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("ky luat", ALL),
        ("=kỷ luat", ALL - {"no tones", "other tones"}),
        ("=kỷ =luật", {"side by side", "apart", "long", "twice"}),
        ('="kỷ luật"', {"side by side", "long", "twice"}),
        ("=kỷ OR =hòa", ALL - {"no tones", "other tones"} | {"old spelling", "new spelling"}),
        ("luat -=kỷ", {"no tones", "other tones"}),
        ("luat -kỷ", set()),
        ("=thế luat -=kỳ", {"apart"}),
        ("(=kỳ OR =thế) luat", {"other tones", "apart"}),
    ],
)
def test_exact_tones_exclude_pages(library: Store, query: str, paths: set[str]) -> None:
    assert {hit.path for hit in search(library, query, limit=50, whole=True).hits} == paths


def test_of_any_words_tones_count_by_the_share_of_words_with_them(library: Store) -> None:
    found = tones(library, "kỷ OR luật OR sư")
    assert found["apart"] == pytest.approx(WEIGHTS.tones)
    assert found["side by side"] == pytest.approx(WEIGHTS.tones * 2 / 3)
    assert found["one tone"] == found["other tones"] == pytest.approx(WEIGHTS.tones / 3)
    assert found["no tones"] == 0
    assert set(tiers(library, "kỷ OR luật OR sư").values()) == {0}
    assert set(tones(library, "kỷ luật").values()) == {0}


@pytest.mark.parametrize(
    ("title", "heading", "text", "pairs"),
    [
        (None, "", "Bàn về trồng rừng.", 1),
        (None, "", "Bàn về trồng rừng, việc trồng rừng và cách trồng rừng.", 1),
        ("Kế hoạch trồng rừng", "", "Bàn việc.", 1),
        ("Kế hoạch trồng rừng", "", "Bàn về trồng rừng.", 1),
        (None, "TRỒNG RỪNG", "I. TRỒNG RỪNG\nBàn việc.", 1),
        ("Kế hoạch trồng rừng", "TRỒNG RỪNG", "I. TRỒNG RỪNG\nBàn về trồng rừng.", 1),
        (None, "", "Bàn về rừng và việc trồng.", 0),
        (None, "", "Bàn về rừng trồng.", 0),
        (None, "", "Bàn về cây trồng rừngg, gtrồng rừng.", 0),
        ("Kế hoạch trồng", "", "Rừng xanh. Bàn việc.", 0),
    ],
)
def test_two_words_side_by_side_weigh_as_the_rarer_one(
    tmp_path: Path, title: str | None, heading: str, text: str, pairs: int
) -> None:
    """Where the words occur in the pair only, the pair has the rarer word's BM25 times its weight."""
    with Store.open(tmp_path / "l.sqlite", create=True) as opened:
        outline = [Section("I", heading, 1, 1, 0)] if heading else []
        opened.add(document(text, path="page", title=title or "Văn bản", outline=outline))
        opened.add(document("Rừng. " + FILLING, path="rừng", title="Văn bản"))
        for number in range(8):
            opened.add(document(f"Nội dung {number}. {FILLING}", path=f"other{number}", title="Văn bản"))
        found = search(opened, "trồng rừng", explain=True, whole=True)
    hits = [place for place, hit in enumerate(found.hits) if hit.path == "page"]
    if not hits:
        assert "rừngg" in text  # not a page with the words
        return
    explained = found.explanations[hits[0]]
    bm25 = sum(score for _leaf, score in explained.leaves)
    rarer = max(score for _leaf, score in explained.leaves)
    assert explained.pairs == pytest.approx(pairs * WEIGHTS.pairs * rarer)
    assert found.hits[hits[0]].score == pytest.approx(bm25 + explained.pairs, abs=1e-3)


def test_pairs_add_up_and_a_pair_typed_twice_counts_twice(library: Store) -> None:
    def pairs(query: str) -> float:
        found = search(library, query, explain=True, limit=50)
        explained = dict(zip((hit.path for hit in found.hits), found.explanations, strict=True))
        return explained["side by side"].pairs

    once, other = pairs("ky luat"), pairs("chap hanh")
    assert once > 0 and other > 0
    assert pairs("ky luat ky luat") == pytest.approx(2 * once)
    assert pairs("hanh OR ky") == 0
    assert pairs("chap hanh OR ky luat") == pytest.approx(once + other)
    assert pairs('"chap hanh" "ky luat"') == pytest.approx(pairs("hanh ky"))
    assert pairs("chap* hanh") == 0
    assert pairs("tiêuđề:văn ky") == 0


def test_citations_raise_the_score_by_their_logarithm(tmp_path: Path) -> None:
    from tests.search.test_ranking import test_a_work_cited_for_the_words_leads_one_as_good as cited

    cited(tmp_path)
    with Store.open(tmp_path / "05.sqlite") as opened:
        found = search(opened, "cháy rừng", explain=True)
    first = found.explanations[0]
    assert first.cited == pytest.approx(WEIGHTS.cited * math.log1p(3))
    bm25 = sum(score for _leaf, score in first.leaves)
    assert found.hits[0].score == pytest.approx((bm25 + first.pairs) * (1 + first.cited), abs=1e-3)
