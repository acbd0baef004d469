"""The files that a library has looked at: unchanged, moved, set aside, accepted although secret."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from .. import containers, model
from ..i18n import restored, stored
from . import codec, documents
from .citations import resolve_again
from .connection import transaction

if TYPE_CHECKING:
    from .store import Store


def follow_moved_files(store: Store, contents: Mapping[str, str]) -> None:
    """Give documents whose content is at another path now that path.

    `contents` is the SHA-256 of every file looked at, by path. Files may have changed places; a document whose path now
    has other content is deleted if its own content is nowhere.
    """
    rows = store.connection.execute("select key, path, sha256 from documents")
    known = {row["path"]: row for row in rows}
    path_of = {digest: path for path, digest in reversed(list(contents.items()))}
    moves = {
        row["key"]: path_of[row["sha256"]]
        for path, row in known.items()
        if row["sha256"] in path_of
        and contents.get(path, row["sha256"] if os.path.exists(path) else "") != row["sha256"]
    }
    # A file whose content the library has at the new path too is a copy.
    moves = {key: path for key, path in moves.items() if path not in known or known[path]["sha256"] != contents[path]}
    if not moves:
        return
    with transaction(store.connection) as connection:
        for path in set(moves.values()) & known.keys():
            if known[path]["key"] not in moves:
                documents.delete_document(connection, store.index, known[path]["key"])
        connection.executemany("update documents set path = ? where key = ?", [(f":{key}", key) for key in moves])
        connection.executemany(
            "update documents set path = ? where key = ?", [(path, key) for key, path in moves.items()]
        )


def find_unchanged(store: Store, path: str, sha256: str, *, with_ocr: bool = False) -> str | None:
    """Return the id of the document with this content, None when the file must be read.

    It must be read `with_ocr`, too, where pages of it wait for OCR.
    """
    row = store.connection.execute(
        "select id, path, waiting from documents where sha256 = ? order by path = ? desc", (sha256, path)
    ).fetchone()
    if row is None:
        return None
    if row["path"] == path:
        if with_ocr and codec.decode_numbers(row["waiting"]):
            return None
    elif store.connection.execute("select 1 from documents where path = ?", (path,)).fetchone():
        return None
    store.connection.execute("delete from set_aside where path = ?", (path,))
    return str(row["id"])


def previous_attempt(store: Store, path: str, sha256: str, attempt: str) -> model.SetAside | None:
    """Return why a file was set aside when it was read before in the same way (`attempt`), else None.

    What the machine lacked then it may have now, so that such a file is tried again.
    """
    row = store.connection.execute(
        "select path, reason, hint, cause from set_aside"
        " where path = ? and sha256 = ? and attempt = ? and cause <> 'machine'",
        (path, sha256, attempt),
    ).fetchone()
    return _set_aside(row) if row else None


def record_set_aside(store: Store, item: model.SetAside, sha256: str | None, attempt: str = "") -> None:
    """Record that a file did not become a document, why, and how it was read; the document of its path stays.

    That of a secret file is deleted and overwritten, and so is its content under any other path.
    """
    if item.secrecy:
        _purge(store, item.path, sha256)
    store.connection.execute(
        "insert or replace into set_aside (path, sha256, reason, hint, attempt, cause) values (?, ?, ?, ?, ?, ?)",
        (item.path, sha256, stored(item.reason), stored(item.hint), attempt, item.cause),
    )


def forget_set_aside(store: Store, looked_into: Iterable[str], members: Container[str]) -> None:
    """Forget files set aside that are no longer there: on the disk, or in containers that have just these members."""
    inside = tuple(f"{path}{containers.SEPARATOR}" for path in looked_into)
    paths = [row["path"] for row in store.connection.execute("select path from set_aside")]
    missing = [
        (path,) for path in paths if not containers.exists(path) or (path.startswith(inside) and path not in members)
    ]
    store.connection.executemany("delete from set_aside where path = ?", missing)


def _purge(store: Store, path: str, sha256: str | None) -> None:
    """Delete what is left of a secret file, in the index and the journal too; what was accepted elsewhere stays."""
    with transaction(store.connection) as connection:
        rows = connection.execute(
            "select key, id, number from documents where path = ? or (sha256 = ? and secrecy is null)",
            (path, sha256),
        ).fetchall()
        for row in rows:
            documents.delete_document(connection, store.index, row["key"])
        connection.execute("delete from corrections where path = ? or sha256 = ?", (path, sha256))
        resolve_again(connection, [(row["id"], row["number"]) for row in rows])
        if rows:
            store.index.purge()
    if rows:
        store.connection.execute("pragma wal_checkpoint(truncate)").fetchall()


def files_set_aside(store: Store) -> list[model.SetAside]:
    """Return the files that did not become documents, by path."""
    rows = store.connection.execute("select path, reason, hint, cause from set_aside order by path")
    return [_set_aside(row) for row in rows]


def _set_aside(row: sqlite3.Row) -> model.SetAside:
    return model.SetAside(row["path"], restored(row["reason"]), restored(row["hint"]), cause=row["cause"])


def accepted_secrets(store: Store) -> list[model.AcceptedSecret]:
    """Return the secret documents that were ever added on purpose, in order."""
    rows = store.connection.execute("select path, sha256, secrecy, reason, since from accepted_secrets order by rowid")
    return [model.AcceptedSecret(*row) for row in rows]
