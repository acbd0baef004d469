"""Terms of the Central Committee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..system.tables import Tables, day


@dataclass(frozen=True, slots=True)
class Term:
    """A term (khóa) of the Central Committee; `end` is None for the running one."""

    name: str
    start: date
    end: date | None


class Terms:
    """The terms of the Central Committee in order (terms.tsv)."""

    def __init__(self, tables: Tables) -> None:
        rows = [row for row in tables.rows("terms") if not row["plenum"]]
        self.all = tuple(Term(row["term"], date.fromisoformat(row["start"]), day(row["end"])) for row in rows)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.all)

    def at(self, on: date) -> str | None:
        """Return the term that a date falls in: the one that began last."""
        begun = [term.name for term in self.all if term.start <= on]
        return begun[-1] if begun else None

    def named(self, name: str) -> Term | None:
        """Return the term with this Roman numeral."""
        return next((term for term in self.all if term.name == name.upper()), None)
