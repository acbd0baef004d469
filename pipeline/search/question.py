"""Words that only ask (`là gì`, `đúng hay sai`): corpora/registry/questions.tsv. An answer does not have them."""

from __future__ import annotations

from functools import cache

from ..index import AllOf, Leaf
from ..system.tables import read_registry_table
from ..vietnamese.text import fold
from .query import Query, all_of


def without_asking(query: Query) -> Query:
    """A query of plain words without those that only ask, unless none would be left."""
    if not isinstance(query.root, AllOf) or query.root.without or query.root.near is not None:
        return query
    run = query.root.run
    if not all(isinstance(part, Leaf) and len(part.words) == 1 and not part.special for part in run):
        return query
    leaves = [part for part in run if isinstance(part, Leaf)]
    kept: list[Leaf] = []
    place = 0
    while place < len(leaves):
        if length := _asking(leaves, place):
            place += length
        else:
            kept.append(leaves[place])
            place += 1
    return query._replace(root=all_of(kept)) if kept and len(kept) < len(leaves) else query


def _asking(leaves: list[Leaf], place: int) -> int:
    """How many words from this place on are a phrase that asks; the longest one counts."""
    for phrase in _phrases().get(leaves[place].words[0], ()):
        following = leaves[place : place + len(phrase)]
        if len(following) == len(phrase) and all(map(_is, following, phrase)):
            return len(phrase)
    return 0


def _is(leaf: Leaf, word: str) -> bool:
    return leaf.typed[0] in {word, fold(word)}


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first word, folded, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in read_registry_table("questions"):
        phrase = tuple(row["words"].split())
        found.setdefault(fold(phrase[0]), []).append(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}
