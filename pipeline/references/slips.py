"""What a scanner does to letters and digits, and reading it back.

Everything works on folded text (`text.fold`), where tone marks are off already: most of what OCR misreads
in Vietnamese are marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..vietnamese.text import fold

# Letters and digits that print alike. The first of each stands for all in a key.
_ALIKE = ("o0qg9", "il1|!jt", "s5", "b68h", "ce", "unvym", "z2")
_KEY = str.maketrans({letter: row[0] for row in _ALIKE for letter in row[1:]})
_CLASS = {letter: f"[{row}]" for row in _ALIKE for letter in row}
_DIGITS = str.maketrans("OoQqlI|!iısSzZbBgG", "000011111155226899")
DIGIT = r"[0-9ol|i]"
# What may stand where a digit is sure to be meant: behind `số`, between a date's slashes.
SLIPPED_DIGIT = r"[0-9oql|!iszbg]"
DASHES = r"[-~_\u00ad\u2010-\u2015\u2212]"
SLASHES = r"[/\\l1|!i]"
_SPLIT_FROM = 6  # letters: shorter words with a blank inside would be other words
_SURE = frozenset(("ngay", "thang", "khoa"))  # short words that stand only where a citation goes on
_Tree = dict[str, Any]


def digits(written: str) -> str:
    """`O4` → `04`, `l5` → `15`: letters that print like digits read as digits; as long as `written`."""
    return written.translate(_DIGITS)


def key(text: str) -> str:
    """What spellings of one word share when marks, blanks and letters that print alike are forgotten."""
    return re.sub(r"[^a-z]+", "", fold(text).translate(_KEY))


def loose(word: str) -> str:
    """A pattern for a folded word or words as a scanner may print them: letters swapped, blanks lost or put in."""
    gap = " ?" if len(word) >= _SPLIT_FROM or word in _SURE else ""
    return r"\s*".join(gap.join(_CLASS.get(letter, re.escape(letter)) for letter in part) for part in word.split())


def trie(words: Iterable[str], *, scanned: bool = False) -> str:
    """An alternation that shares beginnings, so that the scan tries few branches; longer words win.

    With `scanned` the words match as `loose` has them. Without words it matches nothing.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _alternation(tree, scanned, first=True) or "(?!)"


def _alternation(node: _Tree, scanned: bool, *, first: bool = False) -> str:
    branches = [
        _branch(letter, scanned, first) + _alternation(child, scanned, first=letter == " ")
        # A letter before a blank that may be lost: `thuy loi` is no `thu y`.
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
    return ("" if first else " ?") + _CLASS.get(letter, re.escape(letter))
