"""A text being read for citations, and the place at which one may begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..registry import DocumentType, Registry
from ..vietnamese.text import fold, squeeze, tone_key
from .vocabulary import Vocabulary, vocabulary

_LONGEST_QUOTATION = 6000  # characters


@dataclass(frozen=True)
class Reading:
    """An NFC text and its folded twin of the same length, in which all patterns look."""

    text: str
    registry: Registry

    @cached_property
    def folded(self) -> str:
        """The text without marks and capitals."""
        return fold(self.text)

    @cached_property
    def toned(self) -> str:
        """The text with its marks, lower case, tones in one place; as long as the text."""
        return tone_key(self.text)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that open citations."""
        return vocabulary(self.registry)

    def written(self, span: tuple[int, int]) -> str:
        """What stands at a span, white space squeezed."""
        return squeeze(self.text[slice(*span)])

    def is_capital(self, at: int) -> bool:
        """Whether the letter there is a capital."""
        return self.text[at : at + 1].isupper()

    def in_new_wording(self, at: int) -> bool:
        """Whether a place lies in a quotation that opens behind a colon: the new wording of a work amended."""
        since = max(0, at - _LONGEST_QUOTATION)
        opened = self.text.rfind("“", since, at)
        if opened < 0 or self.text.rfind("”", opened, at) >= 0:
            return False
        return self.text[max(0, opened - 4) : opened].rstrip()[-1:] == ":"

    def head(self, match: re.Match[str]) -> Head:
        """What a match of the vocabulary's `trigger` opens."""
        kind, told, slipped = None, True, False
        if match["type"] is not None:
            kind = self.vocabulary.type_of(match["type"])
            slipped = kind is not None and _unspaced(match["type"]) != _unspaced(fold(kind.name))
        elif match["name"] is not None:
            slipped = _unspaced(match["name"]) not in self.vocabulary.spelled
        elif match["code"] is not None:
            kind, told = self.vocabulary.type_of_code(self.text[match.start() : match.end()])
        opens = match.lastgroup or ""
        end = match.start() if opens in {"number", "short"} else match.end()
        return Head(match.start(), end, opens, kind, kind.name if kind and told else None, slipped)


def _unspaced(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Head:
    """The opening of what may be a citation.

    `opens` says what stands there (a group of `Vocabulary.trigger`), `end` where reading goes on behind it.
    `kind` is the type that the word may mean; `type_name` the type that it tells: None for `QĐ` and `văn bản`.
    `slipped` says that letters were taken for others that print alike: only a number behind it makes it sure.
    """

    start: int
    end: int
    opens: str
    kind: DocumentType | None = None
    type_name: str | None = None
    slipped: bool = False
