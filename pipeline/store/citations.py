"""What each document cites, which work that means, and what the document does to it.

A mention is resolved when its document is added, against the registry and the library; when a document is added or
deleted, the mentions of others that could mean it are resolved again. All functions work inside the caller's
transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .. import model
from ..vietnamese.numbers import number_key
from ..vietnamese.sentences import sentence_at
from ..vietnamese.text import tone_key
from . import codec

if TYPE_CHECKING:
    # Columns of the table `relations`: document, page, position, kind, doer, since, part.
    _RelationRow = tuple[int, int, int, str, int | None, str | None, bool]
    # A mention's document, page and position, the header of the document, and the mention.
    _Unresolved = tuple[int, int, int, model.Header, model.Mention]

ENDED_WORKS = """
select _links.target
from _relations
join _links using (document, page, position)
join documents as citing on citing.key = _relations.document
left join _links as doer on doer.document = _relations.document and doer.page = _relations.page
                       and doer.position = _relations.doer
where _relations.kind in (select value from json_each(?)) and _relations.part = 0
  and _links.target is not null and _links.target <> citing.id
  and (_relations.doer is not null or may_rule(citing.issuer, json_extract(_links.reference, '$[0].issuer')))
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
  and coalesce(_relations.since,
               case when _relations.doer is null then citing.valid_from
                    else json_extract(doer.reference, '$[0].date') end,
               citing.date) <= ?
"""
"""Selects the works that a document of sufficient authority says have ended, as a whole, by a day.

The parameters are `ending_relations()` and the day. Where the document states no day, it is that on which the ending
work came into force or was issued. Drafts and secret documents do not count.
"""


def insert_citations(connection: sqlite3.Connection, key: int, document: model.Document) -> None:
    """Write and resolve the mentions of a new document, and write its relations to the works that it cites."""
    unresolved: list[_Unresolved] = []
    texts = {page.number: page.text for page in document.pages}
    for page, mentions in document.mentions.items():
        for position, mention in enumerate(mentions):
            connection.execute(
                "insert into _links"
                " (document, page, position, start, mention, sentence, number_key, serial, state, rule, reference)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, '', '', '')",
                (
                    *(key, page, position, mention.start, codec.encode_record(mention)),
                    sentence_at(texts[page], document.paragraphs.get(page, ()), mention.start),
                    *_number_columns(mention),
                ),
            )
            unresolved.append((key, page, position, document.header, mention))
    _resolve(connection, unresolved)
    for each in document.pages:
        paragraphs = document.paragraphs.get(each.number, ())
        mentions = document.mentions.get(each.number, ())
        rows = _relation_rows(
            key, each.number, type_name=document.header.type, text=each.text, paragraphs=paragraphs, mentions=mentions
        )
        _insert_relations(connection, rows)


def resolve_again(connection: sqlite3.Connection, works: Iterable[tuple[str, str | None]]) -> None:
    """Resolve the mentions that may mean works that were added or deleted: (id, number) of each."""
    found: dict[tuple[int, int, int], sqlite3.Row] = {}
    for work_id, number in works:
        rows = connection.execute(
            "select document, page, position, mention, header from _links"
            " join documents on documents.key = document"
            " where _links.number_key = ?1 or _links.serial = ?2"
            " union all"
            " select _links.document, _links.page, _links.position, mention, header from _link_works"
            " join _links using (document, page, position) join documents on documents.key = _links.document"
            " where _link_works.work = ?3",
            (number_key(number) if number else None, serial_of(number), work_id),
        )
        found.update({(row["document"], row["page"], row["position"]): row for row in rows})
    _resolve(
        connection,
        [
            (*place, codec.decode_header(row["header"]), codec.decode_mention(row["mention"]))
            for place, row in found.items()
        ],
    )


def _resolve(connection: sqlite3.Connection, unresolved: Sequence[_Unresolved]) -> None:
    if not unresolved:
        return
    # The registry and the resolver are loaded only where something is to be resolved.
    from ..references import resolve
    from ..registry import load

    registry, known_works = load(), library_works(connection)
    for document, page, position, header, mention in unresolved:
        citing = model.Citing(
            issuer=header.issuer, date=header.date, place=header.place, type=header.type, number=header.number
        )
        reference = resolve(mention, citing, registry, known_works)
        place = (document, page, position)
        connection.execute(
            "update _links set state = ?, rule = ?, target = ?, reference = ?"
            " where document = ? and page = ? and position = ?",
            (reference.state, reference.rule, reference.target.id if reference.target else None,
             codec.encode_works(reference), *place),
        )  # fmt: skip
        connection.execute("delete from _link_works where document = ? and page = ? and position = ?", place)
        connection.executemany(
            "insert or ignore into _link_works values (?, ?, ?, ?)",
            [(work.id, *place) for work in (reference.target, *reference.candidates) if work],
        )


def library_works(connection: sqlite3.Connection) -> Callable[[str], Sequence[model.Work]]:
    """Return the look-up that the resolver needs: works of the library by whole number, bare serial or id.

    A secret document is left out: what it says of itself would enter the citations of others, and their study packs.
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


def references_in(connection: sqlite3.Connection, key: int) -> list[tuple[int, model.Reference]]:
    """Return what a document cites, in order, each with its page."""
    rows = connection.execute(
        "select page, mention, state, rule, reference from _links where document = ? order by page, position",
        (key,),
    )
    return [(row["page"], codec.decode_reference(row)) for row in rows]


def serial_of(number: str | None) -> str | None:
    """Return the serial of a number without leading zeros, as a bare citation (`Quy định 76`) has it."""
    serial = number_key(number or "").split("-")[0]
    return serial if serial.isdigit() else None


