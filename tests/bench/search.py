"""`python -m tests.bench search`: our search beside FTS5's bm25(), tantivy and recoll on the same passages.

Eight classes of query, several of each, in turn on each engine in one run: p50 and p95 in
milliseconds, how many times longer a peer takes (the median over the queries), and whether our ten are
FTS5's ten where its own weights are asked for. `top_k` is `Index.top_k` (the ten best and
how many there are), `search` all that `chithi search` does once the library is open.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from pipeline.index import Index, Leaf, leaves_of, match_expression
from pipeline.search import search
from pipeline.search.query import parse_query
from pipeline.store import Store
from pipeline.store.connection import SCHEMA_VERSION
from tests.bench import search_peers as peers
from tests.bench.search_text import passages
from tests.bench.side_by_side import side_by_side
from tests.documents import document

_K = 10
_PAGES, _CHANGES = 20, 15
_OF_PATH = "select id from documents where path = ?"
_OF_SIZE = "select id from documents where (select count(*) from pages where document = documents.key) = ?"
_HEAD = (
    "        top_k p50     p95  search p50     p95  FTS5 p50      p95 FTS5/top_k  least  FTS5/search"
    "  tantivy p50 tantivy/top_k  same ten"
)
# Words are named by the share of the passages that they stand on.
_CLASSES: dict[str, tuple[tuple[float | str, ...], ...]] = {
    "rare": ((2e-5,), (5e-5,), (1e-4,), (2e-4,), (4e-4,), (8e-4,)),
    "medium": ((0.005,), (0.01,), (0.02,), (0.03,), (0.04,), (0.06,)),
    "common": ((0.25,), (0.35,), (0.45,), (0.5,), (0.6,), (0.69,)),
    "two": ((0.45, 0.3), (0.6, 0.1), (0.2, 0.15), (0.1, 0.05), (0.6, 0.5), (0.05, 0.001)),
    "three": (
        (0.45, 0.3, 0.2), (0.6, 0.1, 0.05), (0.2, 0.15, 0.1), (0.6, 0.5, 0.4), (0.3, 0.05, 0.01), (0.1, 0.08, 0.06),
    ),
    "phrase": (
        ('"chi thi"',), ('"nghi quyet"',), ('"to chuc"',), ('"thuc hien"',), ('"ban chap hanh"',),
        ('"trung uong"',), ('"ban chap hanh trung uong"',), ('"va cac"',),
    ),
    "prefix": (("lu*",), ("th*",), ("quy*",), ("ngh*",), ("chi*",), ("tru*",), ("khoan*",)),
    "or": (
        (0.69, "OR", 0.6), (0.5, "OR", 0.4), (0.1, "OR", 0.05), (0.6, "OR", 0.01), (0.3, "OR", 0.2, "OR", 0.1),
        (0.4, "OR", 0.3), (0.02, "OR", 0.01), (0.001, "OR", 0.5),
    ),
}  # fmt: skip


class Timed(NamedTuple):
    """Seconds of every run of a query, by engine."""

    query: str
    seconds: dict[str, list[float]]
    same: bool


def main(arguments: Sequence[str]) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench search", description=__doc__)
    parser.add_argument("--passages", type=int, action="append", help="size; may be given again (200000 and 1000000)")
    parser.add_argument("--runs", type=int, default=7, help="of each query on each engine")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "chithi-bench", help="what is made"
    )
    parser.add_argument("--recoll", action="store_true", help="beside recoll, too: a process of each")
    chosen = parser.parse_args(arguments)
    for count in chosen.passages or (200_000, 1_000_000):
        folder = chosen.folder / f"{count}"
        folder.mkdir(parents=True, exist_ok=True)
        measure(folder, count, chosen.runs, recoll=chosen.recoll)


def measure(folder: Path, count: int, runs: int, *, recoll: bool) -> None:
    """All figures of one size."""
    print(f"\n{count:,} passages")
    ours = peers.made(folder / f"library-{SCHEMA_VERSION}.sqlite", lambda path: peers.library(path, count))
    fts5 = peers.made(folder / "fts5.sqlite", lambda path: peers.fts5(path, count))
    tantivy = peers.made(folder / "tantivy", lambda path: peers.tantivy(path, count))
    with Store.open(ours) as library:
        queries = {name: list(_queries(library.connection, name)) for name in _CLASSES}
        engines = _engines(library, fts5, tantivy)
        print(_HEAD)
        for name in _CLASSES:
            _print_class(name, [_timed(library, engines, fts5, query, runs) for query in queries[name]])
        _print_sizes(library, folder, count)
    _print_changes(ours)
    _print_processes(ours, queries, folder if recoll else None, count)


def _queries(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    total = Index(connection).page_count()
    taken: set[str] = set()
    for parts in _CLASSES[name]:
        words = []
        for part in parts:
            if isinstance(part, float):
                part = next(
                    row[0]
                    for row in connection.execute(
                        "select term from _index_terms where term glob '[a-z]*' order by abs(pages - ?), term",
                        (part * total,),
                    )
                    if row[0] not in taken
                )
                taken.add(part)
            words.append(part)
        yield " ".join(words)


def _engines(library: Store, fts5: Path, tantivy: Path) -> dict[str, Callable[[str], object]]:
    import tantivy as peer

    other = sqlite3.connect(fts5)
    index: Any = peer.Index.open(str(tantivy))
    searcher = index.searcher()

    def of_fts5(query: str) -> object:
        return other.execute(
            "select rowid from passages where passages match ? order by rank limit ?", (_match(query), _K)
        ).fetchall()

    def of_tantivy(query: str) -> object:
        return searcher.search(index.parse_query(_for_tantivy(query), ["text"]), _K, count=False)

    def top_k(query: str) -> object:
        root = parse_query(query).root
        assert root
        return library.index.top_k(root, _K)

    return {"top_k": top_k, "search": lambda query: search(library, query), "fts5": of_fts5, "tantivy": of_tantivy}


def _match(query: str) -> str:
    root = parse_query(query).root
    assert root
    # A prefix stands behind the quotes in FTS5.
    return match_expression(root).replace('*"', '"*')


def _for_tantivy(query: str) -> str:
    if query.endswith("*"):
        return f'"{query[:-1]}"*' if " " in query else f"/{query[:-1]}.*/"
    return query if "OR" in query else " AND ".join([query] if '"' in query else query.split())


def _timed(library: Store, engines: dict[str, Callable[[str], object]], fts5: Path, query: str, runs: int) -> Timed:
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for name, ask in engines.items():
        if name == "tantivy" and query.endswith("*"):
            continue  # it has no ranked prefix query
        ask(query)
    for _run in range(runs):
        for name, ask in engines.items():
            if name == "tantivy" and query.endswith("*"):
                continue
            began = time.perf_counter()
            ask(query)
            seconds[name].append(time.perf_counter() - began)
    return Timed(query, seconds, _same_ten(library, fts5, query))


def _same_ten(library: Store, fts5: Path, query: str) -> bool:
    """Whether our ten are FTS5's, ties aside, with its weights of words."""
    root = parse_query(query).root
    assert root
    with sqlite3.connect(fts5) as other:
        theirs = other.execute(
            "select rowid, -rank from passages where passages match ? order by rank limit ?", (_match(query), _K)
        ).fetchall()
        weights = tuple(_weight_of_fts5(other, leaf) for leaf in leaves_of(root))
    ours, _total = library.index.top_k(root, _K, weights=weights)
    last = theirs[-1][1] if theirs else 0.0
    scores = [each.score for each in ours]
    return (
        len(ours) == len(theirs)
        and all(map(_close, scores, [row[1] for row in theirs]))
        and {each.key for each in ours if not _close(each.score, last)}
        == {row[0] for row in theirs if not _close(row[1], last)}
    )


