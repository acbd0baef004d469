"""Ranking: queries over real files and look-ups beside other engines, then ALQAC 2023, law articles as pages.

    python -m tests.gold.ranking           everything
    python -m tests.gold.ranking --queries FILE --files LIST [--folder DIR]
                                           the queries of a file over the files of a list
    python -m tests.gold.ranking --only queries|lookups|alqac
    python -m tests.gold.ranking --ours    without other engines
    python -m tests.gold.ranking --verbose what is not first
    python -m tests.gold.ranking --folds   one weight at a time: chosen on four fifths, reported for the rest
    python -m tests.gold.ranking --titles  a second set, on which no weight was chosen

A query has the page that answers it (tests/gold/search/); the others get the text of the same pages. Files are read
once and kept in the folder for temporary files.

The questions of ALQAC go through `Library.search` as they are typed. An article is a page of its law
with its title as a heading ("laws"), or a document of its own without a title ("files").
The other engines get the words of article and question, any of which will do.

The second set is the titles of articles, each asking for its article, from which it was taken away, and the
headings of the sample, each asking for the pages that have it; beside ours are our pages by BM25 alone.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from pipeline import Library
from pipeline.ingest import ingest
from pipeline.model import Section
from pipeline.search import relaxed, reranker, retrieval, search
from pipeline.search.weights import WEIGHTS, Weights
from pipeline.store import Store
from pipeline.vietnamese.text import fold, nfc, tone_key
from tests.command import ROOT
from tests.documents import document
from tests.gold.headers import SHARED
from tests.gold.search import queries as page_queries
from tests.gold.search.library import folders, library_of, listed_files, usual_files
from tests.gold.search.lookups import print_latency, print_lookups
from tests.gold.search.peers import Pages, pages_of, recoll
from tests.gold.search.peers import fts5 as page_fts5
from tests.gold.search.peers import tantivy as page_tantivy
from tests.gold.search.queries import Query, passages_shown, print_table, rank_of, read_queries

FOLDER = SHARED / "data" / "ir"
CUT, CUTS = 10, (1, 5, 10)
FOLDS = 5
GRID: dict[str, tuple[float, ...]] = {
    "pairs": (0.4, 0.8, 1.2, 1.6, 2.0),
    "tones": (0.0, 0.1, 0.5),
    "common": (0.15, 0.3, 1.0),
    "telling": (3, 5, 8, 12, 64),
    "enough": (1, 10, 30),
    "question": (4, 6, 9),
}
Ask = Callable[[str], Sequence[str]]


class Question(NamedTuple):
    """A question as typed and the articles that answer it."""

    text: str
    relevant: frozenset[str]


def articles() -> dict[str, str]:
    """The articles by `law@number`; each begins with its title on a line."""
    texts: dict[str, str] = json.loads((FOLDER / "alqac_articles.json").read_text(encoding="utf-8"))
    return {name: nfc(text) for name, text in texts.items()}


def questions() -> list[Question]:
    """The questions."""
    cases = json.loads((FOLDER / "alqac_train.json").read_text(encoding="utf-8"))
    return [
        Question(
            nfc(case["text"]),
            frozenset(f"{each['law_id']}@{each['article_id']}" for each in case["relevant_articles"]),
        )
        for case in cases
    ]


def headless(texts: dict[str, str]) -> tuple[dict[str, str], list[Question]]:
    """The articles without their titles, and the titles of four words and more that only one article has."""
    titles = {name: text.partition("\n")[0] for name, text in texts.items()}
    times = Counter(titles.values())
    asked = [
        Question(title, frozenset({name}))
        for name, title in titles.items()
        if times[title] == 1 and len(title.split()) > 3
    ]
    return {name: text.partition("\n")[2].strip() for name, text in texts.items()}, asked


# what is measured


def measures(found: Sequence[Sequence[str]], asked: Sequence[Question]) -> dict[str, float]:
    """Recall at 1, 5 and 10, mean reciprocal rank and nDCG, both at 10, over all questions."""
    pairs = [(list(names[:CUT]), question.relevant) for names, question in zip(found, asked, strict=True)]
    return {
        **{f"R@{cut}": mean(len(set(names[:cut]) & right) / len(right) for names, right in pairs) for cut in CUTS},
        "MRR@10": mean(next((1 / place for place, name in enumerate(names, 1) if name in right), 0.0)
                       for names, right in pairs),
        "nDCG@10": mean(_gain([name in right for name in names]) / _gain([True] * min(len(right), CUT))
                        for names, right in pairs),
    }  # fmt: skip


def _gain(hits: Sequence[bool]) -> float:
    return sum(hit / math.log2(place + 1) for place, hit in enumerate(hits, 1))


# ours


@contextmanager
def laws(texts: dict[str, str]) -> Iterator[Ask]:
    """Yield what answers from a library with a document for each law and a page for each article."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in texts:
        names[name.partition("@")[0]].append(name)
    with law_library(texts) as library:
        yield lambda text: [names[hit.path][hit.page - 1] for hit in search(library, text, limit=CUT).hits]


