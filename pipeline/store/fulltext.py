"""The FTS4 index, kept in step with the pages: what goes in and out, and the counts that ranking needs.

A row is a page. The index stores no text; FTS4 reads it through the view `indexed`,
folded by the same function as every query. All functions work inside the
caller's transaction.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.text import fold

COLUMNS = ("number", "title", "heading", "body")
LENGTH_BITS = 12
LENGTH_MASK = (1 << LENGTH_BITS) - 1
_MERGE_AFTER = 500  # pages added at once, from which on the index is merged whole
_WORD = re.compile(r"[^\W_]+")
# Bullets of symbol fonts; the tokenizer takes them for letters.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
Row = Sequence[str]


def folded(text: str) -> str:
    """A text as the index holds it: `text.fold`, private characters as spaces; as long as `text` (NFC)."""
    return _PRIVATE.sub(" ", fold(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as the index sees them: `08-CT/TU` is `08`, `ct`, `tu`."""
    return tuple(_WORD.findall(folded(text)))


def page_key(number: int, row: Row) -> int:
    """A page's key from its running number and the words of its folded row."""
    return number << LENGTH_BITS | min(sum(len(_WORD.findall(cell)) for cell in row), LENGTH_MASK)


def last_number(connection: sqlite3.Connection) -> int:
    """The highest running number of a page."""
    return int(connection.execute("select ifnull(max(key), 0) from pages").fetchone()[0]) >> LENGTH_BITS


def add(connection: sqlite3.Connection, rows: Mapping[int, Row]) -> None:
    """Index pages just written: their folded rows by key, in the order of `COLUMNS`."""
    connection.executemany(
        "insert into page_index (docid, number, title, heading, body) values (?, ?, ?, ?, ?)",
        [(key, *row) for key, row in rows.items()],
    )
    _count(connection, rows, 1)


def drop(connection: sqlite3.Connection, document: int) -> None:
    """Take a document's pages from the index, before they go from the tables."""
    rows = {
        key: tuple(row)
        for key, *row in connection.execute(
            "select rowid, number, title, heading, body from indexed"
            " where rowid in (select key from pages where document = ?)",
            (document,),
        )
    }
    connection.executemany("delete from page_index where docid = ?", [(key,) for key in rows])
    _count(connection, rows, -1)


def _count(connection: sqlite3.Connection, rows: Mapping[int, Row], sign: int) -> None:
    holding = Counter(word for row in rows.values() for word in {word for cell in row for word in _WORD.findall(cell)})
    connection.executemany(
        "insert into terms values (?, ?) on conflict (term) do update set pages = pages + excluded.pages",
        [(word, sign * count) for word, count in holding.items()],
    )
    if sign < 0:
        connection.executemany("delete from terms where term = ? and pages <= 0", [(word,) for word in holding])
    connection.execute(
        "update collection set pages = pages + ?, words = words + ?",
        (sign * len(rows), sign * sum(key & LENGTH_MASK for key in rows)),
    )


def page_count(connection: sqlite3.Connection) -> int:
    """How many pages the index holds."""
    return int(connection.execute("select pages from collection").fetchone()[0])


def average_length(connection: sqlite3.Connection) -> float:
    """Words on a page, on average; at least 1."""
    pages, words = connection.execute("select pages, words from collection").fetchone()
    return max(words / pages, 1.0) if pages else 1.0


def pages_holding(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """On how many pages each word stands; words that stand on none are left out."""
    wanted = list(words)
    marks = ",".join("?" * len(wanted))
    return {
        row[0]: row[1] for row in connection.execute(f"select term, pages from terms where term in ({marks})", wanted)
    }


def pages_holding_prefix(connection: sqlite3.Connection, prefix: str) -> int:
    """On how many pages a word with this beginning stands, at most; each word counts for itself."""
    row = connection.execute(
        "select ifnull(sum(pages), 0) from terms where term >= ? and term < ?",
        (prefix, prefix + "\U0010ffff"),
    ).fetchone()
    return int(row[0])


def merge(connection: sqlite3.Connection, pages_added: int) -> None:
    """After a bulk load, merge the index into one segment."""
    if pages_added >= _MERGE_AFTER:
        optimize(connection)


def optimize(connection: sqlite3.Connection) -> None:
    """Merge the index into one segment; the words of pages dropped leave it only so."""
    connection.execute("insert into page_index (page_index) values ('optimize')")


def check(connection: sqlite3.Connection) -> None:
    """Compare the index with the pages; raises sqlite3.DatabaseError when they differ."""
    connection.execute("insert into page_index (page_index) values ('integrity-check')")
