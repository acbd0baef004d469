"""The files that a library has looked at: unchanged, moved, set aside, accepted although secret."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from .. import containers, model
from ..i18n import restored, stored
from . import codec, documents, files
from .citations import resolve_again
from .connection import transaction

if TYPE_CHECKING:
    from .store import Store


def follow_moved_files(store: Store, contents: Mapping[str, str]) -> None:
    """Give documents whose content is at another path now that path.

    `contents` is the SHA-256 of every file looked at, by path. Files may have changed places; a document whose path now
    has other content is deleted if its own content is nowhere.
    """
    rows = store.connection.execute("select path, sha256 from files")
    known = {row["path"]: row["sha256"] for row in rows}
    path_of = {digest: path for path, digest in reversed(list(contents.items()))}
    moves = {
        path: path_of[digest]
        for path, digest in known.items()
        if digest in path_of and contents.get(path, digest if containers.exists(path) else "") != digest
    }
    # A file whose content the library has at the new path too is a copy.
    moves = {old: new for old, new in moves.items() if new not in known or known[new] != contents[new]}
    old_of = {new: old for old, new in reversed(moves.items())}  # of several files with one content, the first
    if not moves:
        return
    with transaction(store.connection) as connection:
        for path in (old_of.keys() & known.keys()) - moves.keys() | moves.keys() - set(old_of.values()):
            resolve_again(connection, files.detach(connection, store.index, path))
        between = [(f":{old}", old) for old in old_of.values()]
        for pairs in (between, [(new, f":{old}") for new, old in old_of.items()]):
            connection.executemany("update documents set path = ? where path = ?", pairs)
            connection.executemany("update files set path = ? where path = ?", pairs)
        names = [(files.name_key(new), new) for new in old_of]
        connection.executemany("update files set name_key = ? where path = ?", names)


def forget_gone_files(store: Store) -> None:
    """Delete the files that are no longer on the disk, of documents that have another one."""
    with transaction(store.connection) as connection:
        files.forget_gone(connection, store.index)


def find_unchanged(store: Store, path: str, sha256: str, *, with_ocr: bool = False) -> str | None:
    """Return the id of the document with this content, None when the file must be read.

    It must be read `with_ocr`, too, where pages of it wait for OCR.
    """
    row = store.connection.execute(
        "select id, document, files.path, files.waiting, content from files"
        " join documents on documents.key = document where files.sha256 = ? order by files.path = ? desc",
        (sha256, path),
    ).fetchone()
    if row is None or (with_ocr and codec.decode_numbers(row["waiting"])):
        return None
    if row["path"] != path:
        if store.connection.execute("select 1 from files where path = ?", (path,)).fetchone():
            return None
        store.connection.execute(
            "insert into files values (?, ?, ?, ?, ?, ?)",
            (path, sha256, row["document"], files.name_key(path), row["waiting"], row["content"]),
        )
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
    """Forget files set aside that are no longer there: on the disk, or in containers that have just these members.

    What these containers themselves were set aside for is found again where it still is so.
    """
    looked_into = set(looked_into)
    inside = tuple(f"{path}{containers.SEPARATOR}" for path in looked_into)
    paths = [row["path"] for row in store.connection.execute("select path from set_aside")]
    missing = [
        (path,)
        for path in paths
        if path in looked_into or not containers.exists(path) or (path.startswith(inside) and path not in members)
    ]
    store.connection.executemany("delete from set_aside where path = ?", missing)


def _purge(store: Store, path: str, sha256: str | None) -> None:
    """Delete what is left of a secret file, in the index and the journal too; what was accepted elsewhere stays."""
    with transaction(store.connection) as connection:
        rows = connection.execute(
            "select distinct documents.key, id, number from files join documents on documents.key = document"
            " where files.sha256 = ?2 and (files.path = ?1 or secrecy is null)"
            " or files.path = ?1 and not exists (select 1 from files as others"
            " where others.document = files.document and others.path <> ?1)",
            (path, sha256),
        ).fetchall()
        for row in rows:
            documents.delete_document(connection, store.index, row["key"])
        changed = files.detach(connection, store.index, path)
        connection.execute("delete from corrections where path = ? or sha256 = ?", (path, sha256))
        resolve_again(connection, [*changed, *((row["id"], row["number"]) for row in rows)])
        if rows or changed:
            store.index.purge()
    if rows or changed:
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
