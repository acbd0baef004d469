"""The rows of a document, its pages, and its place in the index. All functions work inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from itertools import accumulate, chain, count

from .. import model
from ..index import Index, folded
from ..read.formats import printed_pages
from ..vietnamese.numbers import number_key
from ..vietnamese.text import fold, slug
from . import codec
from .citations import references_in, serial_of, validity_columns
from .passages import INSERT_PASSAGE, Passage, file_words, passages_of


def insert_document(
    connection: sqlite3.Connection, index: Index, document: model.Document, key: int | None = None
) -> int:
    """Write a document, without its citations and files, and return its key, a new one unless given."""
    header = document.header
    first = index.next_key()
    printed = printed_pages(document)
    parted = passages_of([(page.number, page.text) for page in document.pages], document.outline, printed)
    columns = {
        "key": key,
        "id": document.id,
        "path": document.path,
        "sha256": document.sha256,
        "type": header.type,
        "type_key": fold(header.type) if header.type else None,
        "number": header.number,
        "number_key": number_key(header.number) if header.number else None,
        "serial": serial_of(header.number),
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
        "passage_count": sum(map(len, parted)),
        "printed_pages": printed,
        "secrecy": header.marks.secrecy,
        "waiting": codec.encode(document.waiting),
        **validity_columns(document.validity),
    }
    key = connection.execute(
        f"insert into documents ({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
        tuple(columns.values()),
    ).lastrowid
    assert key is not None
    _insert_pages(connection, key, document, parted, first)
    passages = [passage for page in parted for passage in page]
    connection.executemany(INSERT_PASSAGE, [each.row(at, key) for at, each in enumerate(passages, first)])
    index.add({at: _indexed(document, each, is_first=at == first) for at, each in enumerate(passages, first)})
    return key


def _insert_pages(
    connection: sqlite3.Connection, key: int, document: model.Document, parted: Sequence[Sequence[Passage]], first: int
) -> None:
    """Write the pages of a document, each with the key of its first passage."""
    keys = accumulate(map(len, parted), initial=first)
    connection.executemany(
        f"insert into pages values ({', '.join('?' * 9)})",
        [
            (
                *(page_key, key, page.number, page.width, page.height, page.source),
                "\n".join(filter(None, (passage.heading for passage in passages))),
                page.text,
                codec.encode_paragraphs(document.paragraphs.get(page.number, ())),
            )
            for page_key, page, passages in zip(keys, document.pages, parted, strict=False)
        ],
    )


def _indexed(document: model.Document, passage: Passage, *, is_first: bool) -> tuple[str, ...]:
    """Return a passage as the view `_indexed` has it: title, number and file name count on the first one only."""
    header = document.header
    own = (header.title or "", f"{header.type or ''} {header.number or ''}", file_words(document.path))
    texts = (passage.text, f"{passage.heading} {passage.places}", *(own if is_first else ("", "", "")))
    return tuple(map(folded, texts))


def delete_document(connection: sqlite3.Connection, index: Index, key: int) -> None:
    """Delete a document with its pages and citations."""
    rows = connection.execute("select key from _passages where document = ?", (key,)).fetchall()
    index.delete(row[0] for row in rows)
    connection.execute("delete from files where document = ?", (key,))
    connection.execute("delete from documents where key = ?", (key,))


def replace_document(connection: sqlite3.Connection, index: Index, key: int, document: model.Document) -> None:
    """Write a document anew, without its citations, in place of that with this key; its files stay."""
    rows = connection.execute("select key from passages where document = ?", (key,)).fetchall()
    added = connection.execute("select added from documents where key = ?", (key,)).fetchone()[0]
    index.delete(row[0] for row in rows)
    connection.execute("delete from documents where key = ?", (key,))
    insert_document(connection, index, document, key)
    connection.execute("update documents set added = ? where key = ?", (added, key))


def load_document(connection: sqlite3.Connection, document_id: str) -> model.Document:
    """Return a whole document; its pages have no lines."""
    row = connection.execute("select * from documents where id = ?", (document_id,)).fetchone()
    rows = connection.execute("select * from pages where document = ? order by page", (row["key"],)).fetchall()
    mentions: dict[int, tuple[model.Mention, ...]] = {each["page"]: () for each in rows}
    for number, reference in references_in(connection, row["key"]):
        mentions[number] = (*mentions[number], reference.mention)
    return model.Document(
        id=row["id"],
        path=row["path"],
        sha256=row["sha256"],
        header=codec.decode_header(row["header"]),
        pages=tuple(codec.decode_page(each) for each in rows),
        outline=codec.decode_outline(row["outline"]),
        paragraphs={each["page"]: codec.decode_paragraphs(each["paragraphs"]) for each in rows},
        mentions=mentions,
        warnings=codec.decode_strings(row["warnings"]),
        validity=codec.decode_validity(row),
        waiting=codec.decode_numbers(row["waiting"]),
    )


def free_id(connection: sqlite3.Connection, document: model.Document) -> str:
    """Return the id of a new document: its own, unless another file has it, then with the beginning of its hash."""
    wanted = document.id or _makeshift_id(document)
    own = f"{wanted}-{document.sha256[:8]}"
    choices = chain((wanted, own), (f"{own}-{copy}" for copy in count(2)))  # several files may have one content
    taken = "select 1 from documents where id = ?"
    return next(each for each in choices if not connection.execute(taken, (each,)).fetchone())


def _makeshift_id(document: model.Document) -> str:
    """Return a readable id of a document without number, date or issuer; its content makes it unique."""
    from ..registry import load

    header = document.header
    parts = (
        load().bodies.path_of(header.issuer) if header.issuer else "khong-ro",
        str(header.date.year) if header.date else "khong-ngay",
        slug(header.number or header.type or "van-ban"),
    )
    return f"{'/'.join(parts)}-{document.sha256[:8]}"


def _term(day: date) -> str | None:
    from ..registry import load

    return load().terms.at(day)
