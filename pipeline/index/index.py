"""The full-text index of a library: FTS4, the counts that ranking needs, and impact vectors in a large library."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from . import norms, vectors
from .analysis import words_in
from .bm25 import COLUMNS, Bm25, Impacts, ScoredPage, idf
from .expression import Leaf, Node, leaves_of, match_expression
from .matching import Matches, Spans, flagged, matches
from .top_k import TopK
from .vectors import LARGE_LIBRARY, Accept, Thresholds

_MERGE_AFTER = 500  # pages added at once, from which on FTS4's segments are merged into one
_COMPACT_AFTER = 4096  # pages added since the last compaction
_SAMPLE = 4000  # pages in which frequent phrases are counted
_BATCH = 4096  # pages
_COUNTS = ("_index_terms", "_index_lengths", "_index_norms", "_index_impacts", "_index_late_impacts")
# Tables that this or an older version made; all can be made again from the pages.
_TABLES = (
    *("_index", *_COUNTS, "_index_counts"),
    *("page_index", "collection", "doc_freqs", "page_lengths", "field_norms", "impacts", "late_impacts"),
    *("terms", "lengths", "length_classes", "frequent", "phrases", "hits", "gone", "ordered"),
)
_COLUMNS = ", ".join(COLUMNS)
_ORACLE = "pcnalx"  # what rank_bm25 of sqlite-fts4 asks matchinfo for


class PageExplanation(NamedTuple):
    """How a page was scored."""

    parts: list[float]  # BM25 of each leaf
    matchinfo: dict[str, Any]  # FTS4's own counts, decoded by sqlite-fts4
    rank_bm25: float  # the score of sqlite-fts4's rank_bm25, positive, where all columns weigh the same


class Index:
    """The full-text index of a library, over a connection to its file.

    Every method works inside the caller's transaction; several calls see one state only inside one. The library
    provides the view `_indexed` (rowid and the columns of bm25.COLUMNS, folded) of the pages.
    """

    def __init__(self, connection: sqlite3.Connection, thresholds: Thresholds = LARGE_LIBRARY) -> None:
        """Work on this connection; `thresholds` decide at compaction which terms have impact vectors."""
        self._connection = connection
        self._thresholds = thresholds

    def create(self) -> None:
        """Make the tables of an empty index, in place of any that an older version has made."""
        for table in _TABLES:
            self._connection.execute(f"drop table if exists {table}")
        from pathlib import Path  # slow to import, and needed only here

        script = (Path(__file__).parent / "schema.sql").read_text("utf-8")
        for statement in script.split(";\n"):
            self._connection.execute(statement)

    def add(self, rows: Mapping[int, Sequence[str]]) -> None:
        """Index pages just written: their folded texts in the order of `COLUMNS`, by key, higher than all before."""
        self._connection.executemany(
            f"insert into _index (docid, {_COLUMNS}) values ({', '.join('?' * (len(COLUMNS) + 1))})",
            [(key, *row) for key, row in rows.items()],
        )
        words = {key: _words(row) for key, row in rows.items()}
        self._count(words, 1)
        vectors.add(self._connection, words)

    def delete(self, keys: Iterable[int]) -> None:
        """Remove pages, before they are deleted from the library's own tables."""
        words = dict(self._indexed(keys))
        self._connection.executemany("delete from _index where docid = ?", [(key,) for key in words])
        self._count(words, -1)

    def merge(self, pages_added: int) -> None:
        """Merge FTS4's segments and compact, if so many pages were just added, or many since the last compaction."""
        (compacted,) = self._connection.execute("select compacted from _index_counts").fetchone()
        if pages_added >= _MERGE_AFTER or norms.size(self._connection) - compacted >= _COMPACT_AFTER:
            self.purge()

    def purge(self) -> None:
        """Overwrite what any table still has of deleted pages: merge FTS4's segments into one and compact."""
        self._connection.execute("insert into _index (_index) values ('optimize')")
        self.compact()

    def compact(self) -> None:
        """Rewrite the impact vectors without deleted pages and with late postings merged."""
        vectors.compact(self._connection, self.page_count(), self._sample(), self._thresholds)
        self._connection.execute("update _index_counts set compacted = ?", (norms.size(self._connection),))

    def rebuild(self) -> None:
        """Make the index again from the pages."""
        self._connection.execute("insert into _index (_index) values ('rebuild')")
        for table in _COUNTS:
            self._connection.execute(f"delete from {table}")
        self._connection.execute("update _index_counts set pages = 0, words = 0")
        keys = [row[0] for row in self._connection.execute("select rowid from _indexed").fetchall()]
        for start in range(0, len(keys), _BATCH):
            self._count(dict(self._indexed(keys[start : start + _BATCH])), 1)
        self.compact()

    def check(self) -> None:
        """Compare the index with the pages and its vectors. Raises sqlite3.DatabaseError when they differ."""
        self._connection.execute("insert into _index (_index) values ('integrity-check')")
        vectors.check(self._connection)

    def _indexed(self, keys: Iterable[int]) -> Iterator[tuple[int, vectors.Row]]:
        """Yield the words of the pages with these keys, by column."""
        sql = f"select rowid, {_COLUMNS} from _indexed where rowid in (select value from json_each(?))"
        for key, *row in self._connection.execute(sql, (str(list(keys)),)):
            yield key, _words(row)

    def _sample(self) -> Iterator[vectors.Row]:
        """Yield the words of some pages, spread over the library."""
        keys = [key for key, norm in enumerate(norms.read(self._connection)) if norm]
        return (row for _key, row in self._indexed(keys[:: max(len(keys) // _SAMPLE, 1)]))

    def _count(self, pages: Mapping[int, vectors.Row], sign: int) -> None:
        """Count pages added (`sign` 1) or deleted (-1)."""
        doc_freqs = Counter(word for row in pages.values() for word in set().union(*row))
        self._connection.executemany(
            "insert into _index_terms values (?, ?) on conflict (term) do update set pages = pages + excluded.pages",
            [(word, sign * count) for word, count in doc_freqs.items()],
        )
        if sign < 0:
            self._connection.executemany(
                "delete from _index_terms where term = ? and pages <= 0", [(word,) for word in doc_freqs]
            )
        lengths = {key: sum(map(len, row)) for key, row in pages.items()}
        self._connection.execute(
            "update _index_counts set pages = pages + ?, words = words + ?",
            (sign * len(pages), sign * sum(lengths.values())),
        )
        norms.update(self._connection, lengths if sign > 0 else dict.fromkeys(lengths, 0))

    def next_key(self) -> int:
        """Return the key of the next page to be added: higher than all, since deleted ones may have postings."""
        return max(norms.size(self._connection), 1)

    def page_count(self) -> int:
        """Return the number of pages."""
        return self._collection()[0]

    def average_length(self) -> float:
        """Return the average length of a page in words, at least 1."""
        return self._collection()[1]

    def _collection(self) -> tuple[int, float]:
        pages, words = self._connection.execute("select pages, words from _index_counts").fetchone()
        return pages, max(words / pages, 1.0) if pages else 1.0

    def doc_freqs(self, words: Iterable[str]) -> dict[str, int]:
        """Return the number of pages with each word, without the words that no page has."""
        rows = self._connection.execute(
            "select term, pages from _index_terms where term in (select value from json_each(?))",
            (json.dumps(list(words)),),
        )
        return {row[0]: row[1] for row in rows}

    def leaf_weights(self, leaves: Sequence[Leaf]) -> list[float]:
        """Return the weight of each leaf: its inverse document frequency times its occurrences in the query.

        A phrase has the sum of its words; the words with a prefix count as one word on all of their pages.
        """
        pages = self.page_count()
        doc_freqs = self.doc_freqs({word for leaf in leaves for word in leaf.words})

        def weight(leaf: Leaf) -> float:
            words = leaf.words[:-1] if leaf.prefix else leaf.words
            total = sum(idf(pages, doc_freqs.get(word, 0)) for word in words)
            return total + idf(pages, min(pages, self._prefix_doc_freq(leaf.words[-1]))) if leaf.prefix else total

        return [leaf.times * weight(leaf) for leaf in leaves]

    def _prefix_doc_freq(self, prefix: str) -> int:
        """Return the sum of the document frequencies of the words that begin so."""
        row = self._connection.execute(
            "select ifnull(sum(pages), 0) from _index_terms where term >= ? and term < ?",
            (prefix, prefix + "\U0010ffff"),
        ).fetchone()
        return int(row[0])

    def top_k(
        self,
        root: Node,
        k: int,
        *,
        within: Spans | None = None,
        accept: Accept | None = None,
        groups: Iterable[Spans] | None = None,
        weights: Sequence[float] | None = None,
    ) -> tuple[list[ScoredPage], int]:
        """Return the k best pages that match an expression, best first, and how many match.

        Args:
            root: The expression.
            k: The most pages wanted.
            within: Limits the search to these runs of pages (first key, number of pages).
            accept: Returns those of some page keys that match by other means too (their text).
            groups: Pages of an earlier group come before all of a later one, whatever their scores.
            weights: The weight of each leaf, in place of `leaf_weights`.
        """
        bm25 = self._bm25(root, weights)
        found = matches(self._connection, root, within, accept)
        if groups is not None:
            return self._top_k_of_groups(found, bm25, k, groups), found.total
        return TopK(self._connection, bm25, k).collect(found), found.total

    def _bm25(self, root: Node, weights: Sequence[float] | None = None) -> Bm25:
        return Bm25(tuple(weights or self.leaf_weights(list(leaves_of(root)))), self.average_length())

    def _top_k_of_groups(self, found: Matches, bm25: Bm25, k: int, groups: Iterable[Spans]) -> list[ScoredPage]:
        mask = found.page_mask(norms.size(self._connection))
        places = None if found.mask is not None else {key: place for place, key in enumerate(found.keys)}
        pages: list[ScoredPage] = []
        for spans in groups:
            if len(pages) >= k:
                break
            if keys := flagged(mask, spans):
                at = keys if places is None else [places[key] for key in keys]
                impacts = [bytes(map(column.__getitem__, at)) for column in found.impacts]
                pages += TopK(self._connection, bm25, k - len(pages)).collect(Matches(keys, impacts))
        return pages

    def page_mask(self, root: Node, *, accept: Accept | None = None) -> bytearray:
        """Return 255 for each page, in the order of keys, that matches an expression, else 0."""
        return matches(self._connection, root, accept=accept).page_mask(norms.size(self._connection))

    def count(self, root: Node, within: Spans | None = None) -> int:
        """Return the number of pages that match an expression."""
        return matches(self._connection, root, within).total

    def find(self, root: Node, limit: int) -> list[int]:
        """Return the keys of the first pages that match an expression, at most `limit`."""
        sql = "select docid from _index where _index match ? limit ?"
        return [row[0] for row in self._connection.execute(sql, (match_expression(root), limit))]

    def explain(self, root: Node, keys: Sequence[int]) -> dict[int, PageExplanation]:
        """Return, for those of the pages with these keys that match an expression, how they are scored."""
        from sqlite_fts4 import annotate_matchinfo, rank_bm25

        # The sign keeps SQLite from querying FTS4 again for each page.
        rows = self._connection.execute(
            f"select docid, matchinfo(_index, 'y'), matchinfo(_index, '{_ORACLE}') from _index"
            " where _index match ? and +docid in (select value from json_each(?))",
            (match_expression(root), str(list(keys))),
        )
        bm25, lengths = self._bm25(root), norms.Lengths(self._connection)
        return {
            key: PageExplanation(
                parts=[part for (part,) in bm25.parts(Impacts().decode([info]), lengths.of([key]))],
                matchinfo=json.loads(annotate_matchinfo(counts, _ORACLE)),
                rank_bm25=-rank_bm25(counts),
            )
            for key, info, counts in rows
        }


def _words(row: Iterable[str]) -> vectors.Row:
    return tuple(map(words_in, row))
