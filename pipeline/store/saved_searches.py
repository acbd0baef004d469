"""Saved searches, each with the documents that it has shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..errors import NotHeld
from ..i18n import _
from ..vietnamese.text import fold, nfc


class SavedSearch(NamedTuple):
    """A search under a name: what was typed, the filters (ISO dates), and since when it is saved (UTC)."""

    name: str
    query: str
    filters: Mapping[str, str]
    since: str


def save_search(connection: sqlite3.Connection, name: str, query: str, filters: Mapping[str, str]) -> None:
    """Save a search, in place of one of that name with what it had shown."""
    connection.execute("delete from saved_searches where name = ?", (name,))
    connection.execute(
        "insert into saved_searches (name, query, filters) values (?, ?, ?)",
        (name, query, json.dumps(dict(filters), ensure_ascii=False)),
    )


def saved_searches(connection: sqlite3.Connection) -> list[SavedSearch]:
    """Return every saved search, by name."""
    rows = connection.execute("select name, query, filters, since from saved_searches order by name")
    return [SavedSearch(row["name"], row["query"], json.loads(row["filters"]), row["since"]) for row in rows]


def find_search(connection: sqlite3.Connection, name: str) -> SavedSearch:
    """Return the search of that name, or the only one whose name differs by capitals and marks. Raises NotHeld."""
    like = [each for each in saved_searches(connection) if fold(nfc(each.name)) == fold(nfc(name))]
    found = [each for each in like if each.name == name] or like
    if len(found) != 1:
        raise NotHeld(
            _("There is no saved search “{name}”.").format(name=name),
            hint=_("See which there are with: chithi search --list-saved."),
        )
    return found[0]


def delete_search(connection: sqlite3.Connection, name: str) -> None:
    """Delete a saved search. Raises NotHeld."""
    connection.execute("delete from saved_searches where name = ?", (find_search(connection, name).name,))


def mark_seen(connection: sqlite3.Connection, name: str, documents: Iterable[str]) -> None:
    """Record that a saved search has shown the documents with these ids."""
    connection.execute(
        "insert or ignore into saved_seen select ?, sha256 from documents where id in (select value from json_each(?))",
        (name, json.dumps(list(documents))),
    )
