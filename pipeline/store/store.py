"""A library file: its documents and what they cite."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Literal, Self, Unpack

from .. import model
from ..errors import LibraryError, NotHeld, SecretDocument, SeveralFiles
from ..i18n import _
from ..index import Index
from ..vietnamese.numbers import number_key, parse_number
from . import citations, codec, corrections, documents, files
from .connection import connect, transaction
from .corrections import Corrections
from .filters import Filters, conditions


class Store:
    """A library file, open. Use it as a context manager; every change is one transaction."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        """Take over an open connection; `open` makes one."""
        self.connection = connection
        self.index = Index(connection)
        self.path = path
        self._file = _identity(path)

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = False) -> Self:
        """Open the library at `path`, which `create` makes when absent. Raises LibraryError."""
        return cls(connect(os.fspath(path), create=create), os.fspath(path))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        """Return the library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    # Adding and deleting

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Merge the segments of the index after many additions."""
        before = self.index.page_count()
        yield
        with transaction(self.connection):
            self.index.merge(self.index.page_count() - before)

    def ensure_in_place(self) -> None:
        """Raise LibraryError when the file was deleted or replaced since it was opened: writing would be in vain."""
        if _identity(self.path) != self._file:
            raise LibraryError(
                _("The library was deleted or replaced meanwhile; what was added since then is lost."),
                hint=_("Run the command again."),
                path=self.path,
            )

    def add(
        self, document: model.Document, accept_secret: str | None = None
    ) -> tuple[str, Literal["added", "updated", "unchanged"]]:
        """Add a document, in place of the one of its path; return its id and what happened.

        A secret document needs the reason why it is accepted, which is stored; raises SecretDocument without one.
        """
        self.ensure_in_place()
        secrecy = document.header.marks.secrecy
        if secrecy and not accept_secret:
            raise SecretDocument(
                _("The document is marked {mark}; nothing of it was kept.").format(mark=secrecy),
                hint=_("Keep it where secret documents are kept."),
                path=document.path,
            )
        with transaction(self.connection) as connection:
            old = connection.execute(
                "select id, files.sha256, files.waiting from files join documents on documents.key = document"
                " where files.path = ?",
                (document.path,),
            ).fetchone()
            if old and old["sha256"] == document.sha256 and codec.decode_numbers(old["waiting"]) == document.waiting:
                return old["id"], "unchanged"  # another ingest was quicker
            changed = files.detach(connection, self.index, document.path)
            document = corrections.corrected(connection, document)
            twin = files.twin_of(connection, document)
            if twin is None:
                document = replace(document, id=documents.free_id(connection, document))
                key = documents.insert_document(connection, self.index, document)
                files.insert_file(connection, key, document)
                citations.insert_citations(connection, key, document)
            else:
                document = replace(document, id=files.attach(connection, self.index, twin, document))
            connection.execute("delete from set_aside where path = ?", (document.path,))
            if secrecy:
                connection.execute(
                    "insert into accepted_secrets (path, sha256, secrecy, reason) values (?, ?, ?, ?)",
                    (document.path, document.sha256, secrecy, accept_secret),
                )
            citations.resolve_again(connection, [(document.id, document.header.number), *changed])
        return document.id, "updated" if old else "added"

    def correct(self, document_id: str, fields: Corrections | None) -> model.Document:
        """Correct fields of a document's header, or restore it as it was read (None), and return the document.

        Raises NotHeld, and UsageError for a number or a type that is none.
        """
        with transaction(self.connection) as connection:
            row = connection.execute("select key, number from documents where id = ?", (document_id,)).fetchone()
            if row is None:
                raise _not_in_library(document_id)
            old = documents.load_document(connection, document_id)
            document = (
                corrections.undo(connection, old) if fields is None else corrections.correct(connection, old, fields)
            )
            documents.replace_document(connection, self.index, row["key"], document)
            citations.insert_citations(connection, row["key"], document)
            citations.resolve_again(connection, [(document_id, row["number"]), (document_id, document.header.number)])
        return document

    def remove(self, document_id: str) -> None:
        """Delete a document. Raises NotHeld."""
        with transaction(self.connection) as connection:
            row = connection.execute("select key, number from documents where id = ?", (document_id,)).fetchone()
            if row is None:
                raise _not_in_library(document_id)
            documents.delete_document(connection, self.index, row["key"])
            citations.resolve_again(connection, [(document_id, row["number"])])

    def remove_file(self, path: str) -> None:
        """Delete a file of a document, and the document with its last one."""
        with transaction(self.connection) as connection:
            citations.resolve_again(connection, files.detach(connection, self.index, path))

    # Looking up

    def find(self, name: str) -> model.Entry:
        """Return the document with this id, or the only one with this number, typed any way, or with this file.

        Raises NotHeld when there is none, or several: then it names them.
        """
        row = self.connection.execute("select * from documents where id = ?", (name.strip(),)).fetchone()
        if row:
            return self._with_files(codec.decode_entry(row))
        found = [] if files.is_file_name(name) else self.numbered(name)
        if not found:
            named = files.documents_named(self.connection, name)
            if len(named) > 1:
                raise SeveralFiles(
                    _("The library has several documents with a file “{name}”.").format(name=name),
                    hint=_("Name one by its id: {ids}.").format(ids=", ".join(f"{id} ({path})" for id, path in named)),
                )
            return self.find(named[0][0]) if named else self._not_numbered(name)
        if len(found) > 1:
            raise NotHeld(
                _("The library has several documents numbered {number}.").format(number=name),
                hint=_("Name one by its id: {ids}.").format(ids=", ".join(each.id for each in found)),
            )
        return self._with_files(found[0])

    def _not_numbered(self, name: str) -> model.Entry:
        found = self.numbered(name) if files.is_file_name(name) else []
        if len(found) != 1:
            raise _not_in_library(name)
        return self._with_files(found[0])

    def _with_files(self, entry: model.Entry) -> model.Entry:
        return replace(entry, files=files.paths_of(self.connection).get(entry.id, ()))

    def numbered(self, name: str) -> list[model.Entry]:
        """Return every document with this number, typed any way (`08-CT/TU`, `08 ct tu`), the newest first."""
        parsed = parse_number(name)
        key = number_key(str(parsed) if parsed else name)
        rows = self.connection.execute("select * from documents where number_key = ? order by date desc, id", (key,))
        return [codec.decode_entry(row) for row in rows]

    def document(self, name: str) -> model.Document:
        """Return a whole document, by id or number; its pages have no lines. Raises NotHeld."""
        return documents.load_document(self.connection, self.find(name).id)

    def outline(self, document_id: str) -> tuple[model.Section, ...]:
        """Return the outline of a document of the library."""
        row = self.connection.execute("select outline from documents where id = ?", (document_id,)).fetchone()
        return codec.decode_outline(row["outline"])

    def entries(self, **filters: Unpack[Filters]) -> list[model.Entry]:
        """Return the documents under the filters of store/filters.py, the newest first, undated ones last."""
        chosen = conditions(**filters)
        where = f"where {chosen.sql}" if chosen else ""
        rows = self.connection.execute(
            f"select * from documents {where} order by date is null, date desc, id", chosen.values
        )
        paths = files.paths_of(self.connection)
        entries = map(codec.decode_entry, rows)
        return [replace(each, files=paths[each.id]) if each.id in paths else each for each in entries]

    def waiting_for_ocr(self) -> list[model.Entry]:
        """Return the documents with pages that wait for OCR."""
        rows = self.connection.execute("select * from documents where waiting <> '[]' order by id")
        return [codec.decode_entry(row) for row in rows]

    # Citations

    def references_of(self, document: model.Entry) -> list[tuple[int, model.Reference]]:
        """Return what a document cites, in order, each with its page."""
        row = self.connection.execute("select key from documents where id = ?", (document.id,)).fetchone()
        return citations.references_in(self.connection, row["key"]) if row else []

    def citations_of(self, document: model.Entry) -> list[model.CitedIn]:
        """Return where other documents cite this one, the newest first."""
        rows = self.connection.execute(
            "select documents.*, _links.page as cited_on, _links.* from _links"
            " join documents on documents.key = _links.document"
            " where _links.target = ?1 and documents.id <> ?1"
            " order by documents.date desc, documents.id, _links.page, _links.position",
            (document.id,),
        )
        return [
            model.CitedIn(document=codec.decode_entry(row), page=row["cited_on"], reference=codec.decode_reference(row))
            for row in rows
        ]

    def works(self, name: str) -> Sequence[model.Work]:
        """Return the works of the library that a number, whole or bare, or an id can mean, for the resolver."""
        return citations.library_works(self.connection)(name)

    def resolve_again(self, works: Sequence[tuple[str, str | None]]) -> None:
        """Resolve the citations that may mean works (id and number) which the registry has just got."""
        with transaction(self.connection) as connection:
            citations.resolve_again(connection, works)

    # Maintenance

    def check(self) -> str | None:
        """Return what is wrong with the file, None when it and its index are whole.

        Raises sqlite3.OperationalError when another program has locked it. The index of a read-only file is not
        compared with its pages.
        """
        try:
            problem = self.connection.execute("pragma quick_check").fetchone()[0]
            if problem != "ok":
                return str(problem)
            if os.access(self.path, os.W_OK):
                self.index.check()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            return str(error)
        return None


def _identity(path: str) -> tuple[int, int] | None:
    """Return what makes a file the same one under its name, None where there is no file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _not_in_library(name: str) -> NotHeld:
    return NotHeld(
        _("The library has no document “{name}”.").format(name=name),
        hint=_("See what it has with: chithi list."),
    )
