"""The files of each document: a signed PDF, its Word file and copies are one document, of which the best file is shown.

Two files are one document if their content is the same, or if issuer, number, day and degree of secrecy are and nearly
all words too. All functions work inside the caller's transaction.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import model
from ..index import Index
from ..read.formats import printed_pages, suffixes
from ..vietnamese.numbers import number_key
from ..vietnamese.text import fold, nfc
from . import citations, codec, corrections, documents

_SAME_TEXT = 0.9  # share of pairs of words in common; a clean scan by OCR has about .95 of those of its Word file
_WORD = re.compile(r"[^\W_]+")
_INSERT = "insert or replace into files (path, sha256, document, name_key, waiting, content) values (?, ?, ?, ?, ?, ?)"


def name_key(path: str) -> str:
    """Return the name of a file, without folders and folded, as people type it."""
    return fold(nfc(re.split(r"[\\/]", path)[-1]))


def insert_file(
    connection: sqlite3.Connection, key: int, document: model.Document, content: bytes | None = None
) -> None:
    """Write that a document has this file; `content` is what it says, unless its content is that of the file shown."""
    row = (document.path, document.sha256, key, name_key(document.path), codec.encode(document.waiting), content)
    connection.execute(_INSERT, row)


def documents_named(connection: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """Return id and path of the documents with a file of this path or name, with or without its ending."""
    text = nfc(name).strip()
    sql = "select documents.id, files.path from files join documents on documents.key = document where {}"
    sql += " order by files.path"
    found = connection.execute(sql.format("files.path in (?, ?)"), (text, os.path.abspath(text))).fetchall()
    if not found and (is_file_name(text) or not re.search(r"[\\/]", text)):
        key = name_key(text)
        found = connection.execute(sql.format("name_key = ?"), (key,)).fetchall()
        if not found:  # "." is before "/": every name that is `key` with an ending
            rows = connection.execute(sql.format("name_key > ? || '.' and name_key < ? || '/'"), (key, key)).fetchall()
            found = [row for row in rows if os.path.splitext(name_key(row["path"]))[0] == key]
    return list({row["id"]: (row["id"], row["path"]) for row in found}.values())


def is_file_name(name: str) -> bool:
    """Return whether a name has the ending of a file that chithi reads."""
    return os.path.splitext(name)[1].lower() in suffixes()


def paths_of(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the paths of the documents with several files, by id, the one shown first."""
    rows = connection.execute(
        "select documents.id, files.path from files join documents on documents.key = document"
        " where document in (select document from files group by document having count(*) > 1)"
        " order by files.path <> documents.path, files.path"
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row["id"]] = (*found.get(row["id"], ()), row["path"])
    return found


# Which document a file is of


def twin_of(connection: sqlite3.Connection, document: model.Document, *, other_than: int = 0) -> int | None:
    """Return the key of the document that has the content of `document`, None where there is none."""
    secrecy = document.header.marks.secrecy
    row = connection.execute(
        "select document from files join documents on documents.key = document"
        " where files.sha256 = ? and secrecy is ? and document <> ? limit 1",
        (document.sha256, secrecy, other_than),
    ).fetchone()
    if row:
        return int(row[0])
    words: set[tuple[str, str]] | None = None
    for key in _of_same_header(connection, document, other_than):
        text = connection.execute("select text from pages where document = ?", (key,))
        words = words or _pairs(page.text for page in document.pages)
        if likeness(words, _pairs(page["text"] for page in text)) >= _SAME_TEXT:
            return key
    return None


def _of_same_header(connection: sqlite3.Connection, document: model.Document, other_than: int) -> list[int]:
    header = document.header
    if not (header.number and header.date and header.issuer):
        return []
    rows = connection.execute(
        "select key from documents where number_key = ? and date = ? and issuer = ? and secrecy is ? and key <> ?"
        " and ifnull(json_extract(header, '$.marks.draft'), 0) = ? order by key",
        (number_key(header.number), header.date.isoformat(), header.issuer, header.marks.secrecy, other_than,
         header.marks.draft),
    )  # fmt: skip
    return [row["key"] for row in rows]


def rivals(connection: sqlite3.Connection, document: model.Document) -> list[str]:
    """Return the ids of other documents with the same issuer, number and day, whose text differs."""
    own = connection.execute("select key from documents where id = ?", (document.id,)).fetchone()
    keys = _of_same_header(connection, document, own["key"] if own else 0)
    found = (connection.execute("select id from documents where key = ?", (key,)).fetchone() for key in keys)
    return [row["id"] for row in found]


