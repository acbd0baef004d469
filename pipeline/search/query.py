"""Parse what a person types into a tree of words and phrases, and filters.

    words                  all of them must occur on the page, with or without tone marks
    "a phrase"             side by side; so is a number such as 08-CT/TU
    a b OR c d             a and b, or c and d; round brackets group
    -word, NOT word        not on the page
    a NEAR/5 b             at most so many words between them (ten without a figure)
    luat*                  words with this beginning
    =luật, ="kỷ luật"      only with these tones
    loại:"chỉ thị"         a field of store/filters.py; mục: and tiêuđề: search headings and titles
    cơ quan: Tỉnh ủy X     … takes the words after it as far as they are a known name, a number or a day

The signs may be Vietnamese (VÀ, HOẶC, GẦN, and KHÔNG before a phrase or bracket) where not everything is in capitals.
Whatever cannot be read this way is searched as plain words; no query is refused.

A query is read once: into tokens, of which fields become filters and the name of a document becomes a phrase
(tokens.py), and by one recursive descent over these tokens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..i18n import _
from ..index import AllOf, AnyOf, Leaf, Node, leaves_of, words_of
from ..store.filters import ColumnField
from ..vietnamese.text import fold, nfc, tone_key
from .tokens import SIGNS, Token, TokenizedQuery, WordsOfValue

if TYPE_CHECKING:
    from .numbers import NamedDocuments

MAX_WORDS = 64  # words that are searched; the others are left out
_MAX_LETTERS = 2000
_MAX_DEPTH = 3  # of brackets
_NEAR, _MAX_NEAR = 10, 1000  # words between
_QUOTES = str.maketrans("“”„«»", '"""""')
_NEAR_SIGN = re.compile(r"(?:NEAR|GẦN)/\d{1,6}", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
# Returns the documents that a text names.
ResolveName = Callable[[str], "NamedDocuments"]


class Query(NamedTuple):
    """A query in the form that is searched.

    Attributes:
        text: what was typed, in NFC.
        root: what is searched; None without words.
        filters: those of store/filters.py, by name.
        excluded: the same of the documents that are left out.
        note: a sentence about what was read otherwise than typed.
        named: the documents that it names.
        rest: `root` without their name.
        is_name_only: whether nothing but their name is searched.
    """

    text: str
    root: Node | None = None
    filters: Mapping[str, str] = MappingProxyType({})
    note: str | None = None
    excluded: Mapping[str, str] = MappingProxyType({})
    named: NamedDocuments | None = None
    rest: Node | None = None
    is_name_only: bool = False

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Return every leaf that is searched, in the order of the query."""
        return tuple(leaves_of(self.root)) if self.root else ()


class _UnreadableError(Exception):
    """The signs of a query do not fit together."""


def parse_query(
    typed: str,
    words_of_value: WordsOfValue = lambda _field, _words: 0,
    resolve_name: ResolveName | None = None,
) -> Query:
    """Return the query that was typed; values of fields and names are looked up by the two functions. Never raises."""
    # Bytes that are not UTF-8 come from the shell as lone surrogates.
    valid = typed[:_MAX_LETTERS].encode("utf-8", "replace").decode("utf-8")
    text = " ".join(nfc(valid).replace("\x00", " ").translate(_QUOTES).split())
    note = _("Only the beginning of the query was searched.") if len(typed) > _MAX_LETTERS else None
    tokenized = TokenizedQuery(text, words_of_value)
    named = resolve_name(tokenized.text_without("cites")) if resolve_name else None
    if named and named.works:
        tokenized.replace_name(named)
    try:
        if text.count('"') % 2:
            raise _UnreadableError
        parser = _Parser(tokenized.tokens)
        root = parser.query()
    except _UnreadableError:
        if resolve_name and "cites" in tokenized.filters:
            named = resolve_name(text)  # words of the field are searched too
        return _unreadable(text, tokenized, named)
    rest = _pruned(root, parser.names) if root and parser.names else root
    is_name_only = rest is None and not parser.has_restriction
    note = parser.note or tokenized.note or note
    return Query(
        text, root, tokenized.filters, note, tokenized.excluded, named=named, rest=rest, is_name_only=is_name_only
    )


def _unreadable(text: str, tokenized: TokenizedQuery, named: NamedDocuments | None) -> Query:
    """Return the query for all words of a text whose signs do not fit together."""
    words = " ".join(token.text for token in tokenized.tokens) if tokenized.is_rewritten else text
    rest = _conjunction(" ".join(token.text for token in tokenized.tokens if not token.is_name))
    note = _("The query could not be read with its signs; its words were searched.")
    return plain(words, note)._replace(text=text, named=named, rest=rest, is_name_only=rest is None)


def plain(text: str, note: str | None = None) -> Query:
    """Return the query for all words of a text, whatever signs it has."""
    return Query(text, _conjunction(text), note=note)


def _conjunction(text: str) -> Node | None:
    return all_of([leaf for word in text.split()[:MAX_WORDS] if (leaf := make_leaf(word))])


def make_leaf(text: str, *, exact: bool = False, column: str | None = None) -> Leaf | None:
    """Return the leaf for a word or phrase as typed; None when there is no letter or digit in it."""
    words = words_of(text)[:MAX_WORDS]
    if not words:
        return None
    shown = tuple(_WORD.findall(tone_key(text)))[:MAX_WORDS]
    typed = shown if len(shown) == len(words) else words
    return Leaf(words, typed, prefix=text.endswith("*"), exact=exact, column=column)


class _Parser:
    """Recursive descent: alternatives of conjunctions of terms."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._words = 0
        self._all_capitals = " ".join(token.text for token in tokens).isupper()
        self.note: str | None = None
        self.names: list[Node] = []  # of documents
        self.has_restriction = False  # there is more than the name: alternatives, excluded words, a column

    def query(self) -> Node | None:
        node = self._any(0)
        if self._place < len(self._tokens):
            raise _UnreadableError  # a closing bracket too many
        return node

    def _sign(self) -> str:
        """Return the bracket or operator that comes next, empty for a term and at the end."""
        if self._place == len(self._tokens):
            return ""
        text = self._tokens[self._place].text
        if text in {"(", ")"}:
            return text
        word = text.partition("/")[0] if _NEAR_SIGN.fullmatch(text) else text
        sign = SIGNS.get(word, "")
        if not sign or word.isascii():
            return sign
        # `cha mẹ KHÔNG có nghĩa vụ` stresses a word.
        is_word = self._all_capitals or (sign == "NOT" and not self._is_grouped(self._place + 1))
        return "" if is_word else sign

    def _is_grouped(self, place: int) -> bool:
        """Return whether a phrase or a bracket is at a place."""
        token = self._tokens[place] if place < len(self._tokens) else None
        return token is not None and (token.is_phrase or token.text == "(")

    def _any(self, depth: int) -> Node | None:
        parts = [self._all(depth)]
        while self._sign() == "OR":
            self._place += 1
            parts.append(self._all(depth))
        if len(parts) == 1:
            return parts[0]
        if not all(parts):
            raise _UnreadableError  # OR with nothing on one side
        self.has_restriction = True
        return AnyOf(tuple(part for part in parts if part))

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        without: list[Node] = []
        while self._place < len(self._tokens) and (sign := self._sign()) not in {"OR", ")"}:
            if sign == "AND":
                self._place += 1
                if not parts or self._sign() in {"OR", ")", "AND", "NEAR"} or self._place == len(self._tokens):
                    raise _UnreadableError
                continue
            if sign == "NEAR":
                parts.append(self._near(parts.pop() if parts else None, depth))
                continue
            negated = sign == "NOT" or bool(not sign and self._tokens[self._place].minus)
            self._place += sign == "NOT"
            if negated and self._place < len(self._tokens) and self._tokens[self._place].is_filter:
                if sign == "NOT":
                    raise _UnreadableError  # only the minus excludes documents
                self._place += 1
                continue
            node = self._term(depth)
            if node:
                (without if negated else parts).append(node)
            elif negated:
                raise _UnreadableError  # nothing is left to exclude
        if without and not parts:
            raise _UnreadableError  # nothing to exclude from
        self.has_restriction |= bool(without)
        return all_of(parts, without)

    def _near(self, before: Node | None, depth: int) -> Node:
        """Return the part before NEAR together with the one after it."""
        figure = self._tokens[self._place].text.partition("/")[2]
        self._place += 1
        after = self._term(depth)
        leaves = before.parts if isinstance(before, AllOf) and before.near is not None else (before,)
        near = min(int(figure), _MAX_NEAR) if figure else _NEAR
        together = tuple(each for each in (*leaves, after) if isinstance(each, Leaf))
        if len(together) < len(leaves) + 1:
            raise _UnreadableError  # NEAR needs words and phrases
        return AllOf(together, run=together, near=near)

    def _term(self, depth: int) -> Node | None:
        sign = self._sign()
        if self._place == len(self._tokens) or sign in {"OR", "AND", "NOT", "NEAR", ")"}:
            raise _UnreadableError
        self._place += 1
        if sign != "(":
            return self._leaf(self._tokens[self._place - 1])
        if depth == _MAX_DEPTH:
            raise _UnreadableError
        node = self._any(depth + 1)
        if self._sign() != ")":
            raise _UnreadableError
        self._place += 1
        return node

    def _leaf(self, token: Token) -> Node | None:
        if token.is_filter:
            return None
        self._words += 1
        if self._words > MAX_WORDS:
            self.note = _("Only the beginning of the query was searched.")
            return None
        column = token.field.column if isinstance(token.field, ColumnField) else None
        # The name of an unknown field, or of one without a value, is a word.
        value = f"{token.name} {token.value}" if token.name and not column else token.value
        if column == "heading":
            value = _with_labels(value)
        node: Node | None = make_leaf(value, exact=token.exact, column=column)
        if isinstance(node, Leaf) and column and len(node.words) > 1:
            # FTS4 looks for single words in a column, not for phrases.
            pairs = zip(node.words, node.typed, strict=True)
            node = all_of([Leaf((word,), (typed,), column=column) for word, typed in pairs])
        if token.is_name and node:
            self.names.append(node)
            self.has_restriction |= column is not None
        return node


def _with_labels(text: str) -> str:
    """Return the words looked for in headings, with the label of a section as the word that the index has for it."""
    from ..vietnamese.section_labels import labelled_places  # few queries have this field

    for label in reversed([each for each in labelled_places(text) if not each.is_clause]):
        text = f"{text[: label.start]}{label.token}{text[label.end :]}"
    return text


def _pruned(node: Node, removed: Sequence[Node]) -> Node | None:
    """Return a tree without some of its nodes; of alternatives, the one that had them."""
    if node in removed:
        return None
    if isinstance(node, Leaf):
        return node
    if isinstance(node, AnyOf):
        return next((kept for part in node.parts if (kept := _pruned(part, removed)) != part), node)
    parts = [kept for part in node.run or node.parts if (kept := _pruned(part, removed))]
    return all_of(parts, node.without) if parts else None


def all_of(parts: Sequence[Node], without: Sequence[Node] = ()) -> Node | None:
    """All of the parts, each once; None where there are none."""
    if len(parts) == 1 and not without:
        return parts[0]
    times = Counter[Node]()
    for part in parts:
        alone = part._replace(times=1) if isinstance(part, Leaf) else part
        times[alone] += part.times if isinstance(part, Leaf) else 1
    unique = [part._replace(times=count) if isinstance(part, Leaf) else part for part, count in times.items()]
    if len(unique) == 1 and not without:
        return unique[0]
    return AllOf(tuple(unique), tuple(without), tuple(parts)) if unique else None


def without_question_words(query: Query) -> Query:
    """Return a query of plain words without its stop phrases (`là gì`), unless nothing would be left.

    They are those of corpora/registry/questions.tsv: pages that answer a question do not have them.
    """
    if not isinstance(query.root, AllOf) or query.root.without or query.root.near is not None:
        return query
    run = query.root.run
    if not all(isinstance(part, Leaf) and len(part.words) == 1 and not part.special for part in run):
        return query
    leaves = [part for part in run if isinstance(part, Leaf)]
    kept: list[Leaf] = []
    place = 0
    while place < len(leaves):
        if length := _stop_phrase_length(leaves, place):
            place += length
        else:
            kept.append(leaves[place])
            place += 1
    return query._replace(root=all_of(kept)) if kept and len(kept) < len(leaves) else query


def _stop_phrase_length(leaves: list[Leaf], place: int) -> int:
    """Return the number of words of the longest stop phrase at a place, 0 if there is none."""
    for phrase in _stop_phrases().get(leaves[place].words[0], ()):
        following = leaves[place : place + len(phrase)]
        if len(following) == len(phrase) and all(map(_is_word, following, phrase)):
            return len(phrase)
    return 0


def _is_word(leaf: Leaf, word: str) -> bool:
    return leaf.typed[0] in {word, fold(word)}


@cache
def _stop_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return the stop phrases by their first word, folded, the longest first."""
    from ..system.tables import read_registry_table  # only questions in ordinary words need it

    found: dict[str, list[tuple[str, ...]]] = {}
    for row in read_registry_table("questions"):
        phrase = tuple(row["words"].split())
        found.setdefault(words_of(phrase[0])[0], []).append(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}
