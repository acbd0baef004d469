"""Reranking: what words side by side, tones and citations add to BM25, and the pages as bytes that decide it."""

from __future__ import annotations

import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index import folded, words_of
from pipeline.model import Section
from pipeline.search import search
from pipeline.search.letters import as_indexed, letters, pattern, toneless
from pipeline.search.weights import WEIGHTS
from pipeline.store import Store
from pipeline.vietnamese.text import nfc
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
    from tests.search.test_retrieval import test_a_work_cited_for_the_words_leads_one_as_good as cited

    cited(tmp_path)
    with Store.open(tmp_path / "05.sqlite") as opened:
        found = search(opened, "cháy rừng", explain=True)
    first = found.explanations[0]
    assert first.cited == pytest.approx(WEIGHTS.cited * math.log1p(3))
    bm25 = sum(score for _leaf, score in first.leaves)
    assert found.hits[0].score == pytest.approx((bm25 + first.pairs) * (1 + first.cited), abs=1e-3)


VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẾỘỮỲĐdz0129 .,-/\n\u00a0“”", max_size=60)
# Long s is an s to the tokenizer only.
LATIN = [
    letter
    for letter in map(
        chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00), *range(0x2C60, 0x2C80), *range(0xFF21, 0xFF5B))
    )
    if unicodedata.category(letter)[0] == "L" and letter not in "ſẛ"
]


@pytest.fixture(scope="module")
def tokenizer() -> Iterator[sqlite3.Connection]:
    """The tokenizer of the index."""
    connection = sqlite3.connect(":memory:")
    connection.execute('create virtual table tokens using fts3tokenize(unicode61, "remove_diacritics=2")')
    yield connection
    connection.close()


@given(VIETNAMESE)
def test_without_marks_they_are_the_words_of_the_index(text: str) -> None:
    assert as_indexed(letters(text)).decode("ascii").split() == list(words_of(text))


@given(VIETNAMESE)
def test_capitals_and_signs_between_words_make_no_difference(text: str) -> None:
    assert letters(text.upper()) == letters(f" {text.lower()}. ")
    assert len(toneless(letters(text))) == len(letters(text))


@given(text=st.text(st.sampled_from([*LATIN, *"  ,.-’☐→🕮0129жΩ中"]), max_size=60).map(nfc))
def test_words_are_those_of_the_index_in_every_latin_letter(tokenizer: sqlite3.Connection, text: str) -> None:
    tokens = [row[0] for row in tokenizer.execute("select token from tokens where input = ?", (folded(text),))]
    found = as_indexed(letters(text)).decode("latin-1").split(" ")
    assert [re.sub("[^a-z0-9]", "?", word) for word in found if word] == [
        re.sub("[^a-z0-9]", "?", token) for token in tokens
    ]


def test_every_latin_letter_is_one() -> None:
    assert [letter for letter in LATIN if len(letters(f"x{letter}y").strip()) != 3] == []


@pytest.mark.parametrize(
    ("typed", "page"),
    [("facade", "la façade"), ("façade", "La FAÇADE."), ("naive", "naïve"), ("espana", "España"), ("straße", "Straße")],
)
def test_a_foreign_word_is_found_whole(typed: str, page: str) -> None:
    assert letters(typed) in letters(page)


@pytest.mark.parametrize(
    ("word", "exact", "beginning", "expected"),
    [("hoc", False, False, 4), ("học", True, False, 1), ("hó", True, True, 1), ("ho", False, True, 4)],
)
def test_a_word_with_any_marks_or_its_own(word: str, exact: bool, beginning: bool, expected: int) -> None:
    found = pattern([([letters(word).strip()], exact, beginning)])
    assert len(found.findall(letters("Học, hộc: hóc hoc"))) == expected
