"""Terms of the Central Committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .tables import Tables, day


@dataclass(frozen=True, slots=True)
class Term:
    """A term (khóa) of the Central Committee; `end` is None for the running one."""

    name: str
    start: date
    end: date | None


class Terms(Tables):
    """The table of terms and the questions asked of it."""

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the Central Committee in order."""
        rows = [row for row in self.rows("terms") if not row["plenum"]]
        return tuple(Term(row["term"], date.fromisoformat(row["start"]), day(row["end"])) for row in rows)

    def term_at(self, on: date) -> str | None:
        """The term that a date falls in: the one that began last."""
        begun = [term.name for term in self.terms if term.start <= on]
        return begun[-1] if begun else None

    def term_named(self, name: str) -> Term | None:
        """The term with this Roman numeral."""
        return next((term for term in self.terms if term.name == name.upper()), None)
