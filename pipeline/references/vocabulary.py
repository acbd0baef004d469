"""The words that open a citation, from the registry's tables, and what each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..registry import DocumentType, Registry
from ..vietnamese.text import fold, tone_key
from .shapes import NUMBER, compiled
from .slips import key, trie

GENERIC = ("văn bản", "văn kiện")  # words that may stand for any type


@dataclass(frozen=True)
class Vocabulary:
    """What the grammar knows of the registry.

    `trigger` finds over folded text where a citation may begin: a name of works (group `name`), a type word
    (`type`), letters that stand for one (`code`), a plenum's short form (`short`), a number (`number`). `counted`
    matches, over `tone_key` text, a noun that is counted: a number before it is no document's serial; `counted_plain`
    does so over text without marks. `spelled` are
    the names as they are spelled, folded, without blanks.
    """

    registry: Registry
    trigger: re.Pattern[str]
    counted: re.Pattern[str]
    counted_plain: re.Pattern[str]
    types: Mapping[str, DocumentType]
    codes: Mapping[str, DocumentType]
    names: Mapping[str, str]
    spelled: frozenset[str]

    def type_of(self, word: str) -> DocumentType | None:
        """The type that a type word names, however a scanner or typist spelled it."""
        return self.types.get(key(word))

    def type_of_code(self, code: str) -> tuple[DocumentType | None, bool]:
        """The type that letters such as `NQ` stand for, and whether they stand for it alone (`QĐ` has two)."""
        kind = self.codes.get(fold(code))
        return kind, kind is not None and len(self.registry.types.of_symbol(code.upper())) == 1

    def is_generic(self, written: str, word: str) -> bool:
        """Whether what is written is a word that may stand for any type, `word`."""
        return key(written) == key(word)

    def type_opening(self, name: str) -> str | None:
        """The type whose word a name begins with: `Bộ luật Dân sự` → `bộ luật`."""
        folded = fold(name)
        kinds = [kind.name for kind in self.registry.types if folded.startswith(fold(kind.name))]
        return max(kinds, key=len, default=None)

    def name_of(self, written: str) -> str:
        """A work's name in the registry's spelling."""
        if self.registry.works.aliased(written):
            return written
        return self.names.get(key(written), written)


@cache
def vocabulary(registry: Registry) -> Vocabulary:
    """The words of a registry."""
    types = {fold(kind.name) for kind in registry.types} | {fold(word) for word in GENERIC}
    coded = {fold(symbol): kind for kind in reversed(registry.types.all) for symbol in kind.symbols if len(symbol) > 1}
    named = [*registry.works.aliases, *(row["name"] for row in registry.rows("names"))]
    names = {fold(name) for name in named}
    counted = sorted((tone_key(row["noun"]) for row in registry.rows("counted")), key=len, reverse=True)
    return Vocabulary(
        registry=registry,
        trigger=compiled(
            rf"(?<!\w)(?:(?P<name>{trie(names, scanned=True)})(?!\w)"
            rf"|(?P<type>{trie(types, scanned=True)})(?:(?![\w/])|(?=(?:so\s?)?\d))"
            rf"|(?P<code>{trie(coded)})(?![\w/])|(?P<short>nqtw)|(?P<number>(?:so\s+)?{NUMBER}))"
        ),
        counted=_any_of(counted),
        counted_plain=_any_of(map(fold, counted)),
        types={key(kind.name): kind for kind in registry.types},
        codes=coded,
        names={key(name): name for name in named},
        spelled=frozenset(name.replace(" ", "") for name in names),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return compiled("(?:" + "|".join(map(re.escape, words)) + r")\b")
