"""A text being searched for citations, and the vocabulary of words that open one, built from the registry's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from ..registry import DocumentType, Registry
from ..vietnamese.text import fold, squeeze, tone_key
from .grammar import NUMBER, compile_pattern
from .ocr_variants import trie_pattern, variant_key

GENERIC_WORDS = ("văn bản", "văn kiện")  # words that may be used for any type
_MAX_QUOTATION = 6000  # characters
_PROVISION = re.compile(r"\s?(?:\d{1,3}[a-zđ]?\.|[a-zđ]\)|(?:Điều|Khoản|Mục|Chương)\s[\dIVX]+[a-zđ]?\.)\s")


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening of a possible citation.

    Attributes:
        start: where it begins.
        end: where the citation's form continues to match.
        group: the group of `Vocabulary.trigger` that matched: name, type, code, short or number.
        type: the document type that the word may mean.
        type_name: the type's name; None where the word does not decide it (`QĐ`, `văn bản`).
        misread: whether the word is an OCR variant; only a number after it then makes it a citation.
    """

    start: int
    end: int
    group: str
    type: DocumentType | None = None
    type_name: str | None = None
    misread: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The words of a registry that matter to the grammar.

    Attributes:
        trigger: pattern over folded text that finds where a citation may begin: a work's name (group `name`), a type
            word (`type`), its abbreviation (`code`), a plenum's short form (`short`), a number (`number`).
        counted: pattern over `tone_key` text for nouns that are counted: the number before one is not a serial.
        counted_folded: the same over folded text.
        measured: as `counted`, for nouns before which not even a number after `số` is one.
        measured_folded: the same over folded text.
        spellings: the names as spelled in the registry, folded, without blanks.
    """

    registry: Registry
    trigger: re.Pattern[str]
    counted: re.Pattern[str]
    counted_folded: re.Pattern[str]
    measured: re.Pattern[str]
    measured_folded: re.Pattern[str]
    types: Mapping[str, DocumentType]
    codes: Mapping[str, DocumentType]
    names: Mapping[str, str]
    spellings: frozenset[str]

    def type_of(self, word: str) -> DocumentType | None:
        """Return the type that a type word or an OCR variant of it names."""
        return self.types.get(variant_key(word))

    def type_of_code(self, code: str) -> tuple[DocumentType | None, bool]:
        """Return the type of an abbreviation such as `NQ`, and whether it is the only one (`QĐ` has two)."""
        kind = self.codes.get(fold(code))
        return kind, kind is not None and len(self.registry.types.of_symbol(code.upper())) == 1

    def is_generic(self, written: str, word: str) -> bool:
        """Return whether `written` is the generic word `word` or an OCR variant of it."""
        return variant_key(written) == variant_key(word)

    def leading_type(self, name: str) -> str | None:
        """Return the type whose word a name begins with: `Bộ luật Dân sự` → `bộ luật`."""
        folded = fold(name)
        kinds = [kind.name for kind in self.registry.types if folded.startswith(fold(kind.name))]
        return max(kinds, key=len, default=None)

    def registered_name(self, written: str) -> str:
        """Return a work's name in the registry's spelling."""
        if self.registry.works.aliased(written):
            return written
        return self.names.get(variant_key(written), written)


@cache
def vocabulary_of(registry: Registry) -> Vocabulary:
    """Return the vocabulary of a registry."""
    types = {fold(kind.name) for kind in registry.types} | {fold(word) for word in GENERIC_WORDS}
    codes = {fold(symbol): kind for kind in reversed(registry.types.all) for symbol in kind.symbols if len(symbol) > 1}
    listed = [*registry.works.aliases, *(row["name"] for row in registry.rows("names"))]
    names = {fold(name) for name in listed}
    nouns = sorted(registry.rows("counted"), key=lambda row: -len(row["noun"]))
    counted = [tone_key(row["noun"]) for row in nouns]
    measured = [tone_key(row["noun"]) for row in nouns if row["measure"]]
    return Vocabulary(
        registry=registry,
        trigger=compile_pattern(
            rf"(?<!\w)(?:(?P<name>{trie_pattern(names, scanned=True)})(?!\w)"
            rf"|(?P<type>{trie_pattern(types, scanned=True)})(?:(?![\w/])|(?=(?:so\s?)?\d))"
            rf"|(?P<code>{trie_pattern(codes)})(?:(?![\w/])|(?=\d{{2,3}}(?!\w)))|(?P<short>nqtw)|(?P<number>(?:so\s+)?{NUMBER}))"
        ),
        counted=_any_of(counted),
        counted_folded=_any_of(map(fold, counted)),
        measured=_any_of(measured),
        measured_folded=_any_of(map(fold, measured)),
        types={variant_key(kind.name): kind for kind in registry.types},
        codes=codes,
        names={variant_key(name): name for name in listed},
        spellings=frozenset(name.replace(" ", "") for name in names),
    )


@dataclass(frozen=True)
class InputText:
    """An NFC text with its folded form of the same length, in which all patterns match."""

    text: str
    registry: Registry

    @cached_property
    def folded(self) -> str:
        """The text without marks and capitals."""
        return fold(self.text)

    @cached_property
    def toned(self) -> str:
        """The text in lower case with its marks, tones in one placement; as long as the text."""
        return tone_key(self.text)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that open citations."""
        return vocabulary_of(self.registry)

    def written(self, span: tuple[int, int]) -> str:
        """Return the text of a span with white space squeezed."""
        return squeeze(self.text[slice(*span)])

    def is_capital(self, at: int) -> bool:
        """Return whether the letter at an offset is a capital."""
        return self.text[at : at + 1].isupper()

    def in_new_wording(self, at: int) -> bool:
        """Return whether an offset lies in the new wording of an amended work.

        That is a quotation after a colon or one that begins with the label of a provision: `“2. Hội đồng thẩm định …`.
        """
        since = max(0, at - _MAX_QUOTATION)
        opened = self.text.rfind("“", since, at)
        if opened < 0 or self.text.rfind("”", opened, at) >= 0:
            return False
        after_colon = self.text[max(0, opened - 4) : opened].rstrip()[-1:] == ":"
        return after_colon or _PROVISION.match(self.text, opened + 1) is not None

    def opening(self, match: re.Match[str]) -> Opening:
        """Return the opening that a match of the vocabulary's `trigger` means."""
        kind, decides, misread = None, True, False
        if match["type"] is not None:
            kind = self.vocabulary.type_of(match["type"])
            misread = kind is not None and _unspaced(match["type"]) != _unspaced(fold(kind.name))
        elif match["name"] is not None:
            misread = _unspaced(match["name"]) not in self.vocabulary.spellings
        elif match["code"] is not None:
            kind, decides = self.vocabulary.type_of_code(self.text[match.start() : match.end()])
        group = match.lastgroup or ""
        end = match.start() if group in {"number", "short"} else match.end()
        type_name = kind.name if kind and decides else None
        return Opening(start=match.start(), end=end, group=group, type=kind, type_name=type_name, misread=misread)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return compile_pattern("(?:" + "|".join(map(re.escape, words)) + r")\b")


def _unspaced(text: str) -> str:
    return "".join(text.split())