def _close(one: float, two: float) -> bool:
    return math.isclose(one, two, rel_tol=1e-6, abs_tol=1e-12)


def _weight_of_fts5(other: sqlite3.Connection, leaf: Leaf) -> float:
    match = match_expression(leaf).replace('*"', '"*')
    holding = other.execute("select count(*) from passages where passages match ?", (match,)).fetchone()[0]
    total = other.execute("select count(*) from passages_docsize").fetchone()[0]
    weight = math.log((total - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else 1e-6


def _print_class(name: str, queries: Sequence[Timed]) -> None:
    p50, p95 = zip(*(_spread(queries, engine) for engine in ("top_k", "search", "fts5", "tantivy")), strict=True)
    ratios = _ratios(queries, "fts5", "top_k")
    same = sum(each.same for each in queries)
    print(
        f"{name:8} {p50[0]:8.2f} {p95[0]:7.2f} {p50[1]:11.2f} {p95[1]:7.2f} {p50[2]:9.2f} {p95[2]:8.2f}"
        f" {median(ratios):10.1f} {min(ratios):6.1f} {median(_ratios(queries, 'fts5', 'search')):12.1f}"
        f" {p50[3]:12.2f} {median(_ratios(queries, 'tantivy', 'top_k') or [math.nan]):13.2f}  {same}/{len(queries)}",
        flush=True,
    )


def _spread(queries: Sequence[Timed], engine: str) -> tuple[float, float]:
    """Median and 95th percentile, in ms, of every run of every query."""
    every = sorted(1000 * each for query in queries for each in query.seconds[engine])
    return (median(every), quantiles(every, n=20)[-1]) if len(every) > 1 else (math.nan, math.nan)


def _ratios(queries: Sequence[Timed], theirs: str, ours: str) -> list[float]:
    return [median(query.seconds[theirs]) / median(query.seconds[ours]) for query in queries if query.seconds[theirs]]


def _print_sizes(library: Store, folder: Path, count: int) -> None:
    text = peers.text_size(count)
    sizes = {
        name: size / text
        for name, size in library.connection.execute("select name, sum(pgsize) from dbstat group by name")
        if name.startswith(("_index", "sqlite_autoindex__index"))
    }
    rest = ", ".join(f"{name} {size:.3f}" for name, size in sizes.items() if size >= 0.001)
    print(f"index beside its text ({text / 1e6:.0f} MB): {sum(sizes.values()):.3f} ({rest});", end=" ")
    print(f"FTS5 {(folder / 'fts5.sqlite').stat().st_size / text:.3f},", end=" ")
    tantivy = sum(each.stat().st_size for each in (folder / "tantivy").iterdir())
    vectors = library.connection.execute("select count(*), sum(words > 1) from _index_impacts").fetchone()
    print(f"tantivy {tantivy / text:.3f}; {vectors[0]} impact vectors, {vectors[1] or 0} of phrases")


def _print_changes(ours: Path) -> None:
    """How long it takes, in a copy, to add a document of twenty passages, to remove it, and to remove an old one."""
    pages = [row.body for row in passages(_PAGES * _CHANGES, seed=9)]
    took: dict[str, list[float]] = {"adding": [], "removing what came last,": [], "removing from amidst,": []}

    def timed(what: str, change: Callable[[], object]) -> None:
        began = time.perf_counter()
        change()
        took[what].append(1000 * (time.perf_counter() - began))

    with tempfile.TemporaryDirectory(dir=ours.parent) as folder:
        copy = shutil.copy(ours, folder)
        with Store.open(copy) as library:
            for start in range(0, len(pages), _PAGES):
                made = document(*pages[start : start + _PAGES], number=f"{start}-CT/TU", path="/bench-change.pdf")
                timed("adding", partial(library.add, made))
                (name,) = (entry[0] for entry in library.connection.execute(_OF_PATH, (made.path,)))
                timed("removing what came last,", partial(library.remove, name))
            old = [row[0] for row in library.connection.execute(_OF_SIZE, (_PAGES,))]
            for name in old[:: max(len(old) // _CHANGES, 1)][:_CHANGES]:
                timed("removing from amidst,", partial(library.remove, name))
    for what, each in took.items():
        print(f"{what} a document of {_PAGES} passages: {median(each):.1f} ms, at most {max(each):.1f} ms")


def _print_processes(ours: Path, queries: dict[str, list[str]], folder: Path | None, count: int) -> None:
    chithi = [str(Path(sys.executable).with_name("chithi")), "--library", str(ours), "search"]
    start = [sys.executable, "-c", "import click, sqlite3"]
    for what, query in (
        ("typical (two words)", queries["two"][2]),
        ("a word of half the passages", queries["common"][3]),
        ("OR of two common words", queries["or"][0]),
    ):
        ratio = side_by_side([*chithi, query], start, 15)
        print(f"whole process, {what}, beside python -c 'import click, sqlite3': {ratio}")
    if folder:
        index = peers.made(folder / "recoll", lambda path: peers.recoll(path, count))
        recollq = ["recollq", "-c", str(index), "-n", "10"]
        for name in ("medium", "common", "two", "or"):
            query = queries[name][2]
            print(f"whole process, {name}, beside recollq: {side_by_side([*chithi, query], [*recollq, query], 7)}")
