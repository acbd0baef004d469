"""OCR variants: patterns that match a word as a scanner may print it, and keys that variants share.

All patterns work on folded text (`text.fold`): most of what OCR misreads in Vietnamese are tone marks, which folding
removes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..vietnamese.text import fold

# Characters that print alike. The first of each row represents the others in a key.
_CONFUSABLE = ("o0qg9", "il1|!jt", "s5", "b68h", "ce", "unvym", "z2")
_TO_KEY = str.maketrans({letter: row[0] for row in _CONFUSABLE for letter in row[1:]})
_VARIANTS = {letter: f"[{row}]" for row in _CONFUSABLE for letter in row}
_TO_DIGITS = str.maketrans("OoQqlI|!iısSzZbBgG", "000011111155226899")
DIGIT = r"[0-9ol|i]"
# Where context proves a digit (after `số`, between a date's slashes), more letters are read as one.
MISREAD_DIGIT = r"[0-9oql|!iszbg]"
DASHES = r"[-~_\u00ad\u2010-\u2015\u2212]"
_MIN_LETTERS_TO_SPLIT = 6  # a shorter word with a blank inside would match other words
_SPLIT_ANYWAY = frozenset(("ngay", "thang", "khoa"))  # short words that occur only where a citation continues
_Trie = dict[str, Any]


def restore_digits(written: str) -> str:
    """Return `written` with letters that print like digits replaced: `O4` → `04`; the length is unchanged."""
    return written.translate(_TO_DIGITS)


def variant_key(text: str) -> str:
    """Return the key that all OCR variants of a text share: no marks, no blanks, confusable letters merged."""
    return re.sub(r"[^a-z]+", "", fold(text).translate(_TO_KEY))


def variants_of(words: str) -> str:
    """Return a pattern for folded words with confusable letters swapped and blanks lost or inserted."""
    gap = " ?" if len(words) >= _MIN_LETTERS_TO_SPLIT or words in _SPLIT_ANYWAY else ""
    return r"\s*".join(gap.join(_VARIANTS.get(letter, re.escape(letter)) for letter in word) for word in words.split())


def trie_pattern(words: Iterable[str], *, scanned: bool = False) -> str:
    """Return an alternation that shares prefixes, longest match first; without words it matches nothing.

    With `scanned` the OCR variants of each word match too.
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _alternation(trie, scanned, first=True) or "(?!)"


def _alternation(node: _Trie, scanned: bool, *, first: bool = False) -> str:
    branches = [
        _branch(letter, scanned, first) + _alternation(child, scanned, first=letter == " ")
        # Letters sort before an optional blank: `thuy loi` must not be read as `thu y`.
        for letter, child in sorted(node.items(), key=lambda each: (each[0] == " ", each[0]))
        if letter
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
    return joined + "?" if "" in node else joined


def _branch(letter: str, scanned: bool, first: bool) -> str:
    if letter == " ":
        return r"\s*" if scanned else r"\s+"
    if not scanned:
        return re.escape(letter)
    return ("" if first else " ?") + _VARIANTS.get(letter, re.escape(letter))
