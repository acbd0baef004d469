"""Headers put right by hand: applied to a document, and again whenever its file is read anew.

A correction belongs to a file, by its path or, after a move, by its content.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from .. import model
from ..errors import UsageError
from ..i18n import _
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import nfc, squeeze
from . import codec

Corrections = Mapping[str, str | date]
"""Fields of a header by name (number, date, type, issuer, title); an empty string means that the document has none."""


def corrected(connection: sqlite3.Connection, document: model.Document) -> model.Document:
    """Return a document that was just read, with the corrections of its file.

    Another document that was saved under the name of the corrected one keeps the header that was read.
    """
    row = _stored(connection, document)
    if row is None:
        return document
    original = codec.encode_record(document.header)
    if row["sha256"] != document.sha256 and row["original"] != original:
        return document
    _store(connection, document, row, row["fields"], original)
    return replace(document, header=_apply(document.header, json.loads(row["fields"])))


def carried(connection: sqlite3.Connection, shown: model.Document, document: model.Document) -> model.Document:
    """Return another file of a document with the corrections of the file shown, unless it has some of its own."""
    row = _stored(connection, shown)
    if row is None or shown.path == document.path:
        return document
    if _stored(connection, document) is None:
        _store(connection, document, None, row["fields"], codec.encode_record(document.header))
        return replace(document, header=_apply(document.header, json.loads(row["fields"])))
    return document


def correct(connection: sqlite3.Connection, document: model.Document, fields: Corrections) -> model.Document:
    """Store corrections of a document, beside earlier ones, and return it with them. Raises UsageError."""
    row = _stored(connection, document)
    original = codec.decode_header(row["original"]) if row else document.header
    merged = {**(json.loads(row["fields"]) if row else {}), **{name: _plain(name, fields[name]) for name in fields}}
    _store(connection, document, row, json.dumps(merged, ensure_ascii=False), codec.encode_record(original))
    return replace(document, header=_apply(original, merged))


def undo(connection: sqlite3.Connection, document: model.Document) -> model.Document:
    """Delete the corrections of a document and return it as it was read."""
    row = _stored(connection, document)
    if row is None:
        return document
    connection.execute("delete from corrections where path = ?", (row["path"],))
    return replace(document, header=codec.decode_header(row["original"]))


def _stored(connection: sqlite3.Connection, document: model.Document) -> sqlite3.Row | None:
    """Return the corrections of a file: by its path, else, since it may have moved, by its content."""
    row: sqlite3.Row | None = connection.execute(
        "select * from corrections where path = ? or sha256 = ? order by path = ? desc",
        (document.path, document.sha256, document.path),
    ).fetchone()
    return row


def _store(
    connection: sqlite3.Connection, document: model.Document, old: sqlite3.Row | None, fields: str, original: str
) -> None:
    """Write the corrections of a file under its path, in place of the row `old`."""
    if old is not None:
        connection.execute("delete from corrections where path = ?", (old["path"],))
    connection.execute(
        "insert into corrections (path, sha256, fields, original) values (?, ?, ?, ?)",
        (document.path, document.sha256, fields, original),
    )


def _apply(header: model.Header, fields: Mapping[str, str]) -> model.Header:
    changed: dict[str, str | date | None] = {name: value or None for name, value in fields.items()}
    if fields.get("date"):
        changed["date"] = date.fromisoformat(fields["date"])
    if "number" in fields:
        number = parse_number(fields["number"])
        changed["symbol"] = number.symbol if number else None
    return replace(header, **changed, corrected=tuple(sorted(fields)))  # type: ignore[arg-type]


def _plain(name: str, value: str | date) -> str:
    """Return a field as it is stored. Raises UsageError for a number or a type that is none."""
    if isinstance(value, date):
        return value.isoformat()
    text = squeeze(nfc(value))
    if not text:
        return ""
    if name == "number":
        number = parse_number(text)
        if number is None or number.serial is None:
            raise UsageError(
                _("“{number}” is not a document number.").format(number=text),
                hint=_("Write it whole, for example 08-CT/TU or 30/2020/NĐ-CP."),
            )
        return str(number)
    from ..registry import load  # a search must not load it

    if name == "type":
        found = load().types.named(text)
        if found is None:
            raise UsageError(
                _("“{type}” is not a type of document.").format(type=text), hint=_("See: chithi registry list.")
            )
        return found.name
    return load().bodies.proper_name(text) or text if name == "issuer" else text
