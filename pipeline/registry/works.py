"""Works: documents that others cite, in the library or not, and what replaced or changed them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..model import Work
from ..system.tables import Record, Tables, day, parts
from ..vietnamese.numbers import number_key, parse_number
from ..vietnamese.text import nfc, slug, squeeze, tone_key
from .bodies import Bodies
from .relations import ENDING, Relations

CENTRAL = "trung-uong"  # ids of the Central Committee's, the Politburo's and the Secretariat's works begin with it


class Works:
    """The works that documents cite (documents.tsv), their names (aliases.tsv) and plenums (plenums.tsv)."""

    def __init__(self, tables: Tables, bodies: Bodies) -> None:
        self._tables = tables
        self._bodies = bodies
        self.all = tuple(self._work(row) for row in tables.rows("documents"))

    def __iter__(self) -> Iterator[Work]:
        return iter(self.all)

    def _work(self, row: Record) -> Work:
        on, number = day(row["date"]), row["number"] or None
        work_id = row["id"] or self.id_for(row["issuer"], on, number, row["type"])
        return Work(
            id=work_id or slug(row["title"]), type=row["type"], number=number, issuer=row["issuer"] or None, date=on,
            title=row["title"], term=row["term"] or None, plenum=int(row["plenum"]) if row["plenum"] else None,
            confirmed=row["confidence"] == "high",
        )  # fmt: skip

    @cached_property
    def _by_id(self) -> Mapping[str, Work]:
        return {work.id: work for work in self.all}

    @cached_property
    def _by_number(self) -> Mapping[str, Sequence[Work]]:
        return _grouped((key, work) for work in self.all if work.number for key in _number_keys(work.number))

    @cached_property
    def _by_alias(self) -> Mapping[str, Sequence[Work]]:
        return _grouped(
            (tone_key(row["alias"]), self._by_id[work_id])
            for row in self._tables.rows("aliases")
            for work_id in parts(row["works"])
            if work_id in self._by_id
        )

    def get(self, work_id: str) -> Work | None:
        """Return the work with this id."""
        return self._by_id.get(work_id)

    def numbered(self, number: str) -> Sequence[Work]:
        """Return the works with this number, whole (`04-NQ/TW`) or bare (`76`)."""
        return self._by_number.get(number_key(number), ())

    def aliased(self, name: str) -> Sequence[Work]:
        """Return the works known under a name (`Điều lệ Đảng`); several where the name is ambiguous."""
        return self._by_alias.get(tone_key(squeeze(nfc(name))), ())

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Every name under which a work is known."""
        return tuple(row["alias"] for row in self._tables.rows("aliases"))

    def aliases_of(self, work_id: str) -> list[str]:
        """Return the names of a work."""
        return [row["alias"] for row in self._tables.rows("aliases") if work_id in parts(row["works"])]

    def of_plenum(self, plenum: int, term: str | None) -> Sequence[Work]:
        """Return the works that a plenum of the Central Committee issued; of every term when `term` is None."""
        return [work for work in self.all if work.plenum == plenum and term in (None, work.term)]

    @cached_property
    def _customary(self) -> Mapping[tuple[int, str], str]:
        return {(int(row["plenum"]), row["term"]): row["work"] for row in self._tables.rows("plenums")}

    def customary_of_plenum(self, plenum: int, term: str | None) -> Work | None:
        """Return the work that custom means by a plenum's resolution where the plenum issued several."""
        return self.get(self._customary.get((plenum, term or ""), ""))

    def id_for(self, issuer: str | None, on: date | None, number: str | None, type_name: str | None) -> str | None:
        """Return the id of a work; None where issuer, date or number is missing.

        `QĐ` means two types in one body's numbers, so the id of a quy định names its type.
        """
        if not (issuer and on and number):
            return None
        prefix = "quy-dinh-" if type_name == "quy định" and _symbol_type(number) == "QĐ" else ""
        return f"{self._bodies.path_of(issuer)}/{on.year}/{prefix}{slug(number)}"


@dataclass(frozen=True, slots=True)
class Change:
    """What the work `by` did to `work`, in the words of relations.tsv.

    Attributes:
        since: The day from which it holds, None where it is not known.
        source: Where the change itself was checked, None where the tables do not say.
        confirmed: Whether that is more than one weak source.
    """

    work: str
    relation: str
    by: str
    since: date | None
    source: str | None
    confirmed: bool


class Changes:
    """What replaced works (documents.tsv) and what amended or continued them (changes.tsv)."""

    def __init__(self, tables: Tables, works: Works, relations: Relations) -> None:
        self._works = works
        replaces = relations.with_effects("replaces")
        # The source in a work's row is that of its number and title; changes.tsv has that of a replacement.
        checked = {(row["work"], row["by"]) for row in tables.rows("changes") if row["relation"] in replaces}
        replaced = (
            Change(
                work=row["id"], relation=replaces[0], by=row["replaced_by"], since=day(row["ended"]), source=None,
                confirmed=False,
            )
            for row in tables.rows("documents")
            if row["replaced_by"] and (row["id"], row["replaced_by"]) not in checked
        )  # fmt: skip
        expired = (
            Change(
                work=row["id"], relation=relations.with_effects("expires")[0], by="", since=day(row["ended"]),
                source=row["source"], confirmed=row["confidence"] == "high",
            )
            for row in tables.rows("documents")
            if row["ended"] and not row["replaced_by"]
        )  # fmt: skip
        others = (
            Change(
                work=row["work"], relation=row["relation"], by=row["by"], since=day(row["since"]),
                source=row["source"], confirmed=row["confidence"] == "high",
            )
            for row in tables.rows("changes")
        )  # fmt: skip
        self.all = (*replaced, *expired, *others)
        self._replacing = [change for change in self.all if change.relation in replaces]
        self._ending = [change for change in self.all if relations.effect_of(change.relation) in ENDING]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.all)

    @cached_property
    def _by_work(self) -> Mapping[str, Sequence[Change]]:
        groups: dict[str, list[Change]] = defaultdict(list)
        for change in self.all:
            groups[change.work].append(change)
        return groups

    def of(self, work_id: str) -> Sequence[Change]:
        """Return what changed a work."""
        return self._by_work.get(work_id, ())

    def start_of(self, change: Change) -> date | None:
        """Return the day from which a change holds: the day known, else that of the work that made it."""
        maker = self._works.get(change.by)
        return change.since or (maker.date if maker else None)

    def in_force_since(self, work_id: str) -> date | None:
        """Return the day on which a work came into force, where it replaced another one on a known day."""
        days = [change.since for change in self._replacing if change.by == work_id and change.since]
        return min(days, default=None)

    def ended_by(self, on: date) -> list[str]:
        """Return the ids of the works that had ended by that day."""
        return [change.work for change in self._ending if (since := self.start_of(change)) and since <= on]


def _symbol_type(number: str) -> str | None:
    parsed = parse_number(number)
    return parsed.type if parsed else None


def _number_keys(number: str) -> Iterable[str]:
    yield number_key(number)
    if serial := re.match(r"0*(\d+(?:\.\d+)?)", number):
        yield serial[1]


def _grouped(pairs: Iterable[tuple[str, Work]]) -> Mapping[str, Sequence[Work]]:
    groups: dict[str, list[Work]] = defaultdict(list)
    for key, work in pairs:
        if work not in groups[key]:
            groups[key].append(work)
    return groups
