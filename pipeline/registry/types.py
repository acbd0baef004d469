"""Types of documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..system.tables import Tables, parts
from ..vietnamese.text import nfc, squeeze, tone_key


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document (thể loại): its lower-case name and the letters that mean it in numbers.

    Attributes:
        sphere: Who uses it: `party`, `state`, `both` or `joint`.
        bare: How it is cited by its serial alone: `yes` (`Thông báo 05`), `glued` with its letters joined to it, too
            (`NQ57`), `code` after its letters only (`KH 134`), blank where a serial is a count or a name
            (`chương trình 135`).
        decides: False for types that plan, report or propose.
    """

    name: str
    symbols: tuple[str, ...]
    sphere: str
    bare: str = ""
    decides: bool = True


class Types:
    """The types of documents (types.tsv). Names are compared without regard to case or tone placement."""

    def __init__(self, tables: Tables) -> None:
        self.all = tuple(
            DocumentType(
                name=row["name"], symbols=parts(row["symbols"]), sphere=row["sphere"], bare=row["bare"],
                decides=row["decides"] != "no",
            )
            for row in tables.rows("types")
        )  # fmt: skip
        self._by_name = {tone_key(kind.name): kind for kind in self.all}

    def __iter__(self) -> Iterator[DocumentType]:
        return iter(self.all)

    def named(self, name: str) -> DocumentType | None:
        """Return the type with this name (`CHỈ THỊ`)."""
        return self._by_name.get(tone_key(squeeze(nfc(name))))

    def of_symbol(self, symbol: str) -> tuple[DocumentType, ...]:
        """Return the types that a number's letters may mean: `QĐ` means two. Case only ranks."""
        return tuple(kind for kind in self.all if symbol in kind.symbols) or tuple(
            kind for kind in self.all if symbol.upper() in (known.upper() for known in kind.symbols)
        )
