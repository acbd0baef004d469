"""Searches that a library keeps, each with the documents that it has shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..errors import NotHeld
from ..i18n import _
from ..vietnamese.text import fold, nfc


class Saved(NamedTuple):
    """A search under a name: what was typed, the filters (ISO dates), and since when it is kept (UTC)."""

    name: str
    query: str
    filters: Mapping[str, str]
    since: str


def keep(connection: sqlite3.Connection, name: str, query: str, filters: Mapping[str, str]) -> None:
    """Keep a search, in place of what had its name; what that had shown is forgotten."""
    connection.execute("delete from saved_searches where name = ?", (name,))
    connection.execute(
        "insert into saved_searches (name, query, filters) values (?, ?, ?)",
        (name, query, json.dumps(dict(filters), ensure_ascii=False)),
    )


def kept(connection: sqlite3.Connection) -> list[Saved]:
    """Every search that is kept, by name."""
    return [_saved(row) for row in connection.execute("select * from saved_searches order by name")]


def named(connection: sqlite3.Connection, name: str) -> Saved:
    """The search of that name, or the only one whose name differs by capitals and marks alone. Raises NotHeld."""
    like = [each for each in kept(connection) if fold(nfc(each.name)) == fold(nfc(name))]
    found = [each for each in like if each.name == name] or like
    if len(found) != 1:
        raise NotHeld(
            _("There is no saved search “{name}”.").format(name=name),
            hint=_("See which there are with: chithi search --list-saved."),
        )
    return found[0]


def forget(connection: sqlite3.Connection, name: str) -> None:
    """Keep a search no longer. Raises NotHeld."""
    connection.execute("delete from saved_searches where name = ?", (named(connection, name).name,))


def mark_seen(connection: sqlite3.Connection, name: str, documents: Iterable[str]) -> None:
    """Remember that a saved search has shown the documents with these ids."""
    connection.execute(
        "insert or ignore into saved_seen select ?, sha256 from documents where id in (select value from json_each(?))",
        (name, json.dumps(list(documents))),
    )


def _saved(row: sqlite3.Row) -> Saved:
    return Saved(row["name"], row["query"], json.loads(row["filters"]), row["since"])
