"""What is wrong with a library, and a new library made of all that can be read of a damaged one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from ..errors import LibraryError
from ..i18n import _
from ..system.files import part_beside
from . import documents
from .store import Store

_OWN_TABLES = ("corrections", "saved_searches", "saved_seen", "set_aside", "accepted_secrets")  # what people added
# What reading a damaged row raises: SQLite's errors, and those of JSON, dates and missing keys.
_DAMAGE = (sqlite3.DatabaseError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repair: the number of documents kept, what could not be read, and where the damaged file is now."""

    kept: int
    lost: tuple[str, ...]
    damaged: Path


def faults(store: Store) -> Iterator[str]:
    """Yield what is wrong with a library: its file, its index, and each document that cannot be read."""
    if problem := store.check():
        yield problem
    for document_id, fault in _unreadable(store):
        yield _("The document “{id}” is damaged ({fault}).").format(id=document_id, fault=fault)


def is_damaged(path: str | os.PathLike[str]) -> bool:
    """Return whether a library has faults."""
    try:
        with Store.open(path) as store:
            return any(True for _fault in faults(store))
    except _DAMAGE:
        return True


def _unreadable(store: Store) -> Iterator[tuple[str, str]]:
    for document_id in _ids(store.connection):
        try:
            document = documents.load_document(store.connection, document_id)
            row = store.connection.execute("select page_count from documents where id = ?", (document_id,)).fetchone()
            if len(document.pages) != row["page_count"]:
                yield document_id, _("pages are missing")
        except _DAMAGE as error:
            yield document_id, str(error) or type(error).__name__


def repair(path: str | os.PathLike[str]) -> Repaired:
    """Make a library again from the documents and the user's own entries that can be read of it.

    The damaged file keeps its content under another name. Raises LibraryError when nothing can be read.
    """
    target = Path(path)
    new = part_beside(target)
    lost: list[str] = []
    kept = 0
    try:
        with Store.open(target) as old, Store.open(new, create=True) as fresh:
            reasons = _reasons(old.connection)
            for table in _OWN_TABLES:
                _copy_rows(old.connection, fresh.connection, table, lost)
            for document_id in _ids(old.connection):
                try:
                    _copy_document(old, fresh, document_id, reasons)
                    kept += 1
                except _DAMAGE as error:
                    lost.append(f"{document_id} ({error or type(error).__name__})")
            fresh.connection.execute("delete from accepted_secrets")
            _copy_rows(old.connection, fresh.connection, "accepted_secrets", [])
        damaged = target.with_name(f"{target.name}.damaged-{token_hex(3)}")
        target.rename(damaged)
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{target}{ending}").rename(f"{damaged}{ending}")
        new.rename(target)
    except _DAMAGE as error:
        raise LibraryError(
            _("Nothing can be read of the library ({error}).").format(error=error),
            hint=_("Restore a backup with: chithi restore FILE."),
            path=target,
        ) from error
    finally:
        for ending in ("", "-wal", "-shm"):
            Path(f"{new}{ending}").unlink(missing_ok=True)
    return Repaired(kept, tuple(lost), damaged)


def _ids(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the documents as far as they can be read, in the order in which they were added."""
    ids: list[str] = []
    with suppress(*_DAMAGE):
        ids += [row[0] for row in connection.execute("select id from documents not indexed order by key")]
    return ids


def _reasons(connection: sqlite3.Connection) -> dict[str, str]:
    with suppress(*_DAMAGE):
        return {row["path"]: row["reason"] for row in connection.execute("select * from accepted_secrets")}
    return {}


def _copy_document(old: Store, fresh: Store, document_id: str, reasons: dict[str, str]) -> None:
    document = documents.load_document(old.connection, document_id)
    row = old.connection.execute("select added, page_count from documents where id = ?", (document_id,)).fetchone()
    if len(document.pages) != row["page_count"]:
        raise ValueError(_("pages are missing"))
    reason = reasons.get(document.path, "?") if document.header.marks.secrecy else None
    new_id, _change = fresh.add(document, reason)
    sql = "select files.* from files join documents on documents.key = document where id = ?"
    key = fresh.connection.execute("select key from documents where id = ?", (new_id,)).fetchone()[0]
    for each in old.connection.execute(sql, (document_id,)).fetchall():
        row_of_file = (each["path"], each["sha256"], key, each["name_key"], each["waiting"], each["content"])
        fresh.connection.execute("insert or ignore into files values (?, ?, ?, ?, ?, ?)", row_of_file)
    fresh.connection.execute("update documents set added = ? where id = ?", (row["added"], new_id))


def _copy_rows(old: sqlite3.Connection, fresh: sqlite3.Connection, table: str, lost: list[str]) -> None:
    try:
        rows = [tuple(row) for row in old.execute(f"select * from {table}")]
        if rows:
            fresh.executemany(f"insert or ignore into {table} values ({', '.join('?' * len(rows[0]))})", rows)
    except _DAMAGE as error:
        lost.append(f"{table} ({error})")
