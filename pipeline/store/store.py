"""Everything that is read from or written to a library."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain, count
from types import TracebackType
from typing import Literal, Self, Unpack

from .. import model
from ..errors import NotHeld, SecretDocument
from ..i18n import _
from ..index import Index, folded
from ..read.formats import pages_known, printed_page_suffixes
from ..vietnamese.numbers import number_key, parse_number
from ..vietnamese.text import fold, slug
from . import codec, links, relations
from .connection import connect, transaction
from .filters import Filters, conditions


class Store:
    """A library file, open. Use as a context manager; every change is one transaction."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        """Take over an open connection; `open` makes one."""
        self.connection = connection
        self.index = Index(connection)
        self.path = path

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = False) -> Self:
        """The library at `path`; `create` makes it when absent. Raises LibraryError."""
        return cls(connect(os.fspath(path), create=create), os.fspath(path))

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        """The library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self.connection)

    # taking in

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """A run of many additions, after which the index is put in order."""
        before = self.index.page_count()
        yield
        with self._transaction():
            self.index.merge(self.index.page_count() - before)

    def follow(self, contents: Mapping[str, str]) -> None:
        """Give documents whose content has gone to another path that path.

        `contents` is the SHA-256 of every file looked at, by path. Files may have changed places; what a path
        held before goes, if its content is nowhere any more.
        """
        held = {row["path"]: row for row in self.connection.execute("select key, path, sha256 from documents")}
        at = {digest: path for path, digest in reversed(list(contents.items()))}
        moves = {
            row["key"]: at[row["sha256"]]
            for path, row in held.items()
            if row["sha256"] in at
            and contents.get(path, row["sha256"] if os.path.exists(path) else "") != row["sha256"]
        }
        # Content that is held at its new path already is a copy, and no move.
        moves = {
            key: path
            for key, path in moves.items()
            if path not in held or held[path]["sha256"] != contents[path]
        }  # fmt: skip
        if not moves:
            return
        with self._transaction() as connection:
            for path in set(moves.values()) & held.keys():
                if held[path]["key"] not in moves:
                    self._delete(held[path]["key"])
            connection.executemany("update documents set path = ? where key = ?", [(f":{key}", key) for key in moves])
            connection.executemany(
                "update documents set path = ? where key = ?", [(path, key) for key, path in moves.items()]
            )

    def held_as(self, path: str, sha256: str, *, reads_pictures: bool = False) -> str | None:
        """The id of the document with this content, None when the file must be read.

        That is so, too, where pages of it wait for OCR and the reader `reads_pictures`.
        """
        row = self.connection.execute(
            "select id, path, waiting from documents where sha256 = ? order by path = ? desc", (sha256, path)
        ).fetchone()
        if row and row["path"] == path and reads_pictures and codec.numbers(row["waiting"]):
            return None
        if row is None or (row["path"] != path and self._key_of_path(path) is not None):
            return None
        self.connection.execute("delete from set_aside where path = ?", (path,))
        return str(row["id"])

    def tried(self, path: str, sha256: str, attempt: str) -> model.SetAside | None:
        """What became of a file when it was read before in the same way (`attempt`) and set aside; else None."""
        row = self.connection.execute(
            "select path, reason, hint from set_aside where path = ? and sha256 = ? and attempt = ?",
            (path, sha256, attempt),
        ).fetchone()
        return model.SetAside(*row) if row else None

    def add(
        self, document: model.Document, accept_secret: str | None = None
    ) -> tuple[str, Literal["added", "updated", "unchanged"]]:
        """Keep a document, in place of what its path held before; its id and what happened.

        An id that another file has taken is made this file's own by the first
        eight digits of its content's hash. A secret document needs the reason why it is
        accepted, which is kept; raises SecretDocument without one.
        """
        secrecy = document.header.marks.secrecy
        if secrecy and not accept_secret:
            raise SecretDocument(
                _("The document is marked {mark}; nothing of it was kept.").format(mark=secrecy),
                hint=_("Keep it where secret documents are kept."),
                path=document.path,
            )
        with self._transaction() as connection:
            old = connection.execute(
                "select key, id, number, sha256, waiting from documents where path = ?", (document.path,)
            ).fetchone()
            if old and old["sha256"] == document.sha256 and codec.numbers(old["waiting"]) == document.waiting:
                return old["id"], "unchanged"  # another ingest was quicker
            if old:
                self._delete(old["key"])
            document = replace(document, id=self._free_id(document))
            key = self._insert(document)
            connection.execute("delete from set_aside where path = ?", (document.path,))
            if secrecy:
                connection.execute(
                    "insert into accepted_secrets (path, sha256, secrecy, reason) values (?, ?, ?, ?)",
                    (document.path, document.sha256, secrecy, accept_secret),
                )
            links.insert(connection, key, document)
            relations.insert(connection, key, document)
            changed = [(document.id, document.header.number)]
            links.refresh(connection, [*changed, (old["id"], old["number"])] if old else changed)
        return document.id, "updated" if old else "added"

    def _free_id(self, document: model.Document) -> str:
        wanted = document.id or _makeshift_id(document)
        own = f"{wanted}-{document.sha256[:8]}"
        # The third copy of a file is told apart by counting.
        choices = chain((wanted, own), (f"{own}-{copy}" for copy in count(2)))
        taken = "select 1 from documents where id = ?"
        return next(each for each in choices if not self.connection.execute(taken, (each,)).fetchone())

    def _insert(self, document: model.Document) -> int:
        header = document.header
        first = self.index.next_key()
        columns = {
            "id": document.id,
            "path": document.path,
            "sha256": document.sha256,
            "type": header.type,
            "type_key": fold(header.type) if header.type else None,
            "number": header.number,
            "number_key": number_key(header.number) if header.number else None,
            "serial": links.serial_of(header.number),
            "issuer": header.issuer,
            "issuer_key": fold(header.issuer) if header.issuer else None,
            "date": header.date.isoformat() if header.date else None,
            "term": _term(header.date) if header.date else None,
            "title": header.title,
            "header": codec.encode_record(header),
            "outline": codec.encode_outline(document.outline),
            "warnings": codec.encode(document.warnings),
            "page_count": len(document.pages),
            "first_key": first if document.pages else None,
            "secrecy": header.marks.secrecy,
            "waiting": codec.encode(document.waiting),
            **relations.columns(document.validity),
        }
        key = self.connection.execute(
            f"insert into documents ({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
            tuple(columns.values()),
        ).lastrowid
        assert key is not None
        self._insert_pages(key, document, first)
        return key

    def _insert_pages(self, key: int, document: model.Document, first: int) -> None:
        rows = []
        indexed = {}
        for page_key, page in enumerate(document.pages, first):
            heading = " ".join(each.title for each in document.outline if each.page == page.number and each.title)
            indexed[page_key] = tuple(map(folded, (page.text, heading, *_first_page(document, page))))
            paragraphs = codec.encode_paragraphs(document.paragraphs.get(page.number, ()))
            rows.append(
                (
                    page_key,
                    key,
                    page.number,
                    page.width,
                    page.height,
                    page.source,
                    heading,
                    page.text,
                    paragraphs,
                )
            )
        self.connection.executemany(f"insert into pages values ({', '.join('?' * 9)})", rows)
        self.index.add(indexed)

    def set_aside(self, item: model.SetAside, sha256: str | None, attempt: str = "") -> None:
        """Remember that a file did not become a document, why, and how it was tried; what its path held before stays.

        Unless it is secret: then that goes, and its content wherever else it is held, and is overwritten.
        """
        if item.secrecy:
            self._purge(item.path, sha256)
        self.connection.execute(
            "insert or replace into set_aside (path, sha256, reason, hint, attempt) values (?, ?, ?, ?, ?)",
            (item.path, sha256, item.reason, item.hint, attempt),
        )

    def _purge(self, path: str, sha256: str | None) -> None:
        """Take out what a secret file left, in the index and the journal too; what was accepted elsewhere stays."""
        with self._transaction() as connection:
            rows = connection.execute(
                "select key, id, number from documents where path = ? or (sha256 = ? and secrecy is null)",
                (path, sha256),
            ).fetchall()
            for row in rows:
                self._delete(row["key"])
            links.refresh(connection, [(row["id"], row["number"]) for row in rows])
            if rows:
                self.index.purge()
        if rows:
            self.connection.execute("pragma wal_checkpoint(truncate)").fetchall()

    def accepted_secrets(self) -> list[model.Accepted]:
        """The secret documents that were ever taken in on purpose, in order."""
        rows = self.connection.execute(
            "select path, sha256, secrecy, reason, since from accepted_secrets order by rowid"
        )
        return [model.Accepted(*row) for row in rows]

    def remove(self, document_id: str) -> None:
        """Take a document out. Raises NotHeld."""
        with self._transaction() as connection:
            row = connection.execute("select key, number from documents where id = ?", (document_id,)).fetchone()
            if row is None:
                raise _not_held(document_id)
            self._delete(row["key"])
            links.refresh(connection, [(document_id, row["number"])])

    def _delete(self, key: int) -> None:
        rows = self.connection.execute("select key from pages where document = ?", (key,)).fetchall()
        self.index.delete(row[0] for row in rows)
        self.connection.execute("delete from documents where key = ?", (key,))

    def _key_of_path(self, path: str) -> int | None:
        row = self.connection.execute("select key from documents where path = ?", (path,)).fetchone()
        return int(row["key"]) if row else None

    # looking up

    def find(self, name: str) -> model.Entry:
        """The document with this id, or the only one with this number, typed any way.

        Raises NotHeld when there is none, or several: then it names them.
        """
        row = self.connection.execute("select * from documents where id = ?", (name.strip(),)).fetchone()
        found = [entry(row)] if row else self.numbered(name)
        if len(found) > 1:
            raise NotHeld(
                _("The library has several documents numbered {number}.").format(number=name),
                hint=_("Name one by its id: {ids}.").format(ids=", ".join(each.id for each in found)),
            )
        if not found:
            raise _not_held(name)
        return found[0]

    def numbered(self, name: str) -> list[model.Entry]:
        """Every document with this number, typed any way (`08-CT/TU`, `08 ct tu`), the newest first."""
        parsed = parse_number(name)
        key = number_key(str(parsed) if parsed else name)
        rows = self.connection.execute("select * from documents where number_key = ? order by date desc, id", (key,))
        return [entry(row) for row in rows]

    def document(self, name: str) -> model.Document:
        """A whole document, by id or number; its pages have no lines. Raises NotHeld."""
        row = self.connection.execute("select * from documents where id = ?", (self.find(name).id,)).fetchone()
        pages: list[model.Page] = []
        paragraphs: dict[int, tuple[model.Paragraph, ...]] = {}
        for page in self.connection.execute("select * from pages where document = ? order by page", (row["key"],)):
            pages.append(model.Page(page["page"], page["width"], page["height"], (), page["text"], page["source"]))
            paragraphs[page["page"]] = codec.paragraphs(page["paragraphs"])
        mentions: dict[int, tuple[model.Mention, ...]] = {page.number: () for page in pages}
        for number, reference in links.references(self.connection, row["key"]):
            mentions[number] = (*mentions[number], reference.mention)
        return model.Document(
            row["id"], row["path"], row["sha256"], codec.header(row["header"]), tuple(pages),
            codec.outline(row["outline"]), paragraphs, mentions, codec.strings(row["warnings"]),
            codec.validity(row), codec.numbers(row["waiting"]),
        )  # fmt: skip

    def outline(self, document_id: str) -> tuple[model.Section, ...]:
        """The outline of a document held."""
        row = self.connection.execute("select outline from documents where id = ?", (document_id,)).fetchone()
        return codec.outline(row["outline"])

    def entries(self, **filters: Unpack[Filters]) -> list[model.Entry]:
        """Return the documents under the filters of store/filters.py, the newest first, undated ones last."""
        chosen = conditions(**filters)
        where = f"where {chosen.sql}" if chosen else ""
        rows = self.connection.execute(
            f"select * from documents {where} order by date is null, date desc, id", chosen.values
        )
        unsure = self._without_page_numbers()
        return [replace(entry(row), pages_known=row["id"] not in unsure) for row in rows]

    def _without_page_numbers(self) -> set[str]:
        """The ids of documents whose file does not tell all of its pages."""
        paged = [f"%{suffix}" for suffix in printed_page_suffixes()]
        unpaged = " and ".join("path not like ?" for _suffix in paged)
        lengths: dict[tuple[str, str], list[int]] = {}
        for row in self.connection.execute(
            "select id, path, length(text) from documents join pages on documents.key = document"
            f" where {unpaged} order by document, page",
            paged,
        ):
            lengths.setdefault((row[0], row[1]), []).append(row[2])
        return {name for (name, path), each in lengths.items() if pages_known(path, each) < len(each)}

    def waiting(self) -> list[model.Entry]:
        """The documents some of whose pages wait for OCR."""
        return [
            entry(row) for row in self.connection.execute("select * from documents where waiting <> '[]' order by id")
        ]

    def files_set_aside(self) -> list[model.SetAside]:
        """The files that did not become documents."""
        rows = self.connection.execute("select path, reason, hint from set_aside order by path")
        return [model.SetAside(*row) for row in rows]

    # citations

    def cited_by(self, document: model.Entry) -> list[tuple[int, model.Reference]]:
        """What a document cites, in order, each with its page."""
        row = self.connection.execute("select key from documents where id = ?", (document.id,)).fetchone()
        return links.references(self.connection, row["key"]) if row else []

    def citing(self, document: model.Entry) -> list[model.CitedIn]:
        """Where other documents cite this one, the newest first."""
        rows = self.connection.execute(
            "select documents.*, links.page as cited_on, links.* from links"
            " join documents on documents.key = links.document"
            " where links.target = ?1 and documents.id <> ?1"
            " order by documents.date desc, documents.id, links.page, links.position",
            (document.id,),
        )
        return [model.CitedIn(entry(row), row["cited_on"], codec.reference(row)) for row in rows]

    def held(self, number: str) -> Sequence[model.Work]:
        """The works of the library that a number, whole or bare, or an id can mean; `resolve` asks so."""
        return links.held(self.connection)(number)

    # upkeep

    def refresh(self, works: Sequence[tuple[str, str | None]]) -> None:
        """Ask again what citations mean that may mean these works (id and number), which the registry has learnt."""
        with self._transaction() as connection:
            links.refresh(connection, works)

    def check(self) -> str | None:
        """What is wrong with the file, None when it and its index are whole.

        Raises sqlite3.OperationalError when another program holds it; what may only be read is not compared
        with its index.
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


def entry(row: sqlite3.Row) -> model.Entry:
    """The entry of a row of `documents`."""
    return model.Entry(
        row["id"], row["number"], row["type"], row["issuer"], codec.day(row["date"]), row["title"],
        row["page_count"], row["path"], row["secrecy"], codec.numbers(row["waiting"]),
    )  # fmt: skip


def _first_page(document: model.Document, page: model.Page) -> tuple[str, str]:
    """What the view `indexed` gives for title and number."""
    if page.number != 1:
        return "", ""
    header = document.header
    return header.title or "", f"{header.type or ''} {header.number or ''}"


def _term(day: date) -> str | None:
    from ..registry import load

    return load().terms.at(day)


def _makeshift_id(document: model.Document) -> str:
    """An id that reads well for a document without number, date or issuer; its content makes it unique."""
    from ..registry import load

    header = document.header
    parts = (
        load().bodies.path_of(header.issuer) if header.issuer else "khong-ro",
        str(header.date.year) if header.date else "khong-ngay",
        slug(header.number or header.type or "van-ban"),
    )
    return f"{'/'.join(parts)}-{document.sha256[:8]}"


def _not_held(name: str) -> NotHeld:
    return NotHeld(
        _("The library has no document “{name}”.").format(name=name),
        hint=_("See what it has with: chithi list."),
    )
