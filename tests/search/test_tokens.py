"""Tokens of a query: fields become filters, a document's name becomes a phrase."""

from __future__ import annotations

import pytest

from pipeline.search.numbers import NamedDocuments
from pipeline.search.tokens import TokenizedQuery


def tokenized(text: str, words_of_value: int = 0) -> TokenizedQuery:
    return TokenizedQuery(text, lambda _field, _words: words_of_value)


def renamed(text: str, name: str, *, by_plenum: bool = False) -> TokenizedQuery:
    """Return the tokens once `name`, as it is in the text, is replaced by the number 08-CT/TU."""
    found = tokenized(text)
    start = text.index(name)
    found.replace_name(NamedDocuments((1,), ("a",), (start, start + len(name)), "08-CT/TU", by_plenum=by_plenum))
    return found


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ('kỷ -luật ="a b" (c)', ["kỷ", "-luật", '="a b"', "(", "c", ")"]),
        ("cơ quan: Điện Biên", ["cơquan:Điện", "Biên"]),
        ("http://a b:c", ["http://a", "b:c"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenized(text).tokens] == tokens


def test_a_filter_is_one_token_with_all_words_of_its_value() -> None:
    found = tokenized("kỷ người ký: Lò Văn Muôn luật", words_of_value=2)
    assert [token.text for token in found.tokens] == ["kỷ", "ngườiký:Lò Văn Muôn", "luật"]
    assert found.filters == {"signer": "Lò Văn Muôn"}
    assert found.text_without("signer").split() == ["kỷ", "luật"]


@pytest.mark.parametrize(
    ("text", "name", "tokens"),
    [
        ("theo 08 ct tu đôn đốc", "08 ct tu", ["theo", '"08-CT/TU"', "đôn", "đốc"]),
        ("(CT 08) OR kỷ", "CT 08", ["(", '"08-CT/TU"', ")", "OR", "kỷ"]),
        ("chỉ thị (08) kỷ", "chỉ thị (08", ['"08-CT/TU"', "kỷ"]),
        ("(08) CT/TU kỷ", "08) CT/TU", ['"08-CT/TU"', "kỷ"]),
        ("x:08-CT/TU*", "08-CT/TU", ["x:", '"08-CT/TU"', "*"]),
        ('chỉ thị "08"', 'chỉ thị "08', ["chỉ", "thị", '"08"']),
    ],
)
def test_a_name_becomes_a_phrase(text: str, name: str, tokens: list[str]) -> None:
    found = renamed(text, name)
    assert [token.text for token in found.tokens] == tokens
    assert [token.value for token in found.tokens if token.is_name] == (
        ["chỉ", "thị", "08"] if '"' in text else ["08-CT/TU"]
    )


def test_a_name_in_the_field_for_numbers_becomes_its_value() -> None:
    found = renamed("số:08 ct", "08 ct")
    assert found.filters == {"number": "08-CT/TU"}
    assert [token.text for token in found.tokens if not token.is_filter] == []


@pytest.mark.parametrize(
    ("text", "is_left_out"),
    [("TW4 k12", False), ("TW4 k12 suy thoái", True), ("TW4 k12 OR suy", False), ("TW4 k12 -suy", False)],
)
def test_a_plenum_is_left_out_beside_other_words(text: str, is_left_out: bool) -> None:
    found = renamed(text, "TW4 k12", by_plenum=True)
    assert any(token.is_name for token in found.tokens) is not is_left_out
