"""What is said of a work: that it was replaced, ended, amended or continued, by which one, from when, by whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..model import UNNAMED, Entry, Work
from ..registry import load
from ..store import Store, codec
from ..store.relations import may_rule
from ..store.store import entry as entry_of
from ..vietnamese.sentences import sentence_at

ENDING = ("thay thế", "bãi bỏ", "hết hiệu lực")
CHANGING = ("sửa đổi", "bổ sung")
CONTINUING = ("tiếp tục thực hiện",)

_SAID = """
select relations.kind, relations.doer, relations.since, relations.part, links.mention,
       links.reference as target_reference,       relations.page as said_on,
       pages.text as page_text, pages.paragraphs as page_paragraphs, doer.reference as doer_reference,
       doer.mention as doer_mention, citing.*
from links
join relations using (document, page, position)
join documents as citing on citing.key = links.document
join pages on pages.document = links.document and pages.page = links.page
left join links as doer on doer.document = relations.document and doer.page = relations.page
                       and doer.position = relations.doer
where links.target = ? and citing.id <> links.target
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
  and relations.kind in (select value from json_each(?))
order by citing.date is null, citing.date, citing.id, relations.page, relations.position
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document, word for word, and the page on which it stands."""

    document: Entry
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of a work.

    `by` is the work that did it, None where it is not named; `since` the day from which, as told, else that on
    which `by` came into force or was issued. Either `quote` says so, or the registry, with the
    `source` where it tells one; there `confirmed` is False for what rests on one source or none.
    """

    relation: str
    by: Work | None
    since: date | None
    part: bool = False
    quote: Quote | None = None
    source: str | None = None
    confirmed: bool = True


def claims_on(store: Store, work_id: str) -> list[Claim]:
    """Every claim on a work, once for each that makes it, those of the library before those of the registry."""
    return list(_unique((*_said(store, work_id), *registered(work_id))))


def _said(store: Store, work_id: str) -> Iterator[Claim]:
    kinds = json.dumps((*ENDING, *CHANGING, *CONTINUING), ensure_ascii=False)
    for row in store.connection.execute(_SAID, (work_id, kinds)):
        document = entry_of(row)
        by = _doer(row, document)
        if by and not may_rule(by.issuer, _issuer_of(row)):
            continue
        offset = json.loads(row["mention"])["start"]
        text = sentence_at(row["page_text"], codec.paragraphs(row["page_paragraphs"]), offset)
        begun = row["valid_from"] if row["doer"] is None else None
        since = codec.day(row["since"] or begun) or (by.date if by else None) or document.date
        yield Claim(row["kind"], by, since, bool(row["part"]), Quote(document, row["said_on"], text))


def _issuer_of(row: sqlite3.Row) -> str | None:
    target = codec.answer(row["target_reference"])
    return target.issuer if target else None


def _doer(row: sqlite3.Row, document: Entry) -> Work | None:
    """Who does it: the citing document, the work that its sentence names, or somebody unnamed."""
    if row["doer"] is None:
        return Work(document.id, document.type, document.number, document.issuer, document.date, document.title)
    if row["doer"] == UNNAMED or row["doer_mention"] is None:
        return None
    target = codec.answer(row["doer_reference"])
    if target:
        return target
    mention = codec.mention(row["doer_mention"])
    return Work("", mention.type, mention.number, mention.issuer, mention.date, None, confirmed=False)


def registered(work_id: str) -> Iterator[Claim]:
    """What the registry says of a work."""
    registry = load()
    for change in registry.changes.of(work_id):
        yield Claim(
            change.relation,
            registry.works.get(change.by),
            registry.changes.start_of(change),
            part=change.relation in CHANGING,
            source=change.source,
            confirmed=change.confirmed,
        )


def _unique(claims: Iterable[Claim]) -> Iterator[Claim]:
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        if claim.by is None:
            yield claim
            continue
        key = (claim.relation, claim.by.id or claim.by.number or "")
        if key not in seen:
            seen.add(key)
            yield claim
