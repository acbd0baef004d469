"""`python -m tests.bench questions`: questions in ordinary words, beside FTS5's bm25() with snippet().

Processor time of a whole `search()` and of one FTS5 query over the same articles (ALQAC, tests/gold/ranking.py), in one
process, each question on both in turn; the ratio is the median over questions and runs.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

from pipeline.search import search
from tests.gold import ranking

_BEST = 10


def main(arguments: Sequence[str]) -> None:
    """Print milliseconds of both and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench questions", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of each question")
    runs = parser.parse_args(arguments).runs
    if not ranking.FOLDER.exists():
        print("no questions beside this checkout")
        return
    articles, questions = ranking.articles(), ranking.questions()
    fts5 = _fts5(articles)
    ours: list[float] = []
    theirs: list[float] = []
    with ranking.law_library(articles) as library:
        for run in range(runs + 1):
            pairs = [
                (_milliseconds(lambda: search(library, question.text)), _milliseconds(lambda: fts5(question.text)))  # noqa: B023
                for question in questions
            ]
            if run:  # the first one warms caches
                ours += [pair[0] for pair in pairs]
                theirs += [pair[1] for pair in pairs]
    ratio = median(one / two for one, two in zip(ours, theirs, strict=True))
    print(f"search() {_spread(ours)}; FTS5 bm25() and snippet() {_spread(theirs)}")
    print(f"ratio {ratio:.2f} (of the sums {sum(ours) / sum(theirs):.2f})")


def _fts5(articles: dict[str, str]) -> Callable[[str], list[tuple[int, str]]]:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table t using fts5(body, tokenize='unicode61 remove_diacritics 0')")
    connection.executemany("insert into t (rowid, body) values (?, ?)", enumerate(articles.values()))

    def ask(question: str) -> list[tuple[int, str]]:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(ranking.words_of_question(question)))
        sql = "select rowid, snippet(t, 0, '[', ']', '…', 32) from t where t match ? order by bm25(t) limit ?"
        return connection.execute(sql, (match, _BEST)).fetchall()

    return ask


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return 1000 * (time.process_time() - began)


def _spread(milliseconds: Sequence[float]) -> str:
    return f"p50 {median(milliseconds):.1f}, p95 {quantiles(milliseconds, n=20)[-1]:.1f} ms"
