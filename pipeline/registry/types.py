"""Kinds of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..vietnamese.text import nfc, squeeze, tone_key
from .tables import Tables, split


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: its lower-case name, the letters it has in numbers, who uses it (`party`, `state`, `both`).

    `bare` says how it is cited by its serial alone: `yes` (`Chỉ thị 05`), `code` behind its letters only (`KH 134`),
    blank where a serial is a count or a name (`chương trình 135`). `decides` is False for kinds that plan, report or
    propose.
    """

    name: str
    symbols: tuple[str, ...]
    sphere: str
    bare: str = ""
    decides: bool = True


class Types(Tables):
    """The table of types and the questions asked of it."""

    @cached_property
    def types(self) -> tuple[DocumentType, ...]:
        """Every type of document."""
        return tuple(
            DocumentType(row["name"], split(row["symbols"]), row["sphere"], row["bare"], row["decides"] != "no")
            for row in self.rows("types")
        )

    @cached_property
    def _types_by_name(self) -> Mapping[str, DocumentType]:
        return {tone_key(kind.name): kind for kind in self.types}

    def type_named(self, name: str) -> DocumentType | None:
        """The type with this name (`CHỈ THỊ`)."""
        return self._types_by_name.get(tone_key(squeeze(nfc(name))))

    def types_of_symbol(self, symbol: str) -> tuple[DocumentType, ...]:
        """The types that a number's letters may mean; `QĐ` means two. Case decides nothing but rank."""
        return tuple(kind for kind in self.types if symbol in kind.symbols) or tuple(
            kind for kind in self.types if symbol.upper() in (known.upper() for known in kind.symbols)
        )
