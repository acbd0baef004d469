"""What Datasette and sqlite-utils load from an installation of chithi: its functions, and how its tables are searched.

Both find this module by an entry point. A library opens without it too; then `fold` is not there, and a search in
Datasette takes `đ` for another letter than `d`.
"""

from __future__ import annotations

import sqlite3
from copy import deepcopy
from typing import Any

from pluggy import HookimplMarker

from .store.connection import APPLICATION_ID
from .store.connection import prepare_connection as give_functions

_datasette = HookimplMarker("datasette")
_sqlite_utils = HookimplMarker("sqlite_utils")
# The sentence of a query for any program: SQLite's tokenizer removes every mark but the bar of đ.
_SEARCH = """
select documents.number, documents.date, documents.title, passages.page, passages.text
from _index
join passages on passages.key = _index.docid
join documents on documents.key = passages.document
where _index match replace(replace(:words, 'đ', 'd'), 'Đ', 'd')
order by documents.date desc, documents.id, passages.page
"""
_MACHINERY = (
    *("_passages", "_links", "_link_works", "_relations", "_index_terms", "_index_counts", "_index_lengths"),
    *("_index_norms", "_index_impacts", "_index_late_impacts"),
)
METADATA: dict[str, Any] = {
    "queries": {"search": {"sql": _SEARCH.strip(), "title": "Pages with these words"}},
    "tables": {
        "documents": {"label_column": "number", "sort_desc": "date"},
        "passages": {"fts_table": "_index", "fts_pk": "key"},
        **{name: {"hidden": True} for name in _MACHINERY},
    },
}
"""How Datasette shows a library: what is hidden, what names a document, and how words are found."""


@_datasette(trylast=True)
@_sqlite_utils
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection to a library our functions; Datasette's `escape_fts` folds the words first."""
    if conn.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        return
    give_functions(conn)
    conn.create_function("escape_fts", 1, _escape, deterministic=True)


@_datasette
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Return how each library that Datasette has opened is shown."""
    databases = {name: each for name, each in datasette.databases.items() if each.path and _is_library(each.path)}
    return {"databases": {name: deepcopy(METADATA) for name in databases}}


def _is_library(path: str) -> bool:
    with open(path, "rb") as file:
        return int.from_bytes(file.read(100)[68:72], "big") == APPLICATION_ID


def _escape(query: str) -> str:
    """Return a query that has the words of another, each quoted, folded as the index is; phrases stay together."""
    from .index import words_of

    parts = query.split('"')
    phrases = [" ".join(words_of(part)) for part in parts[1::2]]
    words = [word for part in parts[::2] for word in words_of(part)]
    return " ".join(f'"{each}"' for each in (*words, *phrases) if each)
