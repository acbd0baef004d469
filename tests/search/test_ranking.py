"""Questions of many words: what counts when no page has them all, and how well that ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from pipeline.search import search
from pipeline.search.query import parse_query
from pipeline.search.question import without_asking
from pipeline.store import Library
from pipeline.text import fold
from tests.documents import document
from tests.gold import ranking

FILLING = "Các cơ quan, đơn vị tổ chức thực hiện. " * 8


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A page that answers a question, one with the same words apart, one that has every word, and others."""
    made = {
        "answer": "Đảng viên dự bị sinh hoạt mười hai tháng.",
        "apart": "Dự toán; đảng phí; bị kiểm điểm; viên chức; sinh nhật; hoạt động.",
        "long": FILLING + "Đảng viên đi công tác, dự họp, bị ốm, học sinh, văn hoạt, bao giờ lâu, gì là. " + FILLING,
        **{f"other{number}": f"Nội dung {number}. {FILLING}" for number in range(12)},
    }
    with Library.open(tmp_path_factory.mktemp("library") / "l.sqlite", create=True) as opened:
        for path, text in made.items():
            opened.add(document(text, path=path))
        yield opened


@pytest.mark.parametrize("style", [str, fold])
@pytest.mark.parametrize(
    "question", ["Đảng viên dự bị sinh hoạt bao lâu?", "Thế còn đảng viên dự bị thì sinh hoạt bao lâu là đúng?"]
)
def test_a_question_is_answered_by_the_page_with_most_of_its_words_side_by_side(
    library: Library, question: str, style: Callable[[str], str]
) -> None:
    assert search(library, style(question)).hits[0].path == "answer"


def test_a_word_typed_twice_counts_twice(library: Library) -> None:
    once = search(library, "đảng viên", explain=True).explanations[0]
    twice = search(library, "đảng viên đảng", explain=True).explanations[0]
    assert twice.leaves[0][1] == pytest.approx(2 * once.leaves[0][1])


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("Đảng viên dự bị là gì?", ["dang", "vien", "du", "bi"]),
        ("dang vien du bi la gi", ["dang", "vien", "du", "bi"]),
        ("Hành vi nào sau đây bị cấm", ["hanh", "vi", "bi", "cam"]),
        ("sinh hoạt như thế nào, bao lâu", ["sinh", "hoat"]),
        ("là gì như thế nào", ["la", "gi", "nhu", "the", "nao"]),
        ("dụng cụ dùng không hết", ["dung", "cu", "dung", "khong", "het"]),
        ('đảng viên "là gì"', ["dang", "vien", "la gi"]),
        ("đảng viên =là gì", ["dang", "vien", "la", "gi"]),
    ],
)
def test_words_that_only_ask_are_not_looked_for(typed: str, looked_for: list[str]) -> None:
    assert [" ".join(leaf.words) for leaf in without_asking(parse_query(typed)).leaves] == looked_for


def test_few_words_must_all_stand_there(library: Library) -> None:
    assert [hit.path for hit in search(library, "sinh nhật").hits] == ["apart"]


def test_measures() -> None:
    asked = [ranking.Question("", frozenset("a")), ranking.Question("", frozenset("bc"))]
    found = ranking.measures([["x", "a"], ["b", "y"]], asked)
    assert found["R@1"] == pytest.approx(0.25)
    assert found["R@5"] == pytest.approx(0.75)
    assert found["MRR@10"] == pytest.approx(0.75)
    assert found["nDCG@10"] == pytest.approx((0.6309 + 1 / 1.6309) / 2, abs=1e-4)


@pytest.mark.skipif(not ranking.FOLDER.exists(), reason="no questions beside this checkout")
def test_law_questions_find_their_article() -> None:
    asked = list(islice(ranking.questions(), 0, None, 2))
    with ranking.laws(ranking.articles()) as ask:
        found = ranking.measures([ask(question.text) for question in asked], asked)
    assert found["MRR@10"] >= 0.8
    assert found["R@5"] >= 0.93
