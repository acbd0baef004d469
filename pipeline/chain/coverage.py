"""What a library has and what it lacks: counts, cited works that are missing, gaps in the series of numbers."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ..model import Entry, Work
from ..registry import CENTRAL, load
from ..store import Store, codec
from ..vietnamese.numbers import Number, parse_number
from .citations import work_described_by
from .graph import ended_works

_MAX_ISSUERS = 20
# `55/2024/QH15`: the National Assembly numbers its documents through a term, which the letters name.
_LEGISLATURES = ("QH", "UBTVQH")

# A work of the registry counts by its id; an unknown one by its number and day.
_MISSING = """
select coalesce(_links.target, '') as target,
       case when _links.target is null then _links.number_key end as number,
       case when _links.target is null then json_extract(_links.mention, '$.date') end as day,
       min(_links.reference) as reference, min(_links.mention) as mention,
       count(*) as times, count(distinct _links.document) as documents, json_group_array(distinct citing.id) as ids
from _links
join documents as citing on citing.key = _links.document
where citing.secrecy is null
  and (_links.state = 'known-not-held' or (_links.state = 'unknown' and _links.number_key is not null))
  -- A secret document in the library is not missing, and must not be described either.
  and not exists (select 1 from documents where documents.id = _links.target
                  or (_links.target is null and documents.number_key = _links.number_key
                      and documents.secrecy is not null))
group by 1, 2, 3
order by documents desc, times desc, target, number
limit ?
"""


@dataclass(frozen=True, slots=True)
class MissingWork:
    """A work that is cited and not in the library, how often, and the ids of the documents that cite it.

    `known` says whether the registry has it; otherwise `work` is what the citation says, with an empty id.
    """

    work: Work
    known: bool
    times: int
    documents: tuple[str, ...]


def missing_works(store: Store, limit: int = 50) -> list[MissingWork]:
    """Return at most `limit` missing works, those that most documents cite first."""
    found = []
    for row in store.connection.execute(_MISSING, (limit,)):
        known = codec.decode_target(row["reference"])
        mention = codec.decode_mention(row["mention"])
        work = known or work_described_by(mention.antecedent or mention)
        ids = tuple(sorted(codec.decode_strings(row["ids"])))
        found.append(MissingWork(work, known is not None, times=row["times"], documents=ids))
    return found


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """Counts of a library; the mappings go from the largest count to the smallest, years in order.

    `secret` counts the secret documents that were accepted; nothing else of them is counted. `states` are those of the
    resolver, `ended` counts the documents that are known to have ended, `bytes` is the size of the library file.
    """

    documents: int
    pages: int
    secret: int
    set_aside: int
    undated: int
    types: Mapping[str, int]
    issuers: Mapping[str, int]
    years: Mapping[str, int]
    citations: int
    states: Mapping[str, int]
    relations: Mapping[str, int]
    ended: int
    bytes: int


def library_stats(store: Store, as_of: date) -> LibraryStats:
    """Return the counts of a library; `as_of` decides which documents have ended."""

    def counts(query: str) -> dict[str, int]:
        return {str(name): count for name, count in store.connection.execute(query) if name is not None}

    def count(query: str) -> int:
        return int(store.connection.execute(query).fetchone()[0] or 0)

    by = "select {0}, count(*) from documents where secrecy is null group by 1 order by 2 desc, 1"
    of_open_documents = (
        "select {1}, count(*) from {0} join documents on documents.key = {0}.document"
        " where secrecy is null group by 1 order by 2 desc, 1"
    )
    ids = [row[0] for row in store.connection.execute("select id from documents where secrecy is null")]
    states = counts(of_open_documents.format("_links", "state"))
    return LibraryStats(
        documents=count("select count(*) from documents"),
        pages=count("select sum(page_count) from documents"),
        secret=count("select count(*) from documents where secrecy is not null"),
        set_aside=count("select count(*) from set_aside"),
        undated=count("select count(*) from documents where date is null and secrecy is null"),
        types=counts(by.format("type")),
        issuers=dict(list(counts(by.format("issuer")).items())[:_MAX_ISSUERS]),
        years=dict(sorted(counts(by.format("substr(date, 1, 4)")).items())),
        citations=sum(states.values()),
        states=states,
        relations=counts(of_open_documents.format("_relations", "kind")),
        ended=len(ended_works(store, as_of).intersection(ids)),
        bytes=os.path.getsize(store.path),
    )


class _Serial(NamedTuple):
    serial: int
    day: date


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """The numbers of one issuer, symbol and period, some of which are missing.

    Attributes:
        period: A term of the Central Committee, a year, or the years of a run.
        held: How many of the numbers are in the library.
        highest: The highest of them.
        missing: The first and last number of each gap below the highest.
        known: Works of the registry with a missing number.
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


