"""What each citation means, kept right as documents come and go.

A mention is resolved when its document is added, against the registry and the
library as it is; when a document comes or goes, the mentions of others that
could mean it are resolved anew. All functions work inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from .. import model
from ..vietnamese.numbers import number_key
from . import codec


def insert(connection: sqlite3.Connection, key: int, document: model.Document) -> None:
    """Keep and resolve every mention of a document just written."""
    for page, mentions in document.mentions.items():
        for position, mention in enumerate(mentions):
            connection.execute(
                "insert into links"
                " (document, page, position, mention, number_key, serial, state, rule, reference)"
                " values (?, ?, ?, ?, ?, ?, '', '', '')",
                (key, page, position, codec.encode_record(mention), *_keys(mention)),
            )
    _resolve(connection, [(key, page, place, document.header, mention)
                          for page, mentions in document.mentions.items()
                          for place, mention in enumerate(mentions)])  # fmt: skip


def refresh(connection: sqlite3.Connection, works: Iterable[tuple[str, str | None]]) -> None:
    """Resolve anew the mentions that may mean the works that came or went: (id, number) of each."""
    found: dict[tuple[int, int, int], sqlite3.Row] = {}
    for work_id, number in works:
        rows = connection.execute(
            "select document, page, position, mention, header from links"
            " join documents on documents.key = document"
            " where links.number_key = ?1 or links.serial = ?2"
            " union all"
            " select links.document, links.page, links.position, mention, header from link_works"
            " join links using (document, page, position) join documents on documents.key = links.document"
            " where link_works.work = ?3",
            (number_key(number) if number else None, serial_of(number), work_id),
        )
        found.update({(row["document"], row["page"], row["position"]): row for row in rows})
    _resolve(
        connection,
        [(*place, codec.header(row["header"]), codec.mention(row["mention"])) for place, row in found.items()],
    )


def _resolve(
    connection: sqlite3.Connection, places: Sequence[tuple[int, int, int, model.Header, model.Mention]]
) -> None:
    if not places:
        return
    # The registry and the resolver are loaded only where something is to be resolved.
    from ..references import resolve
    from ..registry import load

    registry, held_works = load(), held(connection)
    for document, page, position, header, mention in places:
        citing = model.Citing(header.issuer, header.date, header.place, header.type, header.number)
        reference = resolve(mention, citing, registry, held_works)
        place = (document, page, position)
        connection.execute(
            "update links set state = ?, rule = ?, target = ?, reference = ?"
            " where document = ? and page = ? and position = ?",
            (reference.state, reference.rule, reference.target.id if reference.target else None,
             codec.encode_answer(reference), *place),
        )  # fmt: skip
        connection.execute("delete from link_works where document = ? and page = ? and position = ?", place)
        connection.executemany(
            "insert or ignore into link_works values (?, ?, ?, ?)",
            [(work.id, *place) for work in (reference.target, *reference.candidates) if work],
        )


def held(connection: sqlite3.Connection) -> Callable[[str], Sequence[model.Work]]:
    """The look-up that the resolver asks: works of the library by whole number, bare serial or id.

    A secret document is none of them: what it says of itself would enter the others' citations, and their study packs.
    """

    def look_up(name: str) -> Sequence[model.Work]:
        if name.isdigit():
            rows = connection.execute(
                "select * from documents where serial = ? and secrecy is null", (name.lstrip("0"),)
            )
        else:
            rows = connection.execute(
                "select * from documents where (id = ? or number_key = ?) and secrecy is null order by date, id",
                (name, number_key(name)),
            )
        return [_work(row) for row in rows]

    return look_up


def serial_of(number: str | None) -> str | None:
    """The serial of a number without leading zeros: what a bare citation (`Quy định 76`) gives."""
    serial = number_key(number or "").split("-")[0]
    return serial if serial.isdigit() else None


def references(connection: sqlite3.Connection, key: int) -> list[tuple[int, model.Reference]]:
    """What a document cites, in order, each with its page."""
    rows = connection.execute(
        "select page, mention, state, rule, reference from links where document = ? order by page, position",
        (key,),
    )
    return [(row["page"], codec.reference(row)) for row in rows]


def _work(row: sqlite3.Row) -> model.Work:
    return model.Work(
        row["id"],
        row["type"],
        row["number"],
        row["issuer"],
        codec.day(row["date"]),
        row["title"],
        row["term"],
    )


def _keys(mention: model.Mention) -> tuple[str | None, str | None]:
    """The whole number's key, or a bare number's serial."""
    mention = mention.antecedent or mention
    if mention.number is None:
        return None, None
    if mention.number.isdigit():
        return None, mention.number.lstrip("0")
    return number_key(mention.number), None
