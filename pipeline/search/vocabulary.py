"""The words that documents have for what people type: `UBKT` is ủy ban kiểm tra, `ly dị` is ly hôn.

They are rows of corpora/registry/vocabulary.tsv and of the office's own table of that name. Only queries use them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..index import Leaf, folded, has_marks, words_of
from ..system.paths import own_registry, registry_data
from ..system.tables import Tables, parts
from ..vietnamese.text import spellings, tone_key
from .query import make_leaf

_LONGEST = 8  # words of a term
_WORD = re.compile(r"[^\W_]+")


class Alternative(NamedTuple):
    """What a run of words of a query may mean: the leaves `first` to `last` (exclusive), and other words for them."""

    first: int
    last: int
    phrases: tuple[Leaf, ...]
    shown: tuple[str, ...]


class _Term(NamedTuple):
    words: tuple[str, ...]
    typed: tuple[str, ...]
    means: tuple[str, ...]


def alternatives_in(leaves: Sequence[Leaf]) -> Iterator[Alternative]:
    """Yield the terms in a run of leaves, the longest at each place; a word that must be exact is none of a term."""
    any_marks = any(leaf.toned for leaf in leaves)
    place = 0
    while place < len(leaves):
        term = next(filter(None, (_at(term, leaves, place, any_marks) for term in _terms_at(leaves[place]))), None)
        if term is None:
            place += 1
            continue
        phrases = tuple(leaf for text in term.means if (leaf := make_leaf(text)))
        yield Alternative(place, place + len(term.words), phrases, term.means)
        place += len(term.words)


def _terms_at(leaf: Leaf) -> Sequence[_Term]:
    return _terms(leaf.words[0]) if len(leaf.words) == 1 else ()


def _at(term: _Term, leaves: Sequence[Leaf], place: int, any_marks: bool) -> _Term | None:
    """Return a term if the leaves from a place on are its words, with its tones where the query has any."""
    following = leaves[place : place + len(term.words)]
    if len(following) < len(term.words):
        return None
    for leaf, word, typed in zip(following, term.words, term.typed, strict=True):
        if len(leaf.words) > 1 or leaf.special or leaf.words[0] != word:
            return None
        # A syllable without marks is another word, unless all are typed without.
        must_agree = has_marks(leaf.typed[0]) or (any_marks and has_marks(typed))
        if must_agree and leaf.typed[0] not in spellings(typed):
            return None
    if len(term.words) == 1 and not any_marks and has_marks(term.typed[0]) and _is_syllable(term.words[0]):
        return None
    return term


def _is_syllable(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


@cache
def _terms(first: str) -> Sequence[_Term]:
    """Return the terms that begin with a word, folded, the longest first."""
    found = [term for row in _rows().get(first, ()) if (term := _term(row))]
    return sorted(found, key=lambda term: -len(term.words))


def _term(row: Sequence[str]) -> _Term | None:
    words, typed = words_of(row[0]), tuple(tone_key(row[0]).split())
    if not words or len(words) > _LONGEST:
        return None
    return _Term(words, typed if len(typed) == len(words) else words, parts(row[1]))


@cache
def _rows() -> dict[str, list[tuple[str, str]]]:
    """Return the rows by the first word of the term, folded; a search looks at few of them."""
    with open(os.path.join(registry_data(), "vocabulary.tsv"), encoding="utf-8") as file:
        _header, *lines = file.read().splitlines()
    rows = [(term, means) for term, means, *_others in (line.split("\t") for line in lines)]
    own = own_registry()
    if os.path.exists(os.path.join(own, "vocabulary.tsv")):
        rows += [(row["term"], row["means"]) for row in Tables(own).rows("vocabulary")]
    found: dict[str, list[tuple[str, str]]] = {}
    # One call folds all of them; a term has no line break.
    for row, plain in zip(rows, folded("\n".join(term for term, _means in rows)).split("\n"), strict=True):
        if match := _WORD.search(plain):
            found.setdefault(match[0], []).append(row)
    return found
