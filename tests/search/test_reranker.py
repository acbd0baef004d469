"""Pages as bytes: the words that the index has, with their marks and without."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index import folded, words_of
from pipeline.search.reranker import letters, pattern, toneless
from pipeline.vietnamese.text import nfc

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
    """The one that the index has."""
    connection = sqlite3.connect(":memory:")
    connection.execute('create virtual table tokens using fts3tokenize(unicode61, "remove_diacritics=2")')
    yield connection
    connection.close()


@given(VIETNAMESE)
def test_without_marks_they_are_the_words_of_the_index(text: str) -> None:
    assert toneless(letters(text)).decode("ascii").split() == list(words_of(text))


@given(VIETNAMESE)
def test_capitals_and_what_stands_between_words_are_nothing(text: str) -> None:
    assert letters(text.upper()) == letters(f" {text.lower()}. ")
    assert len(toneless(letters(text))) == len(letters(text))


@given(text=st.text(st.sampled_from([*LATIN, *"  ,.-’☐→🕮0129жΩ中"]), max_size=60).map(nfc))
def test_words_are_those_of_the_index_in_every_latin_letter(tokenizer: sqlite3.Connection, text: str) -> None:
    tokens = [row[0] for row in tokenizer.execute("select token from tokens where input = ?", (folded(text),))]
    found = toneless(letters(text)).decode("latin-1").split(" ")
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
