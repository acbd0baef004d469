"""What became of works: replaced, amended, continued; by which one and from which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .tables import day
from .works import Works

REPLACED = "thay thế"


@dataclass(frozen=True, slots=True)
class Change:
    """What the work `by` did to `work`, in the words of relations.tsv.

    `since` is the day from which, None where that is not known; `source` is where the change itself was checked,
    None where the tables do not tell, and `confirmed` says whether that is more than one weak source.
    """

    work: str
    relation: str
    by: str
    since: date | None
    source: str | None
    confirmed: bool


class Changes(Works):
    """The tables of what became of works, and the questions asked of them."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change: what replaced a work stands in its own row, the others in changes.tsv.

        The source in a work's row is that of its own number and title, not of what replaced it.
        """
        replaced = (
            Change(row["id"], REPLACED, row["replaced_by"], day(row["ended"]), None, confirmed=False)
            for row in self.rows("documents")
            if row["replaced_by"]
        )
        others = (
            Change(
                row["work"], row["relation"], row["by"], day(row["since"]), row["source"], row["confidence"] == "high"
            )
            for row in self.rows("changes")
        )
        return (*replaced, *others)

    @cached_property
    def _changes_by_work(self) -> Mapping[str, Sequence[Change]]:
        groups: dict[str, list[Change]] = {}
        for change in self.changes:
            groups.setdefault(change.work, []).append(change)
        return groups

    def changes_of(self, work_id: str) -> Sequence[Change]:
        """What became of a work."""
        return self._changes_by_work.get(work_id, ())

    def began(self, change: Change) -> date | None:
        """The day from which a change holds: the one told, else that of the work that made it."""
        maker = self.work(change.by)
        return change.since or (maker.date if maker else None)

    def begins(self, work_id: str) -> date | None:
        """The day on which a work came into force, where it is known from what it replaced on that day."""
        days = [
            change.since
            for change in self.changes
            if change.by == work_id and change.relation == REPLACED and change.since
        ]
        return min(days, default=None)

    def ended(self, on: date) -> list[str]:
        """The ids of the works that had been replaced by that day."""
        return [
            change.work
            for change in self.changes
            if change.relation == REPLACED and (since := self.began(change)) and since <= on
        ]
