"""Works: documents that others cite, held in the library or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from ..model import Work
from ..vietnamese.numbers import number_key, parse_number
from ..vietnamese.text import nfc, slug, squeeze, tone_key
from .bodies import Bodies
from .tables import day, split

CENTRAL = "trung-uong"  # where the ids of the Central Committee's works begin, and those of Politburo and Secretariat


class Works(Bodies):
    """The tables of works, their names and plenums, and the questions asked of them."""

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """Every work that the registry knows."""
        return tuple(self._work(row) for row in self.rows("documents"))

    def _work(self, row: Mapping[str, str]) -> Work:
        on, number = day(row["date"]), row["number"] or None
        work_id = row["id"] or self.work_id(row["issuer"], on, number, row["type"])
        return Work(
            work_id or slug(row["title"]), row["type"], number, row["issuer"] or None, on, row["title"],
            row["term"] or None, int(row["plenum"]) if row["plenum"] else None, row["confidence"] == "high",
        )  # fmt: skip

    @cached_property
    def _works_by_id(self) -> Mapping[str, Work]:
        return {work.id: work for work in self.works}

    @cached_property
    def _works_by_number(self) -> Mapping[str, Sequence[Work]]:
        return _grouped((key, work) for work in self.works if work.number for key in _number_keys(work))

    @cached_property
    def _works_by_alias(self) -> Mapping[str, Sequence[Work]]:
        pairs = [
            (tone_key(alias), self._works_by_id[work_id])
            for row in self.rows("aliases")
            for alias in [row["alias"]]
            for work_id in split(row["works"])
            if work_id in self._works_by_id
        ]
        return _grouped(pairs)

    def work(self, work_id: str) -> Work | None:
        """The work with this id."""
        return self._works_by_id.get(work_id)

    def works_numbered(self, number: str) -> Sequence[Work]:
        """The works with this number, whole (`04-NQ/TW`) or bare (`76`)."""
        return self._works_by_number.get(number_key(number), ())

    def works_of_plenum(self, plenum: int, term: str | None) -> Sequence[Work]:
        """The works that a plenum of the Central Committee issued; of every term when `term` is None."""
        return [work for work in self.works if work.plenum == plenum and term in (None, work.term)]

    @cached_property
    def _customary(self) -> Mapping[tuple[int, str], str]:
        return {(int(row["plenum"]), row["term"]): row["work"] for row in self.rows("plenums")}

    def work_of_plenum(self, plenum: int, term: str | None) -> Work | None:
        """The one work that everybody means by the plenum's resolution, where custom has settled on one of several."""
        return self.work(self._customary.get((plenum, term or ""), ""))

    def works_aliased(self, name: str) -> Sequence[Work]:
        """The works known under a name (`Điều lệ Đảng`); several where the name is ambiguous."""
        return self._works_by_alias.get(tone_key(squeeze(nfc(name))), ())

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Every name under which a work is known."""
        return tuple(row["alias"] for row in self.rows("aliases"))

    def work_id(self, issuer: str | None, on: date | None, number: str | None, type_name: str | None) -> str | None:
        """The id of a work; None where issuer, date or number is missing.

        `QĐ` stands for two types in one body's numbers, so a quy định says so.
        """
        if not (issuer and on and number):
            return None
        prefix = "quy-dinh-" if type_name == "quy định" and _symbol_type(number) == "QĐ" else ""
        return f"{self.issuer_path(issuer)}/{on.year}/{prefix}{slug(number)}"


def _symbol_type(number: str) -> str | None:
    parsed = parse_number(number)
    return parsed.type if parsed else None


def _number_keys(work: Work) -> Iterable[str]:
    assert work.number
    yield number_key(work.number)
    serial = re.match(r"0*(\d+)", work.number)
    if serial:
        yield serial[1]


def _grouped(pairs: Iterable[tuple[str, Work]]) -> Mapping[str, Sequence[Work]]:
    groups: dict[str, list[Work]] = defaultdict(list)
    for key, work in pairs:
        if work not in groups[key]:
            groups[key].append(work)
    return groups
