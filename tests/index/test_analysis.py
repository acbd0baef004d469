"""The words of a text are those that the index's tokenizer finds in it."""

from __future__ import annotations

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.index import folded, words_of
from pipeline.vietnamese.text import nfc

INDEX = sqlite3.connect(":memory:", check_same_thread=False)
INDEX.execute("create virtual table tokens using fts3tokenize(unicode61, 'remove_diacritics=2')")
LAST = 0x30000  # beyond it stand no letters of today's scripts


def tokens(text: str) -> list[str]:
    return [row[0] for row in INDEX.execute("select token from tokens where input = ?", (folded(text),))]


def test_every_letter_and_sign_is_a_word_or_none_to_both() -> None:
    codes = [code for code in range(0x20, LAST) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(codes), 500):
        text = nfc("".join(f"a{chr(code)}b {chr(code)}\n" for code in codes[start : start + 500]))
        assert tokens(text) == list(words_of(text))


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.characters(max_codepoint=LAST, codec="utf-8") | st.sampled_from("ếửaxz \u0301\u0323"),
        max_size=30,
    )
)
def test_words_are_the_tokens(text: str) -> None:
    assert tokens(nfc(text)) == list(words_of(nfc(text)))
    assert len(folded(nfc(text))) == len(nfc(text))