@contextmanager
def law_library(texts: dict[str, str]) -> Iterator[Store]:
    """Yield a library with a document for each law and a page for each article."""
    parted: dict[str, dict[str, str]] = defaultdict(dict)
    for name, text in texts.items():
        parted[name.partition("@")[0]][name] = text
    made = [
        document(
            *pages.values(), title=law, path=law,
            outline=[Section(f"Điều {name.partition('@')[2]}", text.partition("\n")[0], page, 1, 0)
                     for page, (name, text) in enumerate(pages.items(), 1)],
        )
        for law, pages in parted.items()
    ]  # fmt: skip
    with _library(made) as library:
        yield library


@contextmanager
def files(texts: dict[str, str]) -> Iterator[Ask]:
    """A document an article."""
    with _library([document(text, path=name) for name, text in texts.items()]) as library:
        yield lambda text: [hit.path for hit in search(library, text, limit=CUT).hits]


@contextmanager
def _library(made: Sequence[Any]) -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "l.sqlite", create=True) as library,
    ):
        for each in made:
            library.add(each)
        yield library


@contextmanager
def sample() -> Iterator[tuple[Ask, list[Question]]]:
    """Return the answer from the sample, by document and page, and its headings, each with its pages."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "l.sqlite", create=True) as library:
        ingest(library, [ROOT / "corpora" / "sample" / "files"], jobs=1)
        pages: dict[str, set[str]] = defaultdict(set)
        for (name,) in library.connection.execute("select id from documents").fetchall():
            for section in library.outline(name):
                if len(section.title.split()) > 3:
                    pages[section.title].add(f"{name}:{section.page}")
        asked = [Question(title, frozenset(names)) for title, names in pages.items()]
        yield lambda text: [f"{hit.id}:{hit.page}" for hit in search(library, text, limit=CUT).hits], asked


# others


def words_of_question(text: str) -> list[str]:
    """Return the words of a text with their tones."""
    return re.findall(r"[^\W_]+", tone_key(text))


def fts5(texts: dict[str, str]) -> Ask:
    """SQLite's bm25()."""
    connection = _table("fts5(body, tokenize='unicode61 remove_diacritics 0')", texts)
    return _sql(connection, "bm25(t)", texts)


def fts4(texts: dict[str, str]) -> Ask:
    """sqlite-fts4's rank_bm25."""
    from sqlite_fts4 import register_functions

    connection = _table("fts4(body, tokenize=unicode61 'remove_diacritics=0')", texts)
    register_functions(connection)
    return _sql(connection, "rank_bm25(matchinfo(t, 'pcnalx'))", texts)


def _table(kind: str, texts: dict[str, str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"create virtual table t using {kind}")
    connection.executemany(
        "insert into t (rowid, body) values (?, ?)",
        ((place, " ".join(words_of_question(text))) for place, text in enumerate(texts.values())),
    )
    return connection


def _sql(connection: sqlite3.Connection, score: str, texts: dict[str, str]) -> Ask:
    names = list(texts)

    def ask(text: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words_of_question(text)))
        # Both functions give the best page the lowest number.
        rows = connection.execute(f"select rowid from t where t match ? order by {score} limit {CUT}", (match,))
        return [names[row[0]] for row in rows]

    return ask


