"""Questions of many words: what counts when no page has them all, and how well that ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from pipeline.search import search
from pipeline.search.query import parse_query, without_question_words
from pipeline.store import Store
from pipeline.vietnamese.text import fold
from tests.documents import document, mention
from tests.gold import ranking

FILLING = "Các cơ quan, đơn vị tổ chức thực hiện. " * 8


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A page that answers a question, one with the same words apart, one that has every word, and others."""
    made = {
        "answer": "Đảng viên dự bị sinh hoạt mười hai tháng.",
        "apart": "Dự toán; đảng phí; bị kiểm điểm; viên chức; sinh nhật; hoạt động.",
        "long": FILLING + "Đảng viên đi công tác, dự họp, bị ốm, học sinh, văn hoạt, bao giờ lâu, gì là. " + FILLING,
        **{f"other{number}": f"Nội dung {number}. {FILLING}" for number in range(12)},
    }
    with Store.open(tmp_path_factory.mktemp("library") / "l.sqlite", create=True) as opened:
        for path, text in made.items():
            opened.add(document(text, path=path))
        yield opened


@pytest.mark.parametrize("style", [str, fold])
@pytest.mark.parametrize(
    "question", ["Đảng viên dự bị sinh hoạt bao lâu?", "Thế còn đảng viên dự bị thì sinh hoạt bao lâu là đúng?"]
)
def test_a_question_is_answered_by_the_page_with_most_of_its_words_side_by_side(
    library: Store, question: str, style: Callable[[str], str]
) -> None:
    assert search(library, style(question)).hits[0].path == "answer"


def test_a_word_typed_twice_counts_twice(library: Store) -> None:
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
    assert [" ".join(leaf.words) for leaf in without_question_words(parse_query(typed)).leaves] == looked_for


def test_few_words_must_all_stand_there(library: Store) -> None:
    assert [hit.path for hit in search(library, "sinh nhật").hits] == ["apart"]


def test_of_equals_the_newer_comes_first(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as opened:
        for year in (2015, 2019, 2017):
            opened.add(document("Phòng chống cháy rừng.", path=str(year), day=date(year, 1, 1)))
        assert [hit.path for hit in search(opened, "cháy rừng").hits] == ["2019", "2017", "2015"]


def test_a_work_cited_for_the_words_leads_one_as_good(tmp_path: Path) -> None:
    numbers = ("05-CT/TU", "06-CT/TU")
    for cited in numbers:
        with Store.open(tmp_path / f"{cited[:2]}.sqlite", create=True) as opened:
            for number in numbers:
                opened.add(document("Phòng chống cháy rừng mùa khô.", number=number, type="chỉ thị",
                                    issuer="Tỉnh ủy Điện Biên", day=date(2016, 3, 30)))  # fmt: skip
            for place in range(3):
                text = f"Bàn việc phòng chống cháy rừng theo Chỉ thị số {cited}, ngày 30/3/2016 của Tỉnh ủy. {FILLING}"
                mentioned = mention(f"Chỉ thị số {cited}, ngày 30/3/2016", text, type="chỉ thị", number=cited,
                                    date=date(2016, 3, 30), issuer="Tỉnh ủy")  # fmt: skip
                opened.add(document(text, path=f"/{place}", issuer="Tỉnh ủy Điện Biên", type="báo cáo",
                                    number=f"{place + 1}-BC/TU", day=date(2016, 6, 1),
                                    mentions={1: (mentioned,)}))  # fmt: skip
            found = search(opened, "cháy rừng", explain=True)
            assert [hit.number for hit in found.hits[:2]] == [cited, *(each for each in numbers if each != cited)]
            assert found.explanations[0].cited > 0 == found.explanations[1].cited


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