def likeness(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    """Return the share of pairs of words that two texts have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _pairs(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Return the pairs of words side by side, without tone marks, which OCR confuses most."""
    return set(pairwise(word for text in texts for word in _WORD.findall(fold(text))))


def _rank(document: model.Document) -> tuple[object, ...]:
    """Return what makes the text of a file the better one to show; the first path where all else is equal."""
    return (
        bool(document.waiting),
        any(page.source == "ocr" for page in document.pages),
        printed_pages(document) < len(document.pages),
        not document.header.signers,
        document.path,
    )


# Changes


def attach(connection: sqlite3.Connection, index: Index, key: int, document: model.Document) -> str:
    """Make a file that was just read another file of a document, show the better one, and return the document's id."""
    shown = _shown(connection, key)
    insert_file(connection, key, document, _content_beside(shown, document))
    if _rank(document) < _rank(shown):
        _show(connection, index, key, document)
    return shown.id


def detach(connection: sqlite3.Connection, index: Index, path: str) -> list[tuple[str, str | None]]:
    """Delete a file of a document, and the document with its last one; return the works (id, number) that changed."""
    row = connection.execute(
        "select document, id, number, documents.path = files.path as is_shown from files"
        " join documents on documents.key = document where files.path = ?",
        (path,),
    ).fetchone()
    if row is None:
        return []
    key = row["document"]
    others = _others(connection, key, path)
    if not others:
        documents.delete_document(connection, index, key)
    else:
        if row["is_shown"]:
            _show(connection, index, key, min(others, key=_rank))
        connection.execute("delete from files where path = ?", (path,))
    return [(row["id"], row["number"])]


def forget_gone(connection: sqlite3.Connection, index: Index) -> None:
    """Delete the files that are no longer there, of documents that have another one."""
    from .. import containers  # a search does without

    for paths in paths_of(connection).values():
        gone = [path for path in paths if not containers.exists(path)]
        for path in gone if len(gone) < len(paths) else ():
            citations.resolve_again(connection, detach(connection, index, path))


def merge_twins(connection: sqlite3.Connection, index: Index) -> None:
    """Make one document of those that are files of the same one, in a library of an older version."""
    alike = (
        "select key, id from documents where sha256 in"
        " (select sha256 from documents group by sha256 having count(*) > 1)"
        " or (number_key, date, issuer) in (select number_key, date, issuer from documents"
        " where number_key is not null and date is not null and issuer is not null"
        " group by 1, 2, 3 having count(*) > 1) order by key"
    )
    for row in connection.execute(alike).fetchall():
        document = documents.load_document(connection, row["id"])
        twin = twin_of(connection, document, other_than=row["key"])
        if twin is not None and twin < row["key"]:
            documents.delete_document(connection, index, row["key"])
            kept = attach(connection, index, twin, document)
            citations.resolve_again(connection, [(each, document.header.number) for each in (row["id"], kept)])


def _shown(connection: sqlite3.Connection, key: int) -> model.Document:
    row = connection.execute("select id from documents where key = ?", (key,)).fetchone()
    return documents.load_document(connection, row["id"])


def _content_beside(shown: model.Document, document: model.Document) -> bytes | None:
    return None if document.sha256 == shown.sha256 else codec.pack_document(document)


def _others(connection: sqlite3.Connection, key: int, path: str) -> Sequence[model.Document]:
    """Return what the other files of a document say."""
    shown = _shown(connection, key)
    rows = connection.execute("select path, content from files where document = ? and path <> ?", (key, path))
    return [
        replace(codec.unpack_document(row["content"]) if row["content"] else shown, path=row["path"]) for row in rows
    ]


def _show(connection: sqlite3.Connection, index: Index, key: int, document: model.Document) -> None:
    """Show another file's text, with the corrections of the one shown before, under the id of the document."""
    shown = _shown(connection, key)
    if document.sha256 != shown.sha256:
        sql = "update files set content = ? where document = ? and sha256 = ?"
        connection.execute(sql, (codec.pack_document(shown), key, shown.sha256))
        connection.execute(sql, (None, key, document.sha256))
        connection.execute(
            "insert or ignore into saved_seen select name, ? from saved_seen where sha256 = ?",
            (document.sha256, shown.sha256),
        )
    document = replace(corrections.carried(connection, shown, document), id=shown.id)
    documents.replace_document(connection, index, key, document)
    citations.insert_citations(connection, key, document)
    citations.resolve_again(connection, [(shown.id, shown.header.number), (shown.id, document.header.number)])