def tantivy_default(texts: dict[str, str]) -> Ask:
    """Tantivy with its default analyser and parser."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw")
    builder.add_text_field("body")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for name, text in texts.items():
        writer.add_document(tantivy.Document(name=name, body=" ".join(words_of_question(text))))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        query = index.parse_query(" ".join(words_of_question(text)), ["body"])
        return [searcher.doc(address)["name"][0] for _score, address in searcher.search(query, CUT).hits]

    return ask


def plain_bm25(texts: dict[str, str], k1: float = 1.2, b: float = 0.75) -> Ask:
    """The formula itself over syllables."""
    counts = {name: Counter(words_of_question(text)) for name, text in texts.items()}
    lengths = {name: sum(each.values()) for name, each in counts.items()}
    average = mean(lengths.values())
    holding: dict[str, list[str]] = defaultdict(list)
    for name, each in counts.items():
        for word in each:
            holding[word].append(name)

    def ask(text: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for word, times in Counter(words_of_question(text)).items():
            idf = math.log(1 + (len(counts) - len(holding[word]) + 0.5) / (len(holding[word]) + 0.5))
            for name in holding[word]:
                hits = counts[name][word]
                scores[name] += times * idf * (k1 + 1) * hits / (hits + k1 * (1 - b + b * lengths[name] / average))
        return sorted(scores, key=lambda name: -scores[name])[:CUT]

    return ask


# choosing


@contextmanager
def weighed(weights: Weights) -> Iterator[None]:
    """Search with other weights for a while."""
    modules: tuple[Any, ...] = (retrieval, reranker, relaxed)
    for module in modules:
        module.WEIGHTS = weights
    try:
        yield
    finally:
        for module in modules:
            module.WEIGHTS = WEIGHTS


def folds(asks: dict[str, Ask], asked: Sequence[Question]) -> None:
    """One weight at a time: nDCG of each value on all questions, and of the value that four fifths choose on the rest.

    Toned and toneless questions and both layouts count alike.
    """
    for weight, values in GRID.items():
        gains = {}
        for value in values:
            with weighed(WEIGHTS._replace(**{weight: value})):  # type: ignore[arg-type]
                gains[value] = [
                    mean(measures([ask(style(question.text))], [question])["nDCG@10"]
                         for ask in asks.values() for style in (str, fold))
                    for question in asked
                ]  # fmt: skip
        held_out = []
        for part in range(FOLDS):
            rest = [place for place in range(len(asked)) if place % FOLDS != part]
            best = max(values, key=lambda value: mean(gains[value][place] for place in rest))
            held_out += [gains[best][place] for place in range(part, len(asked), FOLDS)]
        scores = "  ".join(f"{value:g}: {mean(gains[value]):.3f}" for value in values)
        print(f"{weight:<8} {scores}  | on questions held out {mean(held_out):.3f}")


def by_bm25(ask: Ask) -> Ask:
    """The same without a look at tones, neighbours and citations."""

    def alone(text: str) -> Sequence[str]:
        with weighed(WEIGHTS._replace(candidates=0)):
            return ask(text)

    return alone


def second() -> None:
    """Print the second set: ours, our pages by BM25 alone, and for articles the plain formula."""
    bodies, titles = headless(articles())
    with laws(bodies) as by_law, sample() as (by_page, headings):
        for what, ask, asked in (("titles", by_law, titles[::4]), ("headings", by_page, headings)):
            for marks, style in (("with", str), ("without", fold)):
                rows = {"chithi": ask, "BM25 alone": by_bm25(ask)}
                if ask is by_law:
                    rows["BM25 1.2/.75"] = plain_bm25({name: style(text) for name, text in bodies.items()})
                print(f"{len(asked)} {what} {marks} tones")
                for name, each in rows.items():
                    _print_row(name, [each(style(question.text)) for question in asked], asked)


def _print_row(name: str, found: Sequence[Sequence[str]], asked: Sequence[Question]) -> None:
    print(f"{name:<18} " + "  ".join(f"{value:7.3f}" for value in measures(found, asked).values()), flush=True)


def real_queries(options: argparse.Namespace) -> None:
    """Print the queries over real files, the look-ups made from them, and the latency."""
    listing = options.files
    chosen = listed_files(listing, folders(options.folder)) if listing else usual_files()
    path = options.library or library_of(chosen)
    asked = read_queries(options.queries) if options.queries and options.queries.exists() else []
    with Library.open(path) as library:
        pages = pages_of(library)
        print(f"{len(library.entries())} documents, {len(pages)} pages")
        if asked and options.only in {None, "queries"}:
            _print_queries(library, pages, asked, options)
        if options.only in {None, "lookups"}:
            print_lookups(library, verbose=options.verbose)
        if asked and options.only in {None, "queries"}:
            print_latency(library, [query.text for query in asked])


def _print_queries(library: Library, pages: Pages, asked: Sequence[Query], options: argparse.Namespace) -> None:
    asks: dict[str, page_queries.Ask] = {"chithi": page_queries.ours(library)}
    with recoll(pages) if not options.ours else nullcontext() as by_recoll:
        if not options.ours:
            asks |= {
                "FTS5, without tones": page_fts5(pages, toned=False),
                "FTS5, with tones": page_fts5(pages, toned=True),
                "tantivy, with tones": page_tantivy(pages),
            } | ({"recoll": by_recoll} if by_recoll else {})
        found = {name: [ask(query.text) for query in asked] for name, ask in asks.items()}
    ranks = {
        name: [rank_of(places, query.answers) for places, query in zip(each, asked, strict=True)]
        for name, each in found.items()
    }
    print_table(options.queries.name if options.queries else "", ranks, asked, by_kind=True)
    visible, right = passages_shown(library, asked)
    print(f"  the snippet of the right page shows five words of the passage that answers: {visible}/{right}")
    if options.verbose:
        for query, rank, places in zip(asked, ranks["chithi"], found["chithi"], strict=True):
            if rank != 1:
                shown = " | ".join(f"{place.file} {place.page}" for each in places[:3] for place in each)
                wanted = ", ".join(f"{place.file} {place.page}" for place in query.answers)
                print(f"  {rank or '–':>2} {query.kind:<9} {query.text}\n       is {wanted}\n       got {shown}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gold.ranking", description=__doc__.partition("\n")[0])
    queries = SHARED / "gold" / "search" / "queries.jsonl"
    parser.add_argument("--queries", type=Path, default=queries, help="queries in JSON Lines")
    parser.add_argument("--files", type=Path, help="the files that they are asked of, one on a line")
    parser.add_argument("--folder", type=Path, action="append", default=[], help="where such files are")
    parser.add_argument("--library", type=Path, help="a library that has been made of them")
    parser.add_argument("--only", choices=("queries", "lookups", "alqac"))
    for flag in ("ours", "verbose", "folds", "titles"):
        parser.add_argument(f"--{flag}", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Print the queries, the look-ups and the table, or what the folds say, or the second set."""
    options = _options()
    if not (options.folds or options.titles) and options.only != "alqac":
        real_queries(options)
    if options.only in {None, "alqac"}:
        alqac(options)


