"""Pages as bytes: the words that the index has, with their marks and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.letters import letters, pattern, toneless
from pipeline.store.fulltext import words_of

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẾỘỮỲĐdz0129 .,-/\n\u00a0“”", max_size=60)


@given(VIETNAMESE)
def test_without_marks_they_are_the_words_of_the_index(text: str) -> None:
    assert toneless(letters(text)).decode("ascii").split() == list(words_of(text))


@given(VIETNAMESE)
def test_capitals_and_what_stands_between_words_are_nothing(text: str) -> None:
    assert letters(text.upper()) == letters(f" {text.lower()}. ")
    assert len(toneless(letters(text))) == len(letters(text))


@pytest.mark.parametrize(
    ("word", "exact", "beginning", "expected"),
    [("hoc", False, False, 4), ("học", True, False, 1), ("hó", True, True, 1), ("ho", False, True, 4)],
)
def test_a_word_with_any_marks_or_its_own(word: str, exact: bool, beginning: bool, expected: int) -> None:
    found = pattern([([letters(word).strip()], exact, beginning)])
    assert len(found.findall(letters("Học, hộc: hóc hoc"))) == expected
