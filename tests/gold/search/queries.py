"""Queries with the page that answers them, and how many have it first, among the first three and the first ten."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import Library
from pipeline.vietnamese.text import fold, nfc

CUTS = (1, 3, 10)


class Answer(NamedTuple):
    """A page of a file; any page where the page is None.

    `passage` is the beginning of the answer, folded: what decides where a file has no pages of its own.
    """

    file: str
    page: int | None
    passage: str = ""


class Place(NamedTuple):
    """What an engine found: a page of a file, and its text, folded, where the file has no pages of its own."""

    file: str
    page: int
    text: str = ""

    def answers(self, answer: Answer) -> bool:
        """Return whether this is what an answer names."""
        if self.file != answer.file:
            return False
        if self.text and answer.passage:
            return answer.passage in self.text
        return answer.page in {None, self.page}


class Query(NamedTuple):
    """What was typed, its kind, and the pages that answer it."""

    text: str
    kind: str
    answers: frozenset[Answer]


# The places found, best first; each may be several, where copies of a document take one place.
Ask = Callable[[str], Sequence[Collection[Place]]]


def read_queries(path: Path) -> list[Query]:
    """Return the queries of a file in JSON Lines: query, kind, and `answers` (file, page), or file, pages, passage
    and `also`, other files with theirs."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Query(row["query"], row.get("kind", ""), frozenset(_answers(row))) for row in rows]


def _answers(row: Mapping[str, Any]) -> Iterator[Answer]:
    for each in row.get("answers", ()):
        yield Answer(each["file"], each.get("page"), plain(each.get("passage", "")))
    for each in (row, *row.get("also", ())) if "file" in row else ():
        for page in each.get("pages") or [None]:
            yield Answer(each["file"], page, plain(each.get("passage", "")))


def plain(text: str) -> str:
    """Return the words of a text, folded, with single blanks."""
    return " ".join(re.findall(r"[^\W_]+", fold(nfc(text))))


def rank_of(found: Sequence[Collection[Place]], answers: Iterable[Answer]) -> int | None:
    """Return the place, counted from 1, of the first page found that answers; None where none of them does."""
    wanted = list(answers)
    for rank, places in enumerate(found, 1):
        if any(place.answers(answer) for place in places for answer in wanted):
            return rank
    return None


def ours(library: Library) -> Ask:
    """Return what answers from a library as a user gets it: pages in the order of the hits, copies in one place."""
    connection = library.store.connection
    sql = (
        "select text from passages join documents on documents.key = document where path = ? and page = ? and start = ?"
    )

    def place(hit: Any) -> Place:
        [text] = connection.execute(sql, (hit.path, hit.page, hit.start)).fetchone()
        return Place(Path(hit.path).name, hit.page, "" if has_pages(hit.path) else plain(text))

    def ask(text: str) -> list[list[Place]]:
        return [
            [place(each) for each in (hit, *getattr(hit, "copies", ()))]
            for hit in library.search(text, limit=CUTS[-1]).hits
        ]

    return ask


def passages_shown(library: Library, queries: Sequence[Query]) -> tuple[int, int]:
    """Count the right hits among ten whose snippet shows the passage that answers, and all that could."""
    shown = asked = 0
    for query in queries:
        hits = library.search(query.text, limit=CUTS[-1]).hits
        for hit, places in zip(hits, ours(library)(query.text), strict=True):
            answer = next(
                (
                    each
                    for each in query.answers
                    if each.passage and any(place.answers(each) for place in list(places)[:1])
                ),
                None,
            )
            if answer:
                asked += 1
                shown += _has_run(plain(hit.snippet).split(), answer.passage.split())
                break
    return shown, asked


def _has_run(text: Sequence[str], passage: Sequence[str], words: int = 5) -> bool:
    """Return whether a text has some words of a passage side by side."""
    runs = {tuple(text[start : start + words]) for start in range(len(text) - words + 1)}
    return any(tuple(passage[start : start + words]) in runs for start in range(len(passage) - words + 1))


def has_pages(path: str) -> bool:
    """Return whether a file has pages of its own, so that a page's number says which one is meant."""
    return path.lower().endswith(".pdf")


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