def alqac(options: argparse.Namespace) -> None:
    """Print the table, or what the folds say, or the second set."""
    if not FOLDER.exists():
        print("no questions beside this checkout")
        return
    if options.titles:
        second()
        return
    texts, asked = articles(), questions()
    with laws(texts) as by_law, files(texts) as by_file:
        if options.folds:
            folds({"laws": by_law, "files": by_file}, asked)
            return
        others = (
            {}
            if options.ours
            else {"FTS5 bm25()": fts5, "tantivy": tantivy_default, "rank_bm25 (FTS4)": fts4, "BM25 1.2/.75": plain_bm25}
        )
        for title, style in (("with tones", str), ("without tones", fold)):
            print(f"{title:<18} " + "  ".join(f"{name:>7}" for name in ("R@1", "R@5", "R@10", "MRR@10", "nDCG@10")))
            styled = {name: style(text) for name, text in texts.items()}
            rows = {"chithi, laws": by_law, "chithi, files": by_file}
            rows |= {name: make(styled) for name, make in others.items()}
            for name, ask in rows.items():
                found = [ask(style(question.text)) for question in asked]
                _print_row(name, found, asked)
                if options.verbose and name == "chithi, laws":
                    for names, question in zip(found, asked, strict=True):
                        if not names or names[0] not in question.relevant:
                            print(
                                f"  {question.text}\n    {', '.join(question.relevant)}; found {', '.join(names[:3])}"
                            )


if __name__ == "__main__":
    main()
