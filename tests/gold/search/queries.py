"""Queries with the page that answers them, and how many have it first, among the first three and the first ten."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import Library

CUTS = (1, 3, 10)


class Place(NamedTuple):
    """A page of a file; any page where the page is None."""

    file: str
    page: int | None


class Query(NamedTuple):
    """What was typed, its kind, and the pages that answer it."""

    text: str
    kind: str
    answers: frozenset[Place]


# The places found, best first; each may be several, where copies of a document take one place.
Ask = Callable[[str], Sequence[Collection[Place]]]


def read_queries(path: Path) -> list[Query]:
    """Return the queries of a file in JSON Lines: query, kind, answers with file and page."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Query(row["query"], row.get("kind", ""), frozenset(Place(a["file"], a.get("page")) for a in row["answers"]))
        for row in rows
    ]


def rank_of(found: Sequence[Collection[Place]], answers: Iterable[Place]) -> int | None:
    """Return the place, counted from 1, of the first page found that answers; None where none of them does."""
    wanted = set(answers)
    return next(
        (
            rank
            for rank, places in enumerate(found, 1)
            if any(place in wanted or Place(place.file, None) in wanted for place in places)
        ),
        None,
    )


def ours(library: Library) -> Ask:
    """Return what answers from a library as a user gets it: pages in the order of the hits, copies in one place."""

    def ask(text: str) -> list[Collection[Place]]:
        return [
            {Place(Path(each.path).name, each.page) for each in (hit, *getattr(hit, "copies", ()))}
            for hit in library.search(text, limit=CUTS[-1]).hits
        ]

    return ask


def print_table(title: str, ranks: dict[str, list[int | None]], queries: Sequence[Query], *, by_kind: bool) -> None:
    """Print, for each engine, the queries with a right page among the first 1, 3 and 10, and by kind for ours."""
    count = len(queries)
    print(f"{title}, {count} queries: right page among the first {', '.join(map(str, CUTS))}")
    for name, found in ranks.items():
        print(f"  {name:<22} {_cells(found)}", flush=True)
    if by_kind:
        kinds: dict[str, list[int | None]] = defaultdict(list)
        for query, rank in zip(queries, next(iter(ranks.values())), strict=True):
            kinds[query.kind].append(rank)
        for kind, found in sorted(kinds.items()):
            print(f"    {kind:<20} {_cells(found)}")


def _cells(ranks: Sequence[int | None]) -> str:
    counts = [sum(rank is not None and rank <= cut for rank in ranks) for cut in CUTS]
    return "  ".join(f"{count:>3}/{len(ranks)} {count / max(len(ranks), 1):.2f}" for count in counts)
