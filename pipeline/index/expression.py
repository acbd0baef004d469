"""The expression that a query asks for: leaves, conjunctions and disjunctions, and their form in FTS4's syntax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..vietnamese.text import fold


class Leaf(NamedTuple):
    """A word, a prefix (`luat*`) or a phrase."""

    words: tuple[str, ...]  # folded, as the index has them
    typed: tuple[str, ...]  # with the tones that were typed (`tone_key`)
    prefix: bool = False
    exact: bool = False  # the page must have the typed tones
    column: str | None = None  # the only one to search, if any
    times: int = 1  # occurrences in the query

    @property
    def special(self) -> bool:
        """Whether it was typed with an operator."""
        return self.prefix or self.exact or self.column is not None

    @property
    def toned(self) -> bool:
        """Whether it was typed with Vietnamese marks."""
        return any(map(has_marks, self.typed))

    @property
    def term(self) -> str:
        """Its words as one term of the index: a phrase has blanks between its words."""
        return " ".join(self.words)


def has_marks(typed: str) -> bool:
    """Whether a word of `tone_key` was typed with marks; one without may have any."""
    return fold(typed) != typed


class AllOf(NamedTuple):
    """A conjunction: a page matches every part and none of `without`."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()
    run: tuple[Node, ...] = ()  # the parts as typed, repeated ones as often as they were
    near: int | None = None  # words that may be between the parts (leaves, then); None for any number


class AnyOf(NamedTuple):
    """A disjunction: a page matches at least one of the parts."""

    parts: tuple[Node, ...]


Node = Leaf | AllOf | AnyOf


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield the leaves that a page may match, from left to right, without the negated ones."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves_of(part)


def every_leaf(node: Node) -> Iterator[Leaf]:
    """Yield the leaves of an expression, negated ones included."""
    if isinstance(node, Leaf):
        yield node
        return
    for part in (*node.parts, *(node.without if isinstance(node, AllOf) else ())):
        yield from every_leaf(part)


def match_expression(node: Node) -> str:
    """Return the expression in FTS4's enhanced query syntax."""
    if isinstance(node, Leaf):
        text = node.term + "*" * node.prefix
        return f"{node.column}:{text}" if node.column else f'"{text}"'
    if isinstance(node, AnyOf):
        return "(" + " OR ".join(map(match_expression, node.parts)) + ")"
    found = (" AND " if node.near is None else f" NEAR/{node.near} ").join(map(match_expression, node.parts))
    # A word with other tones may be on the page; only its text can decide about an exact one.
    without = [each for each in node.without if not any(leaf.exact for leaf in leaves_of(each))]
    if without:
        return f"(({found}) NOT ({' OR '.join(map(match_expression, without))}))"
    return f"({found})"