def _work(row: sqlite3.Row) -> model.Work:
    return model.Work(
        id=row["id"], type=row["type"], number=row["number"], issuer=row["issuer"],
        date=codec.decode_date(row["date"]), title=row["title"], term=row["term"],
    )  # fmt: skip


def _number_columns(mention: model.Mention) -> tuple[str | None, str | None]:
    """Return the columns `number_key` and `serial`: the key of a whole number, or the serial of a bare one."""
    mention = mention.antecedent or mention
    if mention.number is None:
        return None, None
    if mention.number.isdigit():
        return None, mention.number.lstrip("0")
    return number_key(mention.number), None


# Relations


def ending_relations() -> str:
    """Return the relations that end a work, as a JSON array."""
    from ..registry import load
    from ..registry.relations import ENDING

    return json.dumps(load().relations.with_effects(*ENDING), ensure_ascii=False)


@lru_cache(4096)
def may_rule(issuer: str | None, other: str | None) -> bool:
    """Whether a body may end, change or continue another's works: it is not lower, as far as is known."""
    from ..registry import LEVELS, load

    levels = [load().bodies.level_of(name) if name else None for name in (issuer, other)]
    if levels[0] not in LEVELS or levels[1] not in LEVELS:
        return True
    return LEVELS.index(levels[0]) <= LEVELS.index(levels[1])


def validity_columns(validity: model.Validity | None) -> Mapping[str, str | int | None]:
    """Return a document's validity as columns of `documents`."""
    return {
        "valid_from": validity.since.isoformat() if validity and validity.since else None,
        "valid_until": validity.until.isoformat() if validity and validity.until else None,
        "valid_page": validity.page if validity else None,
        "valid_start": validity.start if validity else None,
    }


def rebuild_relations(connection: sqlite3.Connection) -> None:
    """Write the relations and the validity of all documents from their text, for a library older than version 3."""
    from ..references import annotate_relations
    from ..registry import load
    from ..structure import find_validity

    connection.execute("delete from _relations")
    for document in connection.execute("select key, type, header from documents").fetchall():
        rows = connection.execute("select * from pages where document = ? order by page", (document["key"],)).fetchall()
        pages = [codec.decode_page(row) for row in rows]
        valid = find_validity(pages, codec.decode_header(document["header"]))
        connection.execute(
            "update documents set valid_from = ?, valid_until = ?, valid_page = ?, valid_start = ? where key = ?",
            (*validity_columns(valid).values(), document["key"]),
        )
        for row in rows:
            place = (document["key"], row["page"])
            stored = connection.execute(
                "select mention from _links where document = ? and page = ? order by position", place
            )
            mentions = annotate_relations(
                row["text"], [codec.decode_mention(each["mention"]) for each in stored], load()
            )
            connection.executemany(
                "update _links set mention = ? where document = ? and page = ? and position = ?",
                [(codec.encode_record(each), *place, position) for position, each in enumerate(mentions)],
            )
            paragraphs = codec.decode_paragraphs(row["paragraphs"])
            relations = _relation_rows(
                *place, type_name=document["type"], text=row["text"], paragraphs=paragraphs, mentions=mentions
            )
            _insert_relations(connection, relations)


def rebuild_sentences(connection: sqlite3.Connection) -> None:
    """Write the sentence of every citation from its page, for a library older than version 17."""
    rows = connection.execute(
        "select _links.document, _links.page, position, start, pages.text, pages.paragraphs"
        " from _links join pages on pages.document = _links.document and pages.page = _links.page"
    ).fetchall()
    connection.executemany(
        "update _links set sentence = ? where document = ? and page = ? and position = ?",
        [
            (sentence_at(row["text"], codec.decode_paragraphs(row["paragraphs"]), row["start"]), *tuple(row)[:3])
            for row in rows
        ],
    )


def _insert_relations(connection: sqlite3.Connection, rows: Iterator[_RelationRow]) -> None:
    connection.executemany("insert into _relations values (?, ?, ?, ?, ?, ?, ?)", rows)


def _relation_rows(
    key: int,
    page: int,
    *,
    type_name: str | None,
    text: str,
    paragraphs: Sequence[model.Paragraph],
    mentions: Sequence[model.Mention],
) -> Iterator[_RelationRow]:
    from ..registry import load
    from ..registry.relations import CONTINUING

    positions = {mention.start: position for position, mention in enumerate(mentions)}
    for position, mention in enumerate(mentions):
        for relation in mention.relations:
            # A mention without a position is the document's own number.
            doer = relation.by if relation.by in (None, model.UNNAMED) else positions.get(relation.by)
            kind = relation.kind
            if doer is None and not _decides(type_name):
                # A plan or report that continues a directive implements it.
                if load().relations.effect_of(kind) in CONTINUING:
                    kind = load().relations.with_effects("implements")[0]
                if _is_a_task(kind, text, paragraphs, mention.start):
                    continue
            since = relation.since.isoformat() if relation.since else None
            yield key, page, position, kind, doer, since, relation.part


def _decides(type_name: str | None) -> bool:
    """Whether documents of this type decide; those of an unknown type may."""
    from ..registry import load

    known = load().types.named(type_name) if type_name else None
    return known is None or known.decides


def _is_a_task(kind: str, text: str, paragraphs: Sequence[model.Paragraph], offset: int) -> bool:
    """Whether a plan only asks for a change (`- Bãi bỏ Quyết định số …`) and does not make it (`Kế hoạch này …`)."""
    from ..registry import load
    from ..registry.relations import DECIDING

    if load().relations.effect_of(kind) not in DECIDING:
        return False
    return " này" not in tone_key(sentence_at(text, paragraphs, offset))
