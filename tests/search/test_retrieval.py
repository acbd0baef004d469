"""When any of the words will do: the number of words typed, and of the pages that have them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.search import Results, search
from pipeline.search.weights import WEIGHTS
from pipeline.store import Store
from tests.documents import document

WORDS = ("rừng", "biển", "sông", "núi", "đồng", "suối", "hồ", "đảo", "đèo", "thác", "vịnh", "bãi", "ghềnh")

Search = Callable[..., Results]


@pytest.fixture
def search_in(tmp_path: Path) -> Search:
    """Return a search for the first `words` words, which `complete` pages have; there is a page for every two too."""

    def run(words: int, complete: int, *, whole: bool = False) -> Results:
        with Store.open(tmp_path / f"{words}-{complete}.sqlite", create=True) as library:
            for number in range(complete):
                library.add(document(" ".join(WORDS[:words]), path=f"all{number}", title="Văn bản"))
            for place in range(0, words, 2):
                library.add(document(" ".join(WORDS[:words][place : place + 2]), path=f"two{place}", title="Văn bản"))
            for number in range(4 * WEIGHTS.enough):
                library.add(document("Nội dung khác.", path=f"other{number}", title="Văn bản"))
            return search(library, " ".join(WORDS[:words]), whole=whole)

    return run


@pytest.mark.parametrize(
    ("words", "complete", "loosened"),
    [
        (WEIGHTS.question, WEIGHTS.enough, False),
        (WEIGHTS.question, WEIGHTS.enough - 1, True),
        (WEIGHTS.question - 1, WEIGHTS.enough - 1, False),
        (WEIGHTS.question - 1, 1, False),
        (WEIGHTS.question - 1, 0, True),
        (2, 0, False),  # the pages with some of the two words have both
        (WEIGHTS.sentence - 1, WEIGHTS.enough, False),
        (WEIGHTS.sentence, WEIGHTS.enough, True),
    ],
)
def test_any_of_the_words_will_do_for_a_question_that_few_pages_answer(
    search_in: Search, words: int, complete: int, loosened: bool
) -> None:
    with_some = (words + 1) // 2
    assert search_in(words, complete).total == complete + (with_some if loosened or words == 2 else 0)


def test_pages_with_every_word_only(search_in: Search) -> None:
    assert search_in(WEIGHTS.question, 3, whole=True).total == 3
    assert search_in(WEIGHTS.sentence, 4, whole=True).total == 4


def test_a_note_says_that_no_page_has_all_words(search_in: Search) -> None:
    assert search_in(WEIGHTS.question, 0).note
    assert not search_in(WEIGHTS.question, 1).note