def number_gaps(entries: Iterable[Entry]) -> list[NumberSeries]:
    """Return the series with gaps, the nearly complete ones first.

    A missing number may be that of a secret document, since they share the series. Numbers begin at 01 with every
    type, body and term of the committee (Hướng dẫn 05-HD/VPTW), those of the state with each year. When a local
    committee's term begins is not known, so there a number of at most half the highest before it begins a new run.

    Args:
        entries: The documents of a library; accepted secret ones fill their number.
    """
    serials: dict[tuple[str, str, str | None], list[_Serial]] = defaultdict(list)
    issuers: dict[str, str] = {}
    for entry in entries:
        parsed = parse_number(entry.number or "")
        if not (parsed and parsed.serial and parsed.serial.isdigit() and entry.date and entry.issuer):
            continue
        path = load().bodies.path_of(entry.issuer)
        # Central Committee, Politburo and Secretariat share their numbers.
        issuers.setdefault(path, "Trung ương" if path == CENTRAL else entry.issuer)
        key = (path, parsed.symbol, _period(parsed, path, entry.date))
        serials[key].append(_Serial(int(parsed.serial), entry.date))
    found = [
        series
        for (path, symbol, period), numbers in serials.items()
        for run in (_runs(numbers) if period is None else [numbers])
        if (series := _series(issuers[path], symbol, period=period or _years(run), run=run, path=path)).missing
    ]
    return sorted(found, key=lambda each: (each.count / each.highest, each.issuer, each.symbol, each.period))


def _period(number: Number, path: str, day: date) -> str | None:
    """Return the period in which a number is unique; None where it is not known."""
    if number.body.startswith(_LEGISLATURES):
        return number.body
    if number.style == "state":
        return str(number.year or day.year)
    return load().terms.at(day) if path == CENTRAL or path.endswith(f"-{CENTRAL}") else None


def _runs(numbers: Iterable[_Serial]) -> Iterator[list[_Serial]]:
    """Yield the numbers by date, cut where they begin again."""
    run: list[_Serial] = []
    for each in sorted(numbers, key=lambda each: (each.day, each.serial)):
        if run and each.serial * 2 <= max(other.serial for other in run):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _years(run: Sequence[_Serial]) -> str:
    years = sorted({each.day.year for each in run})
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _series(issuer: str, symbol: str, *, period: str, run: Sequence[_Serial], path: str) -> NumberSeries:
    held = {each.serial for each in run}
    lacking = sorted(set(range(1, max(held))) - held)
    gaps = []
    for _key, group in groupby(enumerate(lacking), key=lambda each: each[1] - each[0]):
        members = [serial for _place, serial in group]
        gaps.append((members[0], members[-1]))
    known = tuple(_known_works(path, symbol, period, set(lacking)))
    return NumberSeries(
        issuer, symbol, period=period, held=len(held), highest=max(held), missing=tuple(gaps), known=known
    )


def _known_works(path: str, symbol: str, period: str, lacking: set[int]) -> Iterator[Work]:
    """Yield the works of the registry whose numbers are missing in a series."""
    for work in load().works:
        if not (work.number and work.date and work.id.startswith(f"{path}/{work.date.year}/")):
            continue
        parsed = parse_number(work.number)
        if not (parsed and parsed.symbol == symbol and parsed.serial and parsed.serial.isdigit()):
            continue
        if int(parsed.serial) in lacking and period in (work.term, str(work.date.year)):
            yield work
