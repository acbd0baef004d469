"""Where the words of a query stand and what is shown around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index import folded
from pipeline.search.letters import letters, toneless
from pipeline.search.query import parse_query
from pipeline.search.snippet import CLOSE, OPEN, LeafMatcher, PageText, snippet_of
from pipeline.vietnamese.text import nfc


def marked(text: str, query: str) -> str:
    snippet = snippet_of(page := PageText(text), LeafMatcher(parse_query(query).leaves).matches(page))
    return snippet.text.replace(OPEN, "[").replace(CLOSE, "]")


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Kỷ luật\nđảng.", "ky dang", "[Kỷ] luật [đảng]."),
        ("Chỉ thị 08-CT/TU này", "08 CT/TU", "Chỉ thị [08]-[CT/TU] này"),
        ("Luật, luận", "luậ*", "[Luật], [luận]"),
        ("(kỷ luật)", '"ky luat"', "([kỷ luật])"),
        ("kỷ kỉ", "=kỷ", "[kỷ] kỉ"),
        ("không có", "gì", "không có"),
        ("", "gì", ""),
        ("a\ue000b kỷ", "kỷ", "a b [kỷ]"),
    ],
)
def test_snippets(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_the_best_cluster_is_shown_in_whole_words() -> None:
    text = "kỷ " + "chữ " * 50 + "kỷ cương và kỷ luật đảng " + "lời " * 50
    shown = marked(text, "kỷ luật")
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "[kỷ luật]" in shown
    assert 25 <= len(shown.split()) <= 36


def test_the_rarest_different_words_are_shown() -> None:
    common = "họp chi bộ, họp chi bộ, họp chi bộ"
    text = f"{common}. {'chữ ' * 60}Khi hoãn họp thì báo trước. {'lời ' * 60}"
    page, query = PageText(text), parse_query("hoãn họp chi bộ")
    matches = LeafMatcher(query.leaves).matches(page)
    rare = {"hoan": 9.0}
    shown = snippet_of(page, matches, [rare.get(leaf.words[0], 1.0) for leaf in query.leaves]).text
    assert "hoãn" in shown and common not in shown


@given(text=st.text().map(nfc))
def test_letters_are_the_folded_words(text: str) -> None:
    """Where all is Vietnamese, the bytes say what `fold` says."""
    assert letters(text.lower()).startswith(b" ")
    if all(
        letter < "\x80" or letter in "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ" for letter in text.lower()
    ):
        words = "".join(letter if letter.isalnum() else " " for letter in folded(text)).split()
        assert toneless(letters(text.lower())).decode("ascii").split() == words
