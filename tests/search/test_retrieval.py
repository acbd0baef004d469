"""Questions of many words: which pages are found when none has them all, and how well they are ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from pipeline.model import Section
from pipeline.search import Results, search
from pipeline.search.query import parse_query, without_question_words
from pipeline.search.weights import WEIGHTS
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


def test_pages_with_all_of_a_few_words_lead(library: Store) -> None:
    assert [hit.path for hit in search(library, "sinh nhật").hits] == ["apart", "answer", "long"]


WORDS = ("an", "ba", "cu", "da", "em", "ga", "ho", "im", "ke", "la", "mo", "no", "oi", "pa")


def pages_with(tmp_path: Path, *texts: str) -> Store:
    """Return a library of one document, a page for each text, and many pages without their words."""
    store = Store.open(tmp_path / "l.sqlite", create=True)
    store.add(document(*texts, path="texts"))
    store.add(document(*["xa xa"] * 60, path="others"))
    return store


def found(store: Store, words: Sequence[str]) -> set[int]:
    return {hit.page for hit in search(store, " ".join(words), limit=100).hits if hit.path == "texts"}


@pytest.mark.parametrize(
    ("words", "with_all", "finds_others"),
    [
        (2, 1, True),
        (5, 29, True),
        (5, 30, False),
        (6, 29, True),
        (6, 30, False),
        (7, 30, True),  # a question
    ],
)
def test_pages_may_lack_words_unless_enough_have_all(
    tmp_path: Path, words: int, with_all: int, finds_others: bool
) -> None:
    asked = WORDS[:words]
    with pages_with(tmp_path, *[" ".join(asked)] * with_all, " ".join(asked[:-1])) as store:
        assert (with_all + 1 in found(store, asked)) is finds_others


def test_only_the_eight_rarest_words_of_a_question_are_searched(tmp_path: Path) -> None:
    asked = WORDS[:13]
    # The word at place n is on 13 - n pages: the last ones are the rarest.
    texts = [word for place, word in enumerate(asked) for _page in range(13 - place)]
    with pages_with(tmp_path, *texts) as store:
        pages = found(store, asked)
    assert {texts[page - 1] for page in pages} == set(asked[-8:])


def test_a_word_on_more_than_three_of_ten_pages_is_not_searched_alone(tmp_path: Path) -> None:
    with pages_with(tmp_path, *["an"] * 30, *WORDS[1:6]) as store:  # "an" is on 30 of 95 pages
        assert found(store, WORDS[:6]) == set(range(31, 36))
    few = tmp_path / "few"
    few.mkdir()
    with pages_with(few, *["an"] * 25, "ba", "cu", "da") as store:
        shared = {hit.page for hit in search(store, "an ba cu da em ga", limit=100).hits if hit.path == "texts"}
        assert shared == set(range(1, 29))  # on 25 of 88 pages


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


Search = Callable[..., Results]


@pytest.fixture
def search_in(tmp_path: Path) -> Search:
    """Return a search for the first `words` words, which `complete` pages have; there is a page for every two too."""

    def run(words: int, complete: int, *, whole: bool = False) -> Results:
        with Store.open(tmp_path / f"{words}-{complete}.sqlite", create=True) as library:
            for number in range(complete):
                library.add(document(" ".join(WORDS[:words]), path=f"all{number}", title=f"Văn bản {number}"))
            for place in range(0, words, 2):
                library.add(document(" ".join(WORDS[:words][place : place + 2]), path=f"two{place}", title="Văn bản"))
            for number in range(4 * WEIGHTS.enough):
                library.add(document(f"Nội dung khác {number}.", path=f"other{number}", title="Văn bản"))
            return search(library, " ".join(WORDS[:words]), whole=whole)

    return run


def test_pages_with_every_word_only(search_in: Search) -> None:
    assert search_in(WEIGHTS.question, 3, whole=True).total == 3
    assert search_in(WEIGHTS.sentence, 4, whole=True).total == 4


def test_a_note_says_that_no_page_has_all_words(search_in: Search) -> None:
    assert search_in(WEIGHTS.question, 0).note
    assert not search_in(WEIGHTS.question, 1).note


def test_a_section_about_the_question_leads_pages_that_mention_it(tmp_path: Path) -> None:
    asked = "trường hợp nào được hoãn trồng rừng phòng hộ ven biển"
    filling = "Ủy ban nhân dân xã báo cáo kết quả hằng năm. " * 9
    mentions = (
        f"{filling} Việc hoãn trồng rừng phòng hộ ven biển trong trường hợp được nêu ở trên do xã trình. {filling}"
    )
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        store.add(document(mentions, path="/mentions.pdf"))
        text = f"Điều 4. Hoãn trồng rừng phòng hộ\n{filling}"
        section = Section("Điều 4", "Hoãn trồng rừng phòng hộ", 1, 1, 0)
        store.add(document(text, path="/section.pdf", outline=[section]))
        store.add(document(filling, path="/other.pdf"))
        assert [hit.path for hit in search(store, asked).hits[:1]] == ["/section.pdf"]


def test_words_of_grammar_weigh_little_where_tones_were_typed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        store.add(document("Người ta thì cứ nói rồi mà chưa thì lại thôi, mà như thế thì sao.", path="/grammar.pdf"))
        store.add(document("Giống lúa mới cấp cho các hộ ở bản.", path="/content.pdf"))
        store.add(document("việc khác", path="/other.pdf"))
        assert search(store, "thế mà rồi chưa thấy giống lúa mới thì sao").hits[0].path == "/content.pdf"
