"""Numbers that are missing in a body's series: not in the library, or secret, since secret documents share the series.

Hướng dẫn 36-HD/VPTW: numbers begin at 01 with every kind of document, body and term of the committee; those of the
state begin anew each year. When a lower committee's term begins is told by nobody, so there a number of half the
highest before it, or less, begins a new run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ..model import Entry, Work
from ..registry import CENTRAL, load
from ..vietnamese.numbers import Number, parse_number

# `55/2024/QH15`: the National Assembly numbers through its term, which its letters tell.
_OF_A_LEGISLATURE = ("QH", "UBTVQH")


class Numbered(NamedTuple):
    """A document of a series: its number within it, its day, its whole number."""

    serial: int
    day: date
    number: str


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one body, kind and term or year, of which some are not held.

    `period` is a term of the Central Committee, a year, or the years of the run. `missing` are runs of numbers,
    first and last, below the highest one held; `known` are works among them that the registry knows.
    """

    issuer: str
    symbol: str
    period: str
    held: int
    highest: int
    missing: tuple[tuple[int, int], ...]
    known: tuple[Work, ...]

    @property
    def count(self) -> int:
        """How many numbers are missing."""
        return sum(last - first + 1 for first, last in self.missing)


def gaps(entries: Iterable[Entry]) -> list[Series]:
    """The series with numbers missing, those nearest to whole first.

    Secret documents that were accepted count as held, and nothing else is told of them.
    """
    series = defaultdict(list)
    issuers: dict[str, str] = {}
    for entry in entries:
        parsed = parse_number(entry.number or "")
        if not (parsed and parsed.serial and parsed.serial.isdigit() and entry.date and entry.issuer):
            continue
        path = load().bodies.path_of(entry.issuer)
        # Central Committee, Politburo and Secretariat share their numbers.
        issuers.setdefault(path, "Trung ương" if path == CENTRAL else entry.issuer)
        period = _period(parsed, path, entry.date)
        numbered = Numbered(int(parsed.serial), entry.date, entry.number or "")
        series[path, parsed.symbol, period].append(numbered)
    found = [
        told
        for (path, symbol, period), numbers in series.items()
        for run in (_runs(numbers) if period is None else [numbers])
        if (told := _series(issuers[path], symbol, period or _years(run), run, path)).missing
    ]
    return sorted(found, key=lambda each: (each.count / each.highest, each.issuer, each.symbol, each.period))


def _period(number: Number, path: str, day: date) -> str | None:
    """In what time a number stands only once; None where nobody tells."""
    if number.body.startswith(_OF_A_LEGISLATURE):
        return number.body
    if number.style == "state":
        return str(number.year or day.year)
    return load().terms.at(day) if path == CENTRAL or path.endswith(f"-{CENTRAL}") else None


def _runs(numbers: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """The numbers in order of their days, cut where they begin anew."""
    run: list[Numbered] = []
    for each in sorted(numbers, key=lambda each: (each.day, each.serial)):
        if run and each.serial * 2 <= max(other.serial for other in run):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _years(run: Sequence[Numbered]) -> str:
    years = sorted({each.day.year for each in run})
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _series(issuer: str, symbol: str, period: str, run: Sequence[Numbered], path: str) -> Series:
    held = {each.serial for each in run}
    lacking = sorted(set(range(1, max(held))) - held)
    stretches = []
    for _key, group in groupby(enumerate(lacking), key=lambda each: each[1] - each[0]):
        members = [serial for _place, serial in group]
        stretches.append((members[0], members[-1]))
    known = tuple(_known(path, symbol, period, set(lacking)))
    return Series(issuer, symbol, period, len(held), max(held), tuple(stretches), known)


def _known(path: str, symbol: str, period: str, lacking: set[int]) -> Iterator[Work]:
    """Works of the registry whose numbers are missing in a series."""
    for work in load().works:
        if not (work.number and work.date and work.id.startswith(f"{path}/{work.date.year}/")):
            continue
        parsed = parse_number(work.number)
        if not (parsed and parsed.symbol == symbol and parsed.serial and parsed.serial.isdigit()):
            continue
        if int(parsed.serial) in lacking and period in (work.term, str(work.date.year)):
            yield work
