"""OCR variants of words and digits."""

from __future__ import annotations

import re

import pytest

from pipeline.references.ocr_variants import restore_digits, trie_pattern, variant_key, variants_of


@pytest.mark.parametrize(
    ("written", "digits"), [("O4", "04"), ("l5", "15"), ("2O1G", "2019"), ("|8", "18"), ("B6", "86"), ("3Z", "32")]
)
def test_letters_that_print_like_digits_are_restored(written: str, digits: str) -> None:
    assert restore_digits(written) == digits


@pytest.mark.parametrize("variant", ["nghi quyet", "Ngh! quyết", "NGHỊ QUYẾT", "n g h ị quyết", "nghj quyct"])
def test_variants_of_a_word_share_their_key(variant: str) -> None:
    assert variant_key(variant) == variant_key("Nghị quyết")


def test_other_words_have_other_keys() -> None:
    assert variant_key("quyết định") != variant_key("quy định")


@pytest.mark.parametrize(
    ("words", "written", "matches"),
    [
        ("nghi quyet", "nghi quyet", True),
        ("nghi quyet", "nghiquyet", True),
        ("nghi quyet", "ngh1 quyet", True),
        ("nghi quyet", "n g h i quyet", True),
        ("ngay", "n gay", True),
        ("so", "s o", False),  # a short word with a blank inside is two words
        ("nghi quyet", "nghi", False),
    ],
)
def test_pattern_of_variants(words: str, written: str, matches: bool) -> None:
    assert bool(re.fullmatch(variants_of(words), written)) is matches


@pytest.mark.parametrize(
    ("text", "scanned", "expected"),
    [
        ("thuy loi", False, "thuy loi"),
        ("thu y", False, "thu y"),
        ("thuyloi", False, "thuy"),
        ("thuyloi", True, "thuyloi"),
        ("thuy lo1", True, "thuy lo1"),
        ("nong", False, None),
    ],
)
def test_a_trie_matches_the_longest_word(text: str, scanned: bool, expected: str | None) -> None:
    match = re.match(trie_pattern(["thu y", "thuy", "thuy loi"], scanned=scanned), text)
    assert (match[0] if match else None) == expected


def test_a_trie_without_words_matches_nothing() -> None:
    assert re.search(trie_pattern([]), "a") is None
