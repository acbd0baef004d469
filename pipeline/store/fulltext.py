"""The FTS4 index, kept in step with the pages: what goes in and out, and the counts that ranking needs.

A row is a page. The index stores no text; FTS4 reads it through the view `indexed`,
folded by the same function as every query. All functions work inside the
caller's transaction.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..vietnamese.text import fold
from . import lengths, lists, order

COLUMNS = ("body", "heading", "title", "number")
_MERGE_AFTER = 500  # pages added at once, from which on the index is merged whole
_ORDER_AFTER = 4096  # pages that came or went
_AT_ONCE = 4096  # pages
_WORD = re.compile(r"[^\W_]+")
# The tokenizer takes some of these for letters: bullets of symbol fonts, marks that stand on no letter, what Unicode
# has not given. The last ones are letters, but not to the tokenizer.
_NO_LETTER = re.compile("[^\\w\\x00-\\x7f]|[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]")
Row = Sequence[str]


def folded(text: str) -> str:
    """A text as the index holds it: `text.fold`, what is no letter as spaces; as long as `text` (NFC)."""
    return _NO_LETTER.sub(" ", fold(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as the index sees them: `08-CT/TU` is `08`, `ct`, `tu`."""
    return tuple(_WORD.findall(folded(text)))


def last_key(connection: sqlite3.Connection) -> int:
    """The highest key that a page has, or had: lists still have pages that went."""
    return max(lengths.last_key(connection), 0)


def add(connection: sqlite3.Connection, rows: Mapping[int, Row]) -> None:
    """Index pages just written: their folded rows by key, in the order of `COLUMNS`."""
    connection.executemany(
        "insert into page_index (docid, body, heading, title, number) values (?, ?, ?, ?, ?)",
        [(key, *row) for key, row in rows.items()],
    )
    _count(connection, rows, 1)


def drop(connection: sqlite3.Connection, document: int) -> None:
    """Take a document's pages from the index, before they go from the tables."""
    keys = [row[0] for row in connection.execute("select key from pages where document = ?", (document,))]
    rows = {key: tuple(row) for key, *row in _indexed(connection, keys)}
    connection.executemany("delete from page_index where docid = ?", [(key,) for key in rows])
    _count(connection, rows, -1)


def _indexed(connection: sqlite3.Connection, keys: Iterable[int]) -> sqlite3.Cursor:
    return connection.execute(
        "select rowid, body, heading, title, number from indexed where rowid in (select value from json_each(?))",
        (str(list(keys)),),
    )


def _words(row: Row) -> lists.Words:
    return tuple(_WORD.findall(cell) for cell in row)


def _count(connection: sqlite3.Connection, rows: Mapping[int, Row], sign: int) -> None:
    words = {key: _words(row) for key, row in rows.items()}
    holding = Counter(word for row in words.values() for word in {word for cell in row for word in cell})
    connection.executemany(
        "insert into terms (term, pages) values (?, ?) on conflict (term) do update set pages = pages + excluded.pages",
        [(word, sign * count) for word, count in holding.items()],
    )
    long = {key: sum(map(len, row)) for key, row in words.items()}
    connection.execute(
        "update collection set pages = pages + ?, words = words + ?",
        (sign * len(rows), sign * sum(long.values())),
    )
    lengths.change(connection, long if sign > 0 else dict.fromkeys(long, 0))
    if sign > 0:
        lists.add(connection, words, long)
    else:
        lists.drop(connection, words)
        connection.executemany("delete from terms where term = ? and pages <= 0", [(word,) for word in holding])


def page_and_word_count(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many pages the index holds, and how many words all of them."""
    row = connection.execute("select pages, words from collection").fetchone()
    return row[0], row[1]


def page_count(connection: sqlite3.Connection) -> int:
    """How many pages the index holds."""
    return page_and_word_count(connection)[0]


def average_length(connection: sqlite3.Connection) -> float:
    """Words on a page, on average; at least 1."""
    return average(*page_and_word_count(connection))


def average(pages: int, words: int) -> float:
    """Words on a page, on average, of so many pages and words; at least 1."""
    return max(words / pages, 1.0) if pages else 1.0


def pages_holding(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """On how many pages each word stands; words that stand on none are left out."""
    return {word: entry.pages for word, entry in lists.of_words(connection, words).items()}


def pages_holding_prefix(connection: sqlite3.Connection, prefix: str) -> int:
    """On how many pages a word with this beginning stands, at most; each word counts for itself."""
    row = connection.execute(
        "select ifnull(sum(pages), 0) from terms where term >= ? and term < ?",
        (prefix, prefix + "\U0010ffff"),
    ).fetchone()
    return int(row[0])


def merge(connection: sqlite3.Connection, pages_added: int) -> None:
    """After a bulk load, or many small ones, merge the index into one segment and put the lists in order."""
    if pages_added >= _MERGE_AFTER or order.since_ordered(connection) >= _ORDER_AFTER:
        optimize(connection)
        choose_lists(connection)


def choose_lists(connection: sqlite3.Connection, fewest: int = order.FEWEST) -> None:
    """Give words, and phrases that are frequent now, their lists; `fewest` pages are worth it."""
    order.put_in_order(connection, page_count(connection), lambda count: _sample(connection, count), fewest=fewest)


def _sample(connection: sqlite3.Connection, count: int) -> Iterator[lists.Words]:
    keys = [row[0] for row in connection.execute("select key from pages order by document, page")]
    for _key, *row in _indexed(connection, keys[:: max(len(keys) // count, 1)]):
        yield _words(row)


def optimize(connection: sqlite3.Connection) -> None:
    """Merge the index into one segment; the words of pages dropped leave it only so."""
    connection.execute("insert into page_index (page_index) values ('optimize')")


def purge(connection: sqlite3.Connection) -> None:
    """Overwrite what the index and its lists still hold of pages that went."""
    optimize(connection)
    order.purge(connection)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index, and all that is counted, anew from the pages."""
    connection.execute("insert into page_index (page_index) values ('rebuild')")
    for table in ("terms", "phrases", "lengths", "length_classes", "hits", "gone"):
        connection.execute(f"delete from {table}")
    connection.execute("update collection set pages = 0, words = 0")
    keys = [row[0] for row in connection.execute("select key from pages order by key").fetchall()]
    for start in range(0, len(keys), _AT_ONCE):
        some = _indexed(connection, keys[start : start + _AT_ONCE]).fetchall()
        _count(connection, {key: tuple(row) for key, *row in some}, 1)
    choose_lists(connection)


def check(connection: sqlite3.Connection) -> None:
    """Compare the index and its lists with the pages; raises sqlite3.DatabaseError when they differ."""
    connection.execute("insert into page_index (page_index) values ('integrity-check')")
    order.check(connection)
