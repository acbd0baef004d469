"""What documents say of each other, as rows that a question over the whole library can be asked of.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from .. import model
from ..vietnamese.text import tone_key
from . import codec

Row = tuple[int, int, int, str, int | None, str | None, bool]

ENDED_WORKS = """
select links.target
from relations
join links using (document, page, position)
join documents as citing on citing.key = relations.document
left join links as doer on doer.document = relations.document and doer.page = relations.page
                       and doer.position = relations.doer
where relations.kind in (select value from json_each(?)) and relations.part = 0
  and links.target is not null and links.target <> citing.id
  and (relations.doer is not null or may_rule(citing.issuer, json_extract(links.reference, '$[0].issuer')))
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
  and coalesce(relations.since,
               case when relations.doer is null then citing.valid_from
                    else json_extract(doer.reference, '$[0].date') end,
               citing.date) <= ?
"""
"""Selects the works that a document of sufficient authority says have ended, as a whole, by a day.

The parameters are `ending_relations()` and the day. Where the document states no day, it is that on which the ending
work came into force or was issued. Drafts and secret documents do not count.
"""


def ending_relations() -> str:
    """Return the relations that end a work, as a JSON array."""
    from ..registry import load
    from ..registry.relations import ENDING

    return json.dumps(load().relations.with_effects(*ENDING), ensure_ascii=False)


def insert(connection: sqlite3.Connection, key: int, document: model.Document) -> None:
    """Keep what a document just written says of the works that it cites."""
    for page in document.pages:
        mentions = document.mentions.get(page.number, ())
        paragraphs = document.paragraphs.get(page.number, ())
        _insert(connection, _rows(key, document.header.type, page.number, page.text, paragraphs, mentions))


def rebuild(connection: sqlite3.Connection) -> None:
    """Read again, from the text held, what documents say of each other and of their own validity.

    A library from before schema version 3 has nothing of it.
    """
    from ..references import annotate_relations
    from ..registry import load
    from ..structure import find_validity

    connection.execute("delete from relations")
    for document in connection.execute("select key, type, header from documents").fetchall():
        rows = connection.execute("select * from pages where document = ? order by page", (document["key"],)).fetchall()
        pages = [model.Page(row["page"], row["width"], row["height"], (), row["text"], row["source"]) for row in rows]
        holds = find_validity(pages, codec.header(document["header"]))
        connection.execute(
            "update documents set valid_from = ?, valid_until = ?, valid_page = ?, valid_start = ? where key = ?",
            (*columns(holds).values(), document["key"]),
        )
        for row in rows:
            place = (document["key"], row["page"])
            stored = connection.execute(
                "select mention from links where document = ? and page = ? order by position", place
            )
            mentions = annotate_relations(row["text"], [codec.mention(each["mention"]) for each in stored], load())
            connection.executemany(
                "update links set mention = ? where document = ? and page = ? and position = ?",
                [(codec.encode_record(each), *place, position) for position, each in enumerate(mentions)],
            )
            paragraphs = codec.paragraphs(row["paragraphs"])
            _insert(connection, _rows(*place[:1], document["type"], row["page"], row["text"], paragraphs, mentions))


@lru_cache(4096)
def may_rule(issuer: str | None, other: str | None) -> bool:
    """Whether a body may end, change or carry on another's works: it stands no lower, as far as is known."""
    from ..registry import LEVELS, load

    levels = [load().bodies.level_of(name) if name else None for name in (issuer, other)]
    if levels[0] not in LEVELS or levels[1] not in LEVELS:
        return True
    return LEVELS.index(levels[0]) <= LEVELS.index(levels[1])


def columns(validity: model.Validity | None) -> Mapping[str, str | int | None]:
    """A document's validity as columns of `documents`."""
    return {
        "valid_from": validity.since.isoformat() if validity and validity.since else None,
        "valid_until": validity.until.isoformat() if validity and validity.until else None,
        "valid_page": validity.page if validity else None,
        "valid_start": validity.start if validity else None,
    }


def _insert(connection: sqlite3.Connection, rows: Iterator[Row]) -> None:
    connection.executemany("insert or ignore into relations values (?, ?, ?, ?, ?, ?, ?)", rows)


def _rows(
    key: int,
    type_name: str | None,
    page: int,
    text: str,
    paragraphs: Sequence[model.Paragraph],
    mentions: Sequence[model.Mention],
) -> Iterator[Row]:
    from ..registry import load
    from ..registry.relations import CONTINUING

    places = {mention.start: position for position, mention in enumerate(mentions)}
    for position, mention in enumerate(mentions):
        for told in mention.relations:
            # A mention that was dropped is the document's own number: it speaks of itself.
            doer = told.by if told.by in (None, model.UNNAMED) else places.get(told.by)
            kind = told.kind
            if doer is None and not _decides(type_name):
                # A plan or report that goes on with a directive implements it.
                if load().relations.effect_of(kind) in CONTINUING:
                    kind = load().relations.with_effects("implements")[0]
                if _is_a_task(kind, text, paragraphs, mention.start):
                    continue
            since = told.since.isoformat() if told.since else None
            yield key, page, position, kind, doer, since, told.part


def _decides(type_name: str | None) -> bool:
    """Whether documents of this type decide; those of no known type may."""
    from ..registry import load

    known = load().types.named(type_name) if type_name else None
    return known is None or known.decides


def _is_a_task(kind: str, text: str, paragraphs: Sequence[model.Paragraph], offset: int) -> bool:
    """`- Bãi bỏ Quyết định số …` in a plan asks for it, and does not do it; `Kế hoạch này thay thế …` does."""
    from ..registry import load
    from ..registry.relations import DECIDING
    from ..vietnamese.sentences import sentence_at

    return load().relations.effect_of(kind) in DECIDING and " này" not in tone_key(
        sentence_at(text, paragraphs, offset)
    )
